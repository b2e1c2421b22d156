"""What is published of a comparison over strata: as it was, and as it is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from benchmarks.disclosure.models.campaigns import Counts
from workbench.analyses.recruitment_funnel.questions.strata.pooled import pool
from workbench.analyses.recruitment_funnel.questions.strata.shown import pooled_as_shown
from workbench.disclosure.anchoring import anchored
from workbench.disclosure.models import to_figures
from workbench.disclosure.policy import policy_named
from workbench.disclosure.rounding import shown
from workbench.findings import Anchor, Measure, Measured
from workbench.statistics.comparison.relative_rate import relative_rate_index

Floats = NDArray[np.float64]
OPEN = policy_named("open")
SIDES = ("passed", "entered", "comparator_passed", "comparator_entered")
POINTS = (
    "mix",
    "rate",
    "expected_rate",
    "one_sided",
    "standardised_rate",
    "comparator_standardised_rate",
)


def before(x: Counts, n: Counts, x0: Counts, n0: Counts) -> Floats:
    """Return two figures of every number that exact counts gave, points to a hundredth."""
    found = pool(
        (x, n, x0, n0), level=0.95, overall=np.ones(len(x), bool), least=1, homogeneity=True
    )
    told = {**found.ratios, **found.tests, **found.shares, **found.standardised}
    columns = []
    for name, one in told.items():
        finest = 0.01 if name in POINTS else 1e-12
        columns += [
            _figures(np.round(part / finest) * finest) for part in (one.value, one.lower, one.upper)
        ]
    return np.column_stack(columns)


def after(x: Counts, n: Counts, x0: Counts, n0: Counts) -> Floats:
    """Return what is told of one circumstance, from counts as shown."""
    sides = (x, n, x0, n0)
    strata = tuple(shown(side, OPEN) for side in sides)
    whole = tuple(shown(side.sum(axis=-1), OPEN) for side in sides)
    told = pooled_as_shown(strata, whole, overall=np.ones(len(x), bool), level=0.95, least=1)
    return np.column_stack(
        [part for one in told.values() for part in (one.value, one.lower, one.upper)]
    )


def set_against(x: Counts, n: Counts, x0: Counts, n0: Counts) -> Floats:
    """Return the ratio of people alike in many circumstances, set against that of shown counts."""
    sides = (x, n, x0, n0)
    found = pool(sides, level=0.95, overall=np.zeros(len(x), bool), least=1, homogeneity=False)
    counts = {name: side.sum(axis=-1) for name, side in zip(SIDES, sides, strict=True)}
    anchor = Anchor(Measure(SIDES, _plain), counts, {"pooled_ratio": "ratio"})
    everywhere = np.ones(len(x), bool)
    one = to_figures(
        anchored("pooled_ratio", found.ratios["pooled_ratio"], anchor, OPEN, where=everywhere), OPEN
    )
    return np.column_stack([one.value, one.lower, one.upper])


def _plain(counts: Mapping[str, np.ndarray]) -> Measured:
    return Measured({"ratio": relative_rate_index(*(counts[name] for name in SIDES))})


def _figures(values: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        unit = 10.0 ** (np.floor(np.log10(np.abs(values)) + 1e-9) - 1)
        return np.where(values == 0, 0.0, np.round(values / unit) * unit)
