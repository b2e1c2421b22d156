"""Pooled odds of every group at every stage within regions, beside statsmodels in a loop."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from time import perf_counter

import numpy as np
from statsmodels.stats.contingency_tables import StratifiedTable

from benchmarks.speed.questions.intakes import SIDES, comparisons, parameters
from benchmarks.speed.told import tell
from workbench.statistics.strata.pooled_odds import pooled_odds_ratio


def tables(made: Path) -> np.ndarray:
    """Return the four counts, shape (4, comparisons, regions)."""
    stages = len(parameters(made).stages)
    found = []
    for _, _, counts in comparisons(made, "region"):
        by_region = counts.to_numpy().reshape(-1, stages, len(SIDES))
        found += list(np.moveaxis(by_region, (0, 1, 2), (2, 0, 1)))
    return np.stack(found, axis=1)


def theirs(sides: np.ndarray) -> np.ndarray:
    """Return the odds ratio, its limits and three p-values of each comparison."""
    found = []
    for x, n, others_x, others in np.moveaxis(sides, 1, 0):
        here = (n > 0) & (others > 0)
        two_by_two = np.array([[x, n - x], [others_x, others - others_x]])[:, :, here]
        table = StratifiedTable(two_by_two.astype(float))
        tests = (
            table.test_null_odds(),
            table.test_null_odds(correction=True),
            table.test_equal_odds(adjust=True),
        )
        limits = table.oddsratio_pooled_confint()
        found.append([table.oddsratio_pooled, *limits, *(one.pvalue for one in tests)])
    return np.array(found)


def compare(made: Path) -> dict[str, float]:
    """Time both on the same counts; tell how far apart their odds ratios are at most."""
    sides = tables(made)
    pooled_odds_ratio(*sides)
    clock = [perf_counter()]
    own = pooled_odds_ratio(*sides)
    clock.append(perf_counter())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a stratum that tells it nothing
        other = theirs(sides)
    clock.append(perf_counter())
    took, peer = np.diff(clock)
    ratios = own.odds_ratio.value, other[:, 0]
    known = np.isfinite(ratios).all(axis=0) & (ratios[1] > 0)
    apart = float(np.abs(ratios[0][known] / ratios[1][known] - 1).max())
    return {
        "comparisons": sides.shape[1],
        "strata": sides.shape[2],
        "workbench": float(took),
        "peer": float(peer),
        "apart": apart,
    }


if __name__ == "__main__":
    tell(compare(Path(sys.argv[1])))
