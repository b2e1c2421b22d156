"""Cumulative incidence with late entry against R's multi-state survfit."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.attrition.competing_reasons import reason_incidence
from workbench.statistics.attrition.life_table import life_table
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.times.cumulative_incidence import cumulative_incidence

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[2] / "reference"
R = pd.read_csv(REFERENCE / "attrition_incidence_r.csv", comment="#")


def risk_of_r():
    """At risk and exits by reason of the three groups, month 0 with too few to be followed."""
    rows = pd.read_csv(REFERENCE / "attrition_risk_r.csv", comment="#")
    wide = rows.groupby(["group", "month"])[["at_risk", "left_1", "left_2"]].sum().unstack()
    at_risk = wide["at_risk"].to_numpy().copy()
    left = np.stack([wide["left_1"].to_numpy(), wide["left_2"].to_numpy()], axis=1)
    at_risk[:, 0], left[..., 0] = 5, 1
    return at_risk, left


def test_r_survfit():
    """Incidence, its standard error or its limits with late entry would be off."""
    found = reason_incidence(*risk_of_r(), least_at_risk=6).incidence
    for (group, cause), expected in R.groupby(["group", "cause"]):
        place = ("abc".index(group), cause - 1)
        some = expected.incidence.to_numpy() > 0
        for side, name in (("value", "incidence"), ("lower", "lower"), ("upper", "upper")):
            column = getattr(found, side)[place][1:20]
            np.testing.assert_allclose(column[some], expected[name][some], rtol=1e-8, err_msg=name)


def test_cumulative_incidence_of_days():
    """Without late entry it would not be the estimate that waiting times have."""
    exits = np.array([[0, 2, 3, 5, 4], [1, 0, 2, 1, 0]])
    pending = np.array([0, 1, 0, 2, 20])
    days = cumulative_incidence(exits, pending, least_at_risk=1)
    months = reason_incidence(days.at_risk, exits, least_at_risk=1)
    np.testing.assert_allclose(months.incidence.value, days.incidence.value)
    np.testing.assert_allclose(months.incidence.upper[0, 1:], days.incidence.upper[0, 1:])


rows = st.lists(st.tuples(st.integers(10, 60), *[st.integers(0, 4)] * 3), min_size=1, max_size=12)


@settings(deadline=None)
@given(rows)
def test_reasons_and_those_still_there_add_up(table):
    """Some people would be counted twice or lost, or one reason would differ from survival."""
    at_risk, *left = np.array(table).T
    found = reason_incidence(at_risk, left)
    still = life_table(at_risk, np.sum(left, axis=0)).survival
    np.testing.assert_allclose(found.still, still.value, atol=1e-12)
    together = reason_incidence(at_risk, np.sum(left, axis=0)[None]).incidence
    gone = found.incidence.value.sum(axis=0)
    np.testing.assert_allclose(together.value[0], gone, atol=1e-12)
    value = found.incidence.value
    assert (found.incidence.lower <= value + 1e-12).all()
    assert (value <= found.incidence.upper + 1e-12).all()
    # All reasons as one have Greenwood's variance on the scale of survival.
    inner = (gone > 0) & (gone < 1)
    spread = np.log(-np.log(together.lower[0][inner])) - np.log(-np.log(together.upper[0][inner]))
    error = -spread * gone[inner] * np.log(gone[inner])
    other = np.log(-np.log(still.lower[inner])) - np.log(-np.log(still.upper[inner]))
    value = still.value[inner]
    np.testing.assert_allclose(error, -other * value * np.log(value), rtol=1e-6)


def test_months_with_few_at_risk():
    """The stated number would not decide which months are followed."""
    shown = [
        (~np.isnan(reason_incidence([30, 9, 5], [[1, 1, 0]], least_at_risk=least).still)).sum()
        for least in (10, 9, 5)
    ]
    assert shown == [1, 2, 3]


def test_nobody_gone_by_a_reason():
    """No one of a reason would have no upper limit."""
    found = reason_incidence([30, 20], [[1, 1], [0, 0]]).incidence
    assert (found.value[1, 1], found.lower[1, 1]) == (0, 0)
    assert found.upper[1, 1] == selection_rate(0, 20).upper


def test_impossible_tables():
    """Nonsense would come out as incidence."""
    with pytest.raises(EstimationError, match="reasons, months"):
        reason_incidence([9, 8], [1, 0])
    with pytest.raises(EstimationError, match="left than were at risk"):
        reason_incidence([9, 8], [[5, 0], [5, 0]])
