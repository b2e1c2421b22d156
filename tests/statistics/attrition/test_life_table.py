"""Survival with late entry against R's survival package, McNulty's book and statsmodels."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from workbench.errors import EstimationError
from workbench.statistics.attrition.length_of_service import (
    median_service,
    restricted_mean_service,
)
from workbench.statistics.attrition.life_table import at_risk_table, life_table
from workbench.statistics.attrition.risk_window import risk_window
from workbench.statistics.comparison.rates import selection_rate

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[2] / "reference"
R = pd.read_csv(REFERENCE / "attrition_survival_r.csv", comment="#")
tables = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=15)


def risk_of_r():
    """At risk and exits of the three groups, month 0 with too few to be followed."""
    rows = pd.read_csv(REFERENCE / "attrition_risk_r.csv", comment="#")
    both = rows.assign(left=rows.left_1 + rows.left_2).groupby(["group", "month"])
    at_risk, left = (both[name].sum().unstack().to_numpy() for name in ("at_risk", "left"))
    at_risk, left = at_risk.copy(), left.copy()
    at_risk[:, 0], left[:, 0] = 5, 2
    return at_risk, left


def test_r_survfit():
    """Curve, limits, median or mean with late entry would be off, or not start where they say."""
    table = life_table(*risk_of_r(), least_at_risk=6)
    assert table.window.start.tolist() == [1, 1, 1]
    median, mean = median_service(table), restricted_mean_service(table, 20)
    for place, (_, expected) in enumerate(R.groupby("group")):
        for side, name in (("value", "survival"), ("lower", "lower"), ("upper", "upper")):
            found = getattr(table.survival, side)[place, 1:20]
            np.testing.assert_allclose(found, expected[name], rtol=1e-9, err_msg=name)
        first = expected.iloc[0]
        assert median.value[place] == first["median"]
        assert median.lower[place] == first["median_lower"]
        if np.isfinite(first["median_upper"]):
            assert median.upper[place] == first["median_upper"]
        else:
            assert median.upper[place] == np.inf
        # R's area begins at 0.
        assert mean.value[place] == pytest.approx(first["mean"] - 1, rel=1e-9)
        error = (mean.upper - mean.lower)[place] / 2 / 1.959963984540054
        assert error == pytest.approx(first["mean_error"], rel=1e-9)


def test_mcnulty():
    """Example A3: survival at 12 months .603 for women and .623 for men."""
    rows = pd.read_csv(REFERENCE / "job_retention_risk.csv", comment="#")
    wide = rows.pivot(index="gender", columns="month")
    table = life_table(wide["at_risk"], wide["left"])
    assert table.survival.value[:, -1].round(3).tolist() == [0.603, 0.623]
    assert table.exits.sum() == 1354
    assert at_risk_table(table, [0, 6, 11]).tolist() == [[1167, 882, 621], [2603, 2029, 1460]]


def test_statsmodels():
    """Without late entry it would not be the ordinary curve and its standard error."""
    random = np.random.default_rng(5)
    time, status = random.integers(1, 25, 400), random.random(400) < 0.6
    at_risk = [(time >= month).sum() for month in range(1, 25)]
    left = [((time == month) & status).sum() for month in range(1, 25)]
    found, expected = life_table(at_risk, left, least_at_risk=1), SurvfuncRight(time, status)
    places = expected.surv_times.astype(int) - 1
    np.testing.assert_allclose(found.survival.value[places], expected.surv_prob, rtol=1e-12)
    value, upper = found.survival.value[places], found.survival.upper[places]
    error = (np.log(-np.log(value)) - np.log(-np.log(upper))) / 1.959963984540054
    error = error * value * -np.log(value)
    inner = value > 0
    np.testing.assert_allclose(error[inner], expected.surv_prob_se[inner], rtol=1e-9)


@settings(deadline=None)
@given(tables)
def test_window_and_bounds(rows):
    """Months with too few would be shown, a curve would rise, or limits cross it."""
    at_risk = np.array([people for people, _ in rows])
    left = np.minimum(at_risk, [gone for _, gone in rows])
    table = life_table(at_risk, left)
    survival, window = table.survival, table.window
    shown = ~np.isnan(survival.value)
    np.testing.assert_array_equal(shown, window.followed)
    assert (at_risk[shown] >= 10).all()
    if not shown.any():
        assert window.start == -1
        return
    assert shown[window.start : window.end].all()
    assert (at_risk[: window.start] < 10).all()
    assert window.end == len(rows) or at_risk[window.end] < 10
    value = survival.value[shown]
    assert (np.diff(value) <= 0).all()
    assert (survival.lower[shown] <= value).all()
    assert (value <= survival.upper[shown]).all()


def test_everyone_stays_or_leaves():
    """A curve at 1 or 0 would have no limits, or limits without width."""
    found = life_table([30, 20, 25], [0, 0, 25]).survival
    assert found.lower[1] == selection_rate(20, 20).lower
    assert (found.upper[1], found.value[2], found.lower[2]) == (1, 0, 0)
    assert found.upper[2] == selection_rate(0, 20).upper


def test_not_followed_far_enough():
    """A mean or median would be read off a curve that is not there."""
    table = life_table([[40, 30, 5], [4, 4, 4]], [[1, 1, 0], [0, 0, 0]])
    assert np.isnan(restricted_mean_service(table, 3).value).all()
    assert restricted_mean_service(table, 2).value[0] == pytest.approx(1 + 39 / 40)
    median = median_service(table)
    assert np.isnan(median.value).all()
    assert median.lower.tolist() == [2, 0]
    assert (median.upper == np.inf).all()


def test_coverage():
    """Limits with late entry would cover less than they say: 2 in 100 a month, half come late."""
    random = np.random.default_rng(77)
    people = np.zeros((2000, 25), int)
    people[:, 0], left = 60, np.zeros((2000, 25), int)
    newcomers = np.where((np.arange(25) > 0) & (np.arange(25) <= 12), 8, 0)
    for month in range(25):
        if month:
            people[:, month] = people[:, month - 1] - left[:, month - 1] + newcomers[month]
        left[:, month] = random.binomial(people[:, month], 0.02)
    survival = life_table(people, left).survival
    truth = 0.98 ** np.arange(1, 26)
    for month in (11, 24):
        held = (survival.lower[:, month] <= truth[month]) & (
            truth[month] <= survival.upper[:, month]
        )
        # Two standard errors of 2,000 draws are 0.0097.
        assert held.mean() == pytest.approx(0.95, abs=0.0125)


def test_impossible_tables():
    """Nonsense would come out as a curve."""
    with pytest.raises(EstimationError, match="left than were at risk in 1 months"):
        life_table([9, 8], [1, 9])
    with pytest.raises(EstimationError, match="at least one month"):
        life_table(3, 1)
    with pytest.raises(EstimationError, match="at least one month"):
        risk_window([])
    with pytest.raises(EstimationError, match="least_at_risk"):
        risk_window([3], least_at_risk=0)
    with pytest.raises(EstimationError, match="horizon"):
        restricted_mean_service(life_table([90], [1]), 0)
    with pytest.raises(EstimationError, match="months 0 to 0"):
        at_risk_table(life_table([90], [1]), [1])
