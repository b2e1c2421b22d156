"""The log-rank test against R's survdiff and, with late entry and strata, mantelhaen.test."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.attrition.log_rank import log_rank

REFERENCE = Path(__file__).parents[2] / "reference"
R = pd.read_csv(REFERENCE / "attrition_tests_r.csv", comment="#").set_index("test")


def risk_of_r():
    """At risk and exits, of the shape (regions, groups, months)."""
    rows = pd.read_csv(REFERENCE / "attrition_risk_r.csv", comment="#")
    rows = rows.sort_values(["region", "group", "month"])
    shape = (2, 3, rows.month.nunique())
    left = rows.left_1 + rows.left_2
    return rows.at_risk.to_numpy().reshape(shape), left.to_numpy().reshape(shape)


@pytest.mark.parametrize(
    ("test", "groups", "stratified"),
    [
        ("three", 3, False),
        ("three by region", 3, True),
        ("two", 2, False),
        ("two by region", 2, True),
    ],
)
def test_r_mantelhaen(test, groups, stratified):
    """The statistic with late entry, with more groups or by strata would be off."""
    at_risk, left = (side[:, :groups] for side in risk_of_r())
    if not stratified:
        at_risk, left = at_risk.sum(axis=0), left.sum(axis=0)
    found = log_rank(at_risk, left)
    assert found.statistic == pytest.approx(R.statistic[test], rel=1e-9)
    assert found.freedom == R.freedom[test]
    assert found.p_value == pytest.approx(R.p_value[test], rel=1e-8)


def test_gehan():
    """Example A4: 16.79."""
    people = pd.read_csv(REFERENCE / "gehan.csv", comment="#")
    weeks = np.arange(1, people.time.max() + 1)
    of = [people[people.treat == treat] for treat in ("6-MP", "control")]
    at_risk = [[(one.time >= week).sum() for week in weeks] for one in of]
    left = [[((one.time == week) & (one.cens == 1)).sum() for week in weeks] for one in of]
    found = log_rank(at_risk, left)
    assert round(found.statistic, 2) == 16.79
    assert found.statistic == pytest.approx(R.statistic["gehan"], rel=1e-10)
    assert found.observed.tolist() == [9, 21]


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 30)] * 6), min_size=1, max_size=12))
def test_order_of_groups_and_empty_months(rows):
    """Naming groups in another order, or months without anyone, would move the test."""
    table = np.array(rows).T
    at_risk, left = table[:3], np.minimum(table[:3], table[3:] // 4)
    found, turned = log_rank(at_risk, left), log_rank(at_risk[::-1], left[::-1])
    padded = log_rank(np.pad(at_risk, ((0, 0), (2, 1))), np.pad(left, ((0, 0), (2, 1))))
    assert found.observed.sum() == pytest.approx(found.expected.sum())
    for other in (turned, padded):
        assert other.freedom == found.freedom
        if found.freedom:
            assert other.statistic == pytest.approx(found.statistic, abs=1e-9)


def test_a_group_with_nobody_counts_for_nothing():
    """An empty group would take a degree of freedom."""
    found = log_rank([[40, 30], [38, 36], [0, 0]], [[8, 7], [1, 2], [0, 0]])
    alone = log_rank([[40, 30], [38, 36]], [[8, 7], [1, 2]])
    assert (found.freedom, alone.freedom) == (1, 1)
    assert found.statistic == pytest.approx(alone.statistic)


def test_nothing_to_compare():
    """A p-value would be told where nobody left or groups never meet."""
    for at_risk, left in (([[9, 9], [8, 8]], [[0, 0]] * 2), ([[9, 0], [0, 8]], [[1, 0], [0, 1]])):
        found = log_rank(at_risk, left)
        assert found.freedom == 0
        assert np.isnan(found.p_value)
    with pytest.raises(EstimationError, match="shape"):
        log_rank([5, 4], [1, 1])


def test_level_under_equal_hazards():
    """More than 5 in 100 fair comparisons would be called different."""
    random = np.random.default_rng(31)
    found = []
    for _ in range(1000):
        at_risk = np.array([np.linspace(30, 60, 20), np.linspace(200, 90, 20)]).astype(int)
        found.append(log_rank(at_risk, random.binomial(at_risk, 0.02)).p_value <= 0.05)
    # Two standard errors of 1,000 draws are 0.014.
    assert np.mean(found) == pytest.approx(0.05, abs=0.016)
