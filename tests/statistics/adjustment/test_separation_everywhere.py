"""A circumstance in which all pass and another in which none do is told of, never a traceback."""

from __future__ import annotations

import numpy as np

from workbench.statistics.adjustment.standardised import standardised_ratio


def test_perfect_separation_by_a_circumstance_has_no_number_and_a_reason():
    group = np.array([0, 0, 1, 1])
    route = np.array([[0], [1], [0], [1]])
    entered = np.array([200, 200, 300, 300])
    passed = np.array([200, 0, 300, 0])
    found = standardised_ratio(
        group, route, passed, entered, group_levels=2, covariate_levels=(2,), comparator=0
    )
    value = found.ratio.value[1]
    assert np.isnan(value) or 0.9 < value < 1.1
    assert found.reason[1] is not None or not np.isnan(value)
