"""What is published of a logistic model over places: as it was, and as it is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.disclosure.models.campaigns import Counts
from benchmarks.disclosure.models.published import OPEN, SIDES
from workbench.disclosure.anchoring import anchored
from workbench.disclosure.models import to_figures
from workbench.findings import Anchor, Measure, Measured
from workbench.statistics.adjustment.standardised_campaign import standardised_campaign
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.estimate import Estimate

Floats = NDArray[np.float64]
KINDS = ("ratio", "difference")


def before(x: Counts, n: Counts, x0: Counts, n0: Counts) -> Floats:
    """Return adjusted and plain numbers of exact counts to two figures, to nearest."""
    told = _fitted(x, n, x0, n0)
    plain = _plain(_whole(x, n, x0, n0)).estimates
    numbers = [told[kind] for kind in KINDS] + [plain[kind] for kind in KINDS]
    parts = [part for one in numbers for part in (one.value, one.lower, one.upper)]
    return np.column_stack([[float(f"{value:.2g}") for value in part] for part in parts])


def after(x: Counts, n: Counts, x0: Counts, n0: Counts) -> Floats:
    """Return adjusted numbers set against those of shown counts."""
    counts, everywhere = _whole(x, n, x0, n0), np.ones(len(x), bool)
    columns = []
    for kind, one in _fitted(x, n, x0, n0).items():
        anchor = Anchor(Measure(SIDES, _plain), counts, {kind: kind}, factor=kind == "ratio")
        told = anchored(kind, one, anchor, OPEN, where=everywhere)
        told = to_figures(told, OPEN, 0.01 if kind == "difference" else None)
        columns += [told.value, told.lower, told.upper]
    return np.column_stack(columns)


def _whole(*sides: Counts) -> dict[str, Counts]:
    return {name: side.sum(axis=-1) for name, side in zip(SIDES, sides, strict=True)}


def _plain(counts: Mapping[str, np.ndarray]) -> Measured:
    sides = [counts[name] for name in SIDES]
    return Measured({"ratio": relative_rate_index(*sides), "difference": rate_difference(*sides)})


def _fitted(x: Counts, n: Counts, x0: Counts, n0: Counts) -> dict[str, Estimate]:
    """Fit every table; those that are alike in rounding are told apart by nothing else."""
    strata = x.shape[1]
    rows = []
    for passed, entered, others, all_others in zip(x, n, x0, n0, strict=True):
        found = standardised_campaign(
            np.repeat([0, 1], strata),
            np.tile(np.arange(strata), 2)[:, None],
            np.concatenate([passed, others])[:, None],
            np.concatenate([entered, all_others])[:, None],
            stages=["one"],
            group_levels=2,
            covariate_levels=[strata],
            comparator=1,
            level=0.95,
        )
        rows.append(found[found["group"] == 0].iloc[0])
    return {kind: _told(kind, rows) for kind in KINDS}


def _told(kind: str, rows: list[pd.Series]) -> Estimate:
    value, lower, upper = (
        np.array([row[f"{kind}{end}"] for row in rows], float) for end in ("", "_lower", "_upper")
    )
    return Estimate(value, lower, upper, 0.95, "model")
