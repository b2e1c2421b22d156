"""Monte Carlo against exact distributions: t, triangular, uniform, normal, and nothing at all."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from workbench.errors import EstimationError
from workbench.statistics.evaluation.value.appraisal import Appraisal
from workbench.statistics.evaluation.value.closed_form import exact_value
from workbench.statistics.evaluation.value.discounting import GREEN_BOOK
from workbench.statistics.evaluation.value.streams import QualityOutcome, Stream
from workbench.statistics.evaluation.value.uncertain_inputs import (
    Assumption,
    EstimatedEffects,
    UncertainInputs,
)
from workbench.statistics.evaluation.value.uncertainty import value_distribution
from workbench.statistics.evaluation.value.value_for_money import appraise

pytestmark = pytest.mark.filterwarnings("error")

YEARS = np.array([0.0, 1.0, 1.0])
ANNUITY = 1 / 1.035 + 1 / 1.035**2
TWO = Appraisal(
    (
        Stream("Time", "benefit", ("hours",), ("pay",), YEARS, False, "SPOs"),
        Stream("Staying", "benefit", ("fewer",), ("replacement",), YEARS, True, "HMPPS"),
        Stream("Posts", "cost", (), ("posts",), np.array([1.0, 0, 0]), True, "HMPPS"),
    ),
    GREEN_BOOK,
    (QualityOutcome("Supervision", "hours", ("hours",), YEARS, "courts"),),
)
ONE = Appraisal((TWO.streams[0], TWO.streams[2]), GREEN_BOOK)
STATED = {"pay": 40.0, "replacement": 900.0, "posts": 700.0}
COVARIANCE = np.array([[4.0, 0.9], [0.9, 0.25]])


def stated(*names, **ranges):
    """Assumptions of the values stated, with a range only where one is given."""
    names = names or tuple(STATED)
    return tuple(
        Assumption(name, STATED[name], *ranges.get(name, (STATED[name],) * 2)) for name in names
    )


def effects(freedom=11.0, covariance=COVARIANCE, error=None):
    return EstimatedEffects(
        ("hours", "fewer"),
        np.array([8.0, 0.3]),
        np.array([2.0, 0.5]) if error is None else np.asarray(error),
        np.full(2, freedom),
        covariance,
    )


def hours(error=2.0, freedom=11.0, value=8.0):
    return EstimatedEffects(("hours",), *(np.array([each]) for each in (value, error, freedom)))


def test_nothing_uncertain():
    """Without any range the draws would not all be the value worked out once."""
    inputs = UncertainInputs(stated(), effects(covariance=None, error=[0, 0]))
    found = value_distribution(TWO, inputs, seed=1, draws=100)
    exact, once = exact_value(TWO, inputs), appraise(TWO, inputs.central)
    net, ratio = float(once.present.net), float(once.present.ratio)
    # (8 × 40 + 0.3 × 900) × 1.8997 − 700, by hand.
    assert net == pytest.approx(590 * ANNUITY - 700, rel=1e-14)
    for side in ("value", "lower", "upper"):
        for result in (found, exact):
            assert getattr(result.net_present_value, side) == pytest.approx(net, rel=1e-14)
            assert getattr(result.ratio, side) == pytest.approx(ratio, rel=1e-14)
        assert getattr(found.outcomes, side).tolist() == [16]
    np.testing.assert_allclose(found.net_quantiles, net, rtol=1e-14)
    np.testing.assert_allclose(found.ratio_quantiles, ratio, rtol=1e-14)
    assert (found.probability, found.probability_error, exact.probability) == (1, 0, 1)
    assert exact.standard_error == 0


@pytest.mark.parametrize("freedom", [3.0, 11.0, np.inf])
def test_correlated_effects(freedom):
    """Draws would be independent, or not t, or limits in closed form not theirs.

    The net present value is 1.8997 (40 h + 900 f) − 700, and its scale 1.8997 times the root of
    40² × 4 + 2 × 40 × 900 × 0.9 + 900² × 0.25 = 6,400 + 64,800 + 202,500 = 273,700.
    """
    inputs = UncertainInputs(stated(), effects(freedom))
    exact = exact_value(TWO, inputs, level=0.9)
    net, scale = 590 * ANNUITY - 700, np.sqrt(273_700) * ANNUITY
    half = stats.t(freedom).ppf(0.95) * scale
    assert exact.standard_error == pytest.approx(scale, rel=1e-12)
    assert exact.net_present_value.lower == pytest.approx(net - half, rel=1e-12)
    assert exact.ratio.upper == pytest.approx((net + half) / 700 + 1, rel=1e-12)
    assert exact.probability == pytest.approx(stats.t(freedom).cdf(net / scale), rel=1e-12)
    found = value_distribution(TWO, inputs, seed=3, draws=100_000, level=0.9)
    levels = stats.t(freedom, net, scale).cdf(found.net_quantiles)
    error = np.sqrt(np.array(found.quantiles) * (1 - np.array(found.quantiles)) / 100_000)
    assert (np.abs(levels - found.quantiles) < 3 * error).all()
    # (1 − 0.9) / 2 is not 0.05 to the last digit.
    lower, upper = found.net_present_value.lower, found.net_present_value.upper
    np.testing.assert_allclose([lower, upper], found.net_quantiles[[0, -1]], rtol=1e-12)
    assert found.probability == pytest.approx(exact.probability, abs=3 * found.probability_error)
    assert found.net_present_value.value == exact.net_present_value.value


def test_normal_coverage():
    """Quantiles of the draws would hold less of a normal than they say, over 200 seeds."""
    inputs = UncertainInputs(stated("pay", "posts"), hours(freedom=np.inf))
    truth = stats.norm(320 * ANNUITY - 700, 80 * ANNUITY)
    held, above = [], []
    for seed in range(200):
        found = value_distribution(ONE, inputs, seed=seed, draws=2_000)
        limits = found.net_present_value
        held.append(truth.cdf(limits.upper) - truth.cdf(limits.lower))
        above.append(abs(found.probability - truth.sf(0)) < 1.96 * found.probability_error)
    # Order statistics of 2,000 hold 0.949 on average, with 0.005 from one run to another.
    assert np.mean(held) == pytest.approx(0.949, abs=0.001)
    assert np.mean(above) == pytest.approx(0.95, abs=0.031)


def test_few_regions_coverage():
    """With an error estimated in 12 regions, normal draws would cover 92.4%."""
    random, covered = np.random.default_rng(5), []
    for seed in range(600):
        regions = random.normal(8, 7, 12)
        error = regions.std(ddof=1) / np.sqrt(12)
        inputs = UncertainInputs(stated("pay", "posts"), hours(error, value=regions.mean()))
        limits = value_distribution(ONE, inputs, seed=seed, draws=2_000).net_present_value
        covered.append(limits.lower <= 320 * ANNUITY - 700 <= limits.upper)
    # Two standard errors of 600 runs are 0.018.
    assert np.mean(covered) == pytest.approx(0.95, abs=0.018)


def test_ranges():
    """A triangle would have its mode elsewhere, or a range be the wrong one."""
    triangle, flat = Assumption("a", 3, 1, 9), Assumption("b", 3, 2, 9, "uniform")
    drawn = UncertainInputs((triangle, flat, Assumption("c", 4, 4, 4))).draw(20_000, 11)
    assert stats.kstest(drawn["a"], stats.triang(0.25, 1, 8).cdf).pvalue > 0.05
    assert stats.kstest(drawn["b"], stats.uniform(2, 7).cdf).pvalue > 0.05
    assert (drawn["c"] == 4).all()
    assert abs(np.corrcoef(drawn["a"], drawn["b"])[0, 1]) < 2 / np.sqrt(20_000)


def test_independent_effects():
    """Effects without a covariance would share a divisor, or one have the other's freedom."""
    each = replace(effects(covariance=None), degrees_of_freedom=np.array([4.0, np.inf]))
    drawn = UncertainInputs((), each).draw(20_000, 12)
    assert stats.kstest(drawn["hours"], stats.t(4, 8, 2).cdf).pvalue > 0.05
    assert stats.kstest(drawn["fewer"], stats.norm(0.3, 0.5).cdf).pvalue > 0.05
    sizes = [np.abs(drawn[name] - drawn[name].mean()) for name in ("hours", "fewer")]
    assert abs(stats.spearmanr(*sizes).statistic) < 2 / np.sqrt(20_000)


def test_uniform_ranges_exactly():
    """The probability that it is worth it would be off where it can be counted by area.

    Pay from 30 to 50 and posts from 400 to 800, hours 8: benefits are uniform from 455.9 to 759.9,
    above costs in the area of a rectangle that lies under a line.
    """
    flat = (
        Assumption("pay", 40, 30, 50, "uniform"),
        Assumption("posts", 700, 400, 800, "uniform"),
        Assumption("hours", 8, 8, 8),
    )
    found = value_distribution(ONE, UncertainInputs(flat), seed=2, draws=100_000)
    low, high = 240 * ANNUITY, 400 * ANNUITY
    area = ((low - 400) + (high - 400)) / 2 / 400
    assert found.probability == pytest.approx(area, abs=3 * found.probability_error)
    assert found.expected == pytest.approx(320 * ANNUITY - 600, abs=3 * 160 / np.sqrt(100_000))


def test_nothing_spent():
    """A ratio to no costs would be infinite, or warn; what is gained would not be told."""
    inputs = UncertainInputs(stated("pay"), hours())
    free = Appraisal(TWO.streams[:1], GREEN_BOOK)
    found, exact = value_distribution(free, inputs, seed=1), exact_value(free, inputs)
    for side in ("value", "lower", "upper"):
        assert np.isnan(getattr(found.ratio, side))
        assert np.isnan(getattr(exact.ratio, side))
    assert np.isnan(found.ratio_quantiles).all()
    # Of hours of 8, with an error of 2 and 11 degrees of freedom: t of 4.
    assert exact.probability == pytest.approx(stats.t(11).cdf(4), rel=1e-12)
    assert found.probability == pytest.approx(exact.probability, abs=3 * found.probability_error)


def test_seed():
    """A report would not come out the same again."""
    inputs = UncertainInputs(stated(pay=(30, 50)), effects())
    runs = [value_distribution(TWO, inputs, seed=seed, draws=500) for seed in (7, 7, 8)]
    assert runs[0].net_quantiles.tolist() == runs[1].net_quantiles.tolist()
    assert runs[0].net_quantiles[0] != runs[2].net_quantiles[0]
    drawn, other = inputs.draw(100, 7), inputs.draw(100, 8)
    assert (drawn["hours"] != other["hours"]).all()
    assert (drawn["pay"] != other["pay"]).all()


def test_rank_deficient_covariance():
    """A covariance of less than full rank, as few regions give, would be refused or be NaN."""
    errors = np.array([0.1, 0.7, 0.3])
    matrix = np.outer(errors, errors)
    assert np.linalg.eigvalsh(matrix).min() < 0
    three = EstimatedEffects(("a", "b", "c"), np.zeros(3), errors, np.full(3, 11.0), matrix)
    drawn = UncertainInputs((), three).draw(100, 1)
    np.testing.assert_allclose(drawn["a"] * 7, drawn["b"], atol=1e-6)
    np.testing.assert_allclose(drawn["a"] * 3, drawn["c"], atol=1e-6)


def test_refused_inputs():
    """Ranges and errors that cannot be would be drawn from."""
    with pytest.raises(EstimationError) as caught:
        UncertainInputs(
            (Assumption("pay", 5, 6, 7), Assumption("pay", 1, 1, 1, "normal")),
            EstimatedEffects(("x",), np.array([np.nan]), np.array([1.0]), np.array([0.0])),
        )
    assert str(caught.value) == (
        "The uncertain inputs: 5 problems. (1) pay is 5 in a range from 6 to 7; put it within. (2) "
        "pay has the shape normal; state triangular or uniform. (3) Effects need a value and a "
        "standard error from 0, none missing. (4) Degrees of freedom of effects must be above 0. "
        "(5) Names must be there and no two alike; found ['pay', 'pay', 'x']."
    )
    for wrong, message in (
        (np.ones((2, 3)), "must be 2 × 2 with none missing"),
        (np.array([[4, 1.0], [0, 0.25]]), "symmetric"),
        (np.array([[4, 2.0], [2, 0.25]]), "no negative variance"),
        (np.array([[4, 0.1], [0.1, 0.3]]), "squared standard errors"),
    ):
        with pytest.raises(EstimationError, match=message):
            UncertainInputs((), effects(covariance=wrong))
    with pytest.raises(EstimationError, match="same degrees of freedom"):
        UncertainInputs((), replace(effects(), degrees_of_freedom=np.array([3.0, 4.0])))
    with pytest.raises(EstimationError, match="need one number of each kind"):
        UncertainInputs((), replace(effects(), value=np.ones(3)))


def test_refused_runs():
    """A misspelt input, a cost below 0 in some draws or no draws would pass unseen."""
    inputs = UncertainInputs(stated(), effects())
    with pytest.raises(EstimationError) as caught:
        value_distribution(TWO, inputs, seed=-1, draws=99, quantiles=[1.5])
    assert str(caught.value) == (
        "The Monte Carlo: 3 problems. (1) draws must be from 100 to 100,000; found 99. (2) seed "
        "must be from 0; found -1. (3) quantiles must be from 0 to 1; found [1.5]."
    )
    with pytest.raises(EstimationError, match=r"No stream uses \['fewer', 'replacement'\]"):
        value_distribution(ONE, inputs, seed=1)
    below = UncertainInputs(stated(posts=(-100, 800)), effects())
    with pytest.raises(EstimationError, match=r"Posts costs less than nothing in \d+ of 500"):
        value_distribution(TWO, below, seed=1, draws=500)
    with pytest.raises(EstimationError, match="level"):
        value_distribution(TWO, inputs, seed=1, level=1.0)


def test_no_closed_form():
    """Limits would be given where the sum of effects is no t, or is not linear in them."""
    ranged = UncertainInputs(stated(pay=(30, 50)), effects(covariance=None))
    with pytest.raises(EstimationError) as caught:
        exact_value(TWO, ranged)
    assert str(caught.value) == (
        "The closed form: 2 problems. (1) pay has a range; draw it. (2) A sum of independent "
        "effects, each t, is not t; draw them."
    )
    both = EstimatedEffects(("hours", "pay"), *(np.ones(2) for _ in range(3)))
    with pytest.raises(EstimationError, match="multiply each other"):
        exact_value(ONE, UncertainInputs(stated("posts"), both))
    spent = EstimatedEffects(("posts",), np.array([9.0]), np.ones(1), np.ones(1))
    known = (Assumption("hours", 8, 8, 8), Assumption("pay", 40, 40, 40))
    with pytest.raises(EstimationError, match="Costs depend on posts"):
        exact_value(ONE, UncertainInputs(known, spent))
    # Normal ones have a normal sum: 40² × 4 + 900² × 0.25 = 208,900.
    normal = exact_value(TWO, UncertainInputs(stated(), effects(np.inf, None)))
    assert normal.standard_error == pytest.approx(np.sqrt(208_900) * ANNUITY, rel=1e-12)
