"""Cumulative incidence against R's survival package, statsmodels and plain proportions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight

from workbench.errors import EstimationError
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.times.cumulative_incidence import cumulative_incidence, median_day
from workbench.statistics.times.hybrid_difference import hybrid_difference

pytestmark = pytest.mark.filterwarnings("error")

EXITS = [[0, 2, 3, 5, 4, 0, 3, 2, 1, 0], [1, 0, 2, 1, 0, 2, 1, 0, 1, 0]]
PENDING = [0, 1, 0, 2, 3, 0, 4, 2, 1, 3]
# R 4.2.2, survival 3.5-3, with pass, gave and wait the three rows above:
# day <- rep(rep(0:9, 3), c(pass, gave, wait))
# event <- factor(rep(c("pass", "gave", "pending"), c(sum(pass), sum(gave), sum(wait))),
#                 levels = c("pending", "pass", "gave"))
# fit <- survfit(Surv(day, event) ~ 1, conf.type = "log-log")
# fit$pstate[, 2:3]; fit$std.err; fit$lower; fit$upper, rows 2, 5, 8 and 9; fit$n.risk[, 1]
R_DAYS = [1, 4, 7, 8]
R_INCIDENCE = [
    [0.0454545454545, 0.3319023569024, 0.4987927188552, 0.5525045594837],
    [0.0227272727273, 0.0926136363636, 0.1789362373737, 0.2326480780022],
]
R_LOWER = [
    [0.00831123287082, 0.19620139344078, 0.32422485445424, 0.36095785010958],
    [0.00180988572088, 0.02951772612681, 0.07808289013074, 0.10324371121073],
]
R_UPPER = [
    [0.136064786793, 0.473830605516, 0.650801716782, 0.707911604365],
    [0.103538287330, 0.200483845191, 0.313127988765, 0.392005352864],
]
R_AT_RISK = [44, 43, 40, 35, 27, 20, 18, 10, 6, 3]


def test_r_survfit():
    """Limits too, so the standard errors: R's infinitesimal jackknife is the delta method here."""
    found = cumulative_incidence(EXITS, PENDING, least_at_risk=1)
    assert found.at_risk.tolist() == R_AT_RISK
    for name, expected in (("value", R_INCIDENCE), ("lower", R_LOWER), ("upper", R_UPPER)):
        np.testing.assert_allclose(
            getattr(found.incidence, name)[:, R_DAYS], expected, rtol=1e-10, err_msg=name
        )


def standard_errors(value, lower, upper, critical=1.959963984540054):
    """Read a standard error back from the width of a log(-log) interval."""
    spread = np.log(-np.log(lower)) - np.log(-np.log(upper))
    return spread / (2 * critical) * value * -np.log(value)


def test_statsmodels():
    """Both causes and their standard errors on a larger sample with many ties."""
    random = np.random.default_rng(20240703)
    day = random.geometric(0.04, 500)
    cause = random.choice([1, 1, 2, 3], 500)
    last = random.integers(5, 60, 500)
    status = np.where(day <= last, cause, 0)
    seen = np.minimum(day, last)
    counts = [np.bincount(seen[status == which], minlength=60) for which in (1, 2, 3, 0)]
    found = cumulative_incidence(counts[:3], counts[3], least_at_risk=1).incidence
    expected = CumIncidenceRight(seen, status)
    days = expected.times.astype(int)
    inner = (found.value[:, days] > 0) & ~np.isnan(found.value[:, days])
    for which in range(3):
        kept = inner[which]
        np.testing.assert_allclose(
            found.value[which, days[kept]], expected.cinc[which][kept], rtol=1e-10
        )
        errors = standard_errors(
            *(limit[which, days[kept]] for limit in (found.value, found.lower, found.upper))
        )
        np.testing.assert_allclose(errors, expected.cinc_se[which][kept], rtol=1e-7)


histories = st.integers(1, 3).flatmap(
    lambda causes: st.integers(2, 12).flatmap(
        lambda days: st.lists(
            st.lists(st.integers(0, 5), min_size=days, max_size=days),
            min_size=causes + 1,
            max_size=causes + 1,
        )
    )
)


@settings(deadline=None, max_examples=100)
@given(histories)
def test_nobody_pending_gives_plain_proportions_and_their_variance(rows):
    exits = np.array(rows)
    people = exits.sum()
    if not people:
        return
    found = cumulative_incidence(exits, np.zeros(exits.shape[-1], int), least_at_risk=1)
    share = exits.cumsum(axis=-1) / people
    shown = ~np.isnan(found.incidence.value)
    np.testing.assert_array_equal(shown, np.broadcast_to(found.at_risk >= 1, shown.shape))
    value = found.incidence.value[shown]
    np.testing.assert_allclose(value, share[shown], atol=1e-12)
    inner = shown & (share > 0) & (share < 1 - 1e-9)
    expected = 1.959963984540054 * np.sqrt((1 - share[inner]) / share[inner] / people)
    found_spread = np.log(-np.log(found.incidence.lower[inner]))
    found_spread = found_spread - np.log(-np.log(share[inner]))
    np.testing.assert_allclose(found_spread, expected / -np.log(share[inner]), rtol=1e-6)


def test_wilson_where_nobody_or_everybody_has_left():
    """2 of 20 are pending before the day on which everyone else leaves at once."""
    found = cumulative_incidence([[0, 0, 18], [0, 0, 0]], [0, 2, 0], least_at_risk=1).incidence
    for day, known in enumerate([20, 20, 18]):
        assert found.lower[1, day] == 0
        assert found.upper[1, day] == selection_rate(0, known).upper
    assert found.value[0, 2] == 1
    assert found.lower[0, 2] == selection_rate(18, 18).lower
    assert found.upper[0, 2] == 1


@settings(deadline=None, max_examples=100)
@given(histories)
def test_causes_and_those_still_there_make_up_everyone(rows):
    exits, pending = np.array(rows[:-1]), np.array(rows[-1])
    found = cumulative_incidence(exits, pending, least_at_risk=1)
    hazard = exits.sum(axis=0) / np.maximum(found.at_risk, 1)
    there = np.cumprod(1 - hazard)
    total = found.incidence.value.sum(axis=0)
    shown = found.at_risk >= 1
    np.testing.assert_allclose(total[shown], 1 - there[shown], atol=1e-12)
    assert np.isnan(total[~shown]).all()
    lower, upper = found.incidence.lower[:, shown], found.incidence.upper[:, shown]
    value = found.incidence.value[:, shown]
    assert (lower <= value + 1e-12).all()
    assert (upper >= value - 1e-12).all()
    assert (np.diff(value, axis=-1) >= -1e-12).all()


@settings(deadline=None, max_examples=50)
@given(histories, st.integers(2, 5))
def test_the_same_people_many_times_narrow_it_by_the_root(rows, times):
    exits, pending = np.array(rows[:-1]), np.array(rows[-1])
    one = cumulative_incidence(exits, pending, least_at_risk=1).incidence
    many = cumulative_incidence(exits * times, pending * times, least_at_risk=1).incidence
    np.testing.assert_allclose(many.value, one.value, rtol=1e-9)
    inner = (one.value > 0) & (one.value < 1 - 1e-6)
    first, second = (
        np.log(np.log(found.lower[inner]) / np.log(found.upper[inner])) for found in (one, many)
    )
    np.testing.assert_allclose(first, second * np.sqrt(times), rtol=1e-5)


def test_nothing_past_the_day_with_too_few():
    found = cumulative_incidence(EXITS, PENDING)
    assert found.at_risk.tolist() == R_AT_RISK
    shown = [not np.isnan(value) for value in found.incidence.value[0]]
    assert shown == [number >= 10 for number in R_AT_RISK]
    for limits in (found.incidence.lower, found.incidence.upper, found.incidence.value):
        assert np.isnan(limits[:, 8:]).all()
        assert np.isfinite(limits[:, :8]).all()
    assert np.isnan(cumulative_incidence([[0, 9]], [0, 0]).incidence.value).all()
    assert np.isnan(cumulative_incidence([[0, 0]], [0, 0], least_at_risk=1).incidence.upper).all()


def test_leading_axes_are_groups_of_their_own():
    exits = np.array([EXITS, np.roll(EXITS, 1, axis=1)])
    together = cumulative_incidence(exits, [PENDING, PENDING[::-1]])
    apart = cumulative_incidence(exits[1], PENDING[::-1])
    np.testing.assert_array_equal(together.incidence.upper[1], apart.incidence.upper)
    np.testing.assert_array_equal(together.at_risk[1], apart.at_risk)
    assert median_day(together.incidence).value.shape == (2, 2)


def test_median_day():
    """In R's table the passes reach half on day 8, their upper limit on day 6, the lower never."""
    found = median_day(cumulative_incidence(EXITS, PENDING, least_at_risk=1).incidence)
    np.testing.assert_equal(found.value, [8, np.nan])
    np.testing.assert_equal(found.lower, [6, 9])
    np.testing.assert_equal(found.upper, [np.inf, np.inf])
    found = median_day(cumulative_incidence([[0, 9, 30, 9, 0]], [0] * 5, least_at_risk=1).incidence)
    assert [found.value[0], found.lower[0], found.upper[0]] == [2, 2, 2]


def test_exactly_half_is_reached_whatever_the_rounding():
    """Ever so many days of one exit each: half of 2m have left on day m - 1."""
    for half in range(1, 60):
        found = cumulative_incidence(np.ones((1, 2 * half), int), [0] * 2 * half, least_at_risk=1)
        assert median_day(found.incidence).value == half - 1


def test_a_median_without_any_day_shown():
    found = median_day(cumulative_incidence([[0, 9]], [0, 0]).incidence)
    assert np.isnan(found.value).all()
    assert (found.lower == 0).all()
    assert (found.upper == np.inf).all()


@pytest.mark.parametrize(
    ("exits", "pending", "complaint"),
    [
        ([1, 2], [0, 0], "shape"),
        ([[1, 2]], [0, 0, 0], "shape"),
        ([[1, 2]], [[0, 0]], "shape"),
        ([[]], [], "shape"),
        ([[1, -2]], [0, 0], "exits must not be negative"),
        ([[1, 2]], [0, 0.5], "pending must be whole"),
    ],
)
def test_impossible_counts_are_refused(exits, pending, complaint):
    with pytest.raises(EstimationError, match=complaint):
        cumulative_incidence(exits, pending)


def test_impossible_options_are_refused():
    with pytest.raises(EstimationError, match="least_at_risk"):
        cumulative_incidence([[1, 2]], [0, 0], least_at_risk=0)
    with pytest.raises(EstimationError, match="level"):
        cumulative_incidence([[1, 2]], [0, 0], level=1)


def stages(random, people, chance, others, times, days=40):
    """Passing and giving up with a constant daily chance each; a third pending before day 40."""
    both = chance + others
    day = random.geometric(both, (times, people))
    passes = random.random((times, people)) < chance / both
    last = np.minimum(random.integers(0, 3 * days, (times, people)), days - 1)
    seen, left = np.minimum(day, last), day <= last
    kinds = np.where(left, np.where(passes, 0, 1), 2)
    counts = np.zeros((times, 3, days), int)
    np.add.at(counts, (np.arange(times)[:, None], kinds, seen), 1)
    return counts[:, :2], counts[:, 2]


def true_incidence(chance, others, day):
    both = chance + others
    return chance / both * (1 - (1 - both) ** day)


def test_coverage_of_incidence_and_of_its_difference():
    """93 to 97.5% of 1,500 samples of 80 people against 300, on three days."""
    random = np.random.default_rng(20240704)
    one = cumulative_incidence(*stages(random, 80, 0.03, 0.02, 1500)).incidence
    other = cumulative_incidence(*stages(random, 300, 0.05, 0.01, 1500)).incidence
    difference = hybrid_difference(one, other)
    for day in (5, 12, 24):
        truth, others = true_incidence(0.03, 0.02, day), true_incidence(0.05, 0.01, day)
        for found, true in ((one, truth), (other, others), (difference, truth - others)):
            lower, upper = found.lower[:, 0, day], found.upper[:, 0, day]
            assert 0.93 < ((lower <= true) & (true <= upper)).mean() < 0.975
