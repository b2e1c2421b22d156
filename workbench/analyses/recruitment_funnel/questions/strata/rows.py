"""Each stratum by itself, where strata differ or holding them apart changes the ratio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.measures import TWO_SIDES, share
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.strata.counts import SIDES, ByPlace
from workbench.analyses.recruitment_funnel.questions.strata.pooled import Pooled
from workbench.findings import Finding, Measure, Measured
from workbench.findings.finding import KEYS
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.strata.pooled_odds import pooled_odds_ratio

DIFFER = 0.1
"""A homogeneity p below this: the strata are shown, and no pooled figure stands for them."""
CHANGE = 0.05
"""A change of the ratio by more than this is worth a look at the strata."""
LEAST = 10
"""Fewest who passed, and who did not, on either side for strata to be looked at."""
Told = Sequence[tuple[tuple[str, ...], ByPlace, Pooled]]


def rows_finding(name: str, parameters: Parameters, told: Told) -> Finding | None:
    """Return the strata of one characteristic, one row a stratum, where they are worth a look."""
    groups, comparator = parameters.groups(name), parameters.comparator(name)
    blocks = [
        block
        for choice, counts, pooled in told
        if len(choice) == 1
        for block in _blocks(choice[0], counts, pooled, groups, groups.index(comparator))
    ]
    if not blocks:
        return None
    keys = {"characteristic": name, "comparator": comparator, "family": None}
    cells = pd.concat(blocks, ignore_index=True).assign(**keys)
    cells = cells.drop_duplicates(["group", "stage", "stratum"], ignore_index=True)
    measures = (share("selection_rate", parameters.level), _within(parameters.level))
    title = f"{parameters.characteristic_title(name)}: stratum by stratum"
    told_cells = cells[[*KEYS, *SIDES]]
    return Finding(f"strata_rows:{name}", "strata_rows", title, told_cells, measures)


def _blocks(
    circumstance: str, counts: ByPlace, pooled: Pooled, groups: Sequence[str], comparator: int
) -> Iterator[pd.DataFrame]:
    others = [group for group in range(len(groups)) if group != comparator]
    look = _worth_a_look(counts, pooled, comparator)
    for other, place in zip(*np.nonzero(look), strict=True):
        for group, role in ((others[other], "declared"), (comparator, "comparator")):
            frame = _rows(counts, group, comparator, int(place))
            frame["stratum"] = ["", *(f"{circumstance}: {label}" for label in counts.strata)]
            yield frame.assign(group=groups[group], role=role)


def _worth_a_look(counts: ByPlace, pooled: Pooled, comparator: int) -> NDArray[np.bool_]:
    x, n, x0, n0 = (side.sum(axis=-1) for side in counts.sides(comparator))
    crude = relative_rate_index(x, n, x0, n0).value
    differ = pooled.tests["ratio_homogeneity_p"].value < DIFFER
    changed = np.abs(pooled.ratios["pooled_ratio"].value - crude) > CHANGE
    enough = (pooled.events >= LEAST) & (pooled.non_events >= LEAST)
    return np.asarray((differ | changed) & enough)


def _rows(counts: ByPlace, group: int, comparator: int, place: int) -> pd.DataFrame:
    """Return all strata together, then each, of one group at one place."""
    stage, basis = counts.places[place]
    each = {
        f"{side}{what}": values[who, place]
        for side, who in (("", group), ("comparator_", comparator))
        for what, values in (("passed", counts.passed), ("entered", counts.entered))
    }
    told = {name: np.concatenate([[values.sum()], values]) for name, values in each.items()}
    return pd.DataFrame(told).assign(stage=stage, basis=basis)


def _within(level: float) -> Measure:
    return Measure(TWO_SIDES, partial(_compare, level=level))


def _compare(counts: Mapping[str, np.ndarray], *, level: float) -> Measured:
    sides = tuple(counts[name] for name in TWO_SIDES)
    odds = pooled_odds_ratio(*(side[..., None] for side in sides), level=level)
    return Measured(
        {
            "relative_rate_index": relative_rate_index(*sides, level=level),
            "rate_difference": rate_difference(*sides, level=level),
            "odds_ratio": odds.odds_ratio,
        }
    )
