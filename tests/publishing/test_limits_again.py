"""If these fail, a sound report is refused, or limits that were changed by hand pass."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.publishing.verification.formulas import FORMULAS
from workbench.publishing.verification.limits import unlike
from workbench.publishing.verification.shown import SIDES, Known
from workbench.statistics.comparison.relative_rate import relative_rate_index


def tables(many: int = 4000):
    random = np.random.default_rng(20231101)
    entered, others = random.integers(10, 5000, (2, many))
    rate = random.choice([0.0, 0.002, 0.05, 0.5, 1.0], many)
    passed = random.binomial(entered, rate)
    other = np.maximum(random.binomial(others, random.choice([0.01, 0.1, 0.9], many)), 1)
    return dict(zip(SIDES, (passed, entered, other, others), strict=True))


def told(counts) -> dict[str, Known]:
    return {name: Known(n, n, n, np.zeros(n.shape, bool)) for name, n in counts.items()}


@pytest.mark.parametrize(("shift", "wrong"), [(0.0, 0.0), (0.01, 1.0)])
def test_limits_of_a_ratio_are_known_for_what_they_are(shift, wrong):
    """A group of whom nobody left has a lower limit of 0, below which no ratio is."""
    counts = tables()
    found = relative_rate_index(*(counts[name] for name in SIDES), level=0.95)
    upper = np.round(found.upper * (1 + shift), 6)
    told_wrong = unlike(
        FORMULAS["relative_rate_index"], told(counts), np.round(found.lower, 6), upper, 0.95
    )
    assert told_wrong.mean() == wrong
