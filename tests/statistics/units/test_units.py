"""Variation between units against R's lme4, brute-force integration, enumeration and simulation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.special import expit
from scipy.stats import binom, chi2, fisher_exact, norm

from workbench.errors import EstimationError
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.units import panel_kinds, units
from workbench.statistics.units.panel_kinds import compare_panel_kinds
from workbench.statistics.units.random_intercept import profile
from workbench.statistics.units.shrunken_rates import shrunken_rates
from workbench.statistics.units.unit_outliers import unit_outliers
from workbench.statistics.units.units import unit_variation

pytestmark = pytest.mark.filterwarnings("error")

EQUAL = (np.array([12, 5, 9, 16, 3, 10]), np.full(6, 20))
UNEQUAL = (np.array([1, 40, 7, 0, 25, 60, 3, 18, 9]), np.array([1, 50, 20, 2, 70, 75, 4, 19, 30]))


@pytest.mark.parametrize(
    ("counts", "deviation", "centre", "limits"),
    [
        (EQUAL, 0.8606278592, -0.1955449962, (0.34806801, 1.9899063)),
        (UNEQUAL, 1.227798184, 0.4808096443, (0.65699287, 2.6206329)),
    ],
)
def test_values_of_lme4(counts, deviation, centre, limits):
    """R 4.2.2 with lme4 1.1-31: f <- glmer(cbind(x, n - x) ~ 1 + (1 | u), binomial, nAGQ = 25),
    sqrt(VarCorr(f)$u[1]), fixef(f), confint(profile(f, which = "theta_")), optimiser "bobyqa".
    """
    assert unit_variation(*counts).deviation.value == pytest.approx(deviation, abs=2e-6)
    best = profile(*counts, deviation, start=0.0)
    assert best.centre == pytest.approx(centre, abs=1e-6)
    # Its limits are interpolated, and of the profile likelihood without adjustment.
    for limit in limits:
        drop = 2 * (best.log_likelihood - profile(*counts, limit, start=0.0).log_likelihood)
        assert drop == pytest.approx(chi2.isf(0.05, 1), rel=1e-3)


def integrated(passed, entered, centre, deviation):
    """Log-likelihood without binomial coefficients, by summing over a fine grid of logits."""
    spread = np.linspace(-10, 10, 2001)
    chance = expit(centre + deviation * spread)[:, None]
    mass = binom.pmf(passed, entered, chance) / binom.pmf(passed, entered, 0.5)
    return np.log(norm.pdf(spread) @ mass * 0.01).sum() - np.log(2) * entered.sum()


def adjusted(passed, entered, deviation):
    """Cox and Reid (1987), the information by central differences."""
    found = minimize_scalar(
        lambda centre: -integrated(passed, entered, centre, deviation), bracket=(-1, 1)
    )
    sides = sum(integrated(passed, entered, found.x + h, deviation) for h in (-0.01, 0.01))
    information = -(sides + 2 * found.fun) / 0.01**2
    return -found.fun - np.log(information) / 2


def test_limits_and_p_value_by_brute_force():
    found = unit_variation(*EQUAL, level=0.9)
    top = -minimize_scalar(
        lambda deviation: -adjusted(*EQUAL, deviation),
        bounds=(0.7, 1.3),
        method="bounded",
        options={"xatol": 0.01},
    ).fun
    for limit in (found.deviation.lower, found.deviation.upper):
        drop = 2 * (top - adjusted(*EQUAL, float(limit)))
        assert drop == pytest.approx(chi2.isf(0.1, 1), abs=1e-3)
    drop = 2 * (top - adjusted(*EQUAL, 0.0))
    assert found.p_value == pytest.approx(chi2.sf(drop, 1) / 2, rel=1e-3)


def test_likelihood_by_brute_force_at_extreme_places():
    for deviation in (0.0, 0.01, 0.3, 4.0):
        found = profile(*UNEQUAL, deviation, start=0.0)
        expected = integrated(*UNEQUAL, found.centre, deviation)
        assert found.log_likelihood == pytest.approx(expected, abs=1e-4)


def test_no_more_than_chance_is_a_deviation_of_zero():
    found = unit_variation([3, 3, 3, 3], 10)
    assert [found.deviation.value, found.deviation.lower, found.p_value] == [0, 0, 1]
    assert 0.5 < found.deviation.upper < 2


@pytest.mark.parametrize(
    ("passed", "entered", "reason"),
    [
        ([5, 9, 7], [5, 9, 7], units.ONE_OUTCOME),
        ([0, 0, 0], [5, 9, 7], units.ONE_OUTCOME),
        ([1, 2, 0], [5, 9, 0], units.TOO_FEW),
        ([], [], units.TOO_FEW),
        ([1, 0, 0, 1], [1, 1, 1, 1], units.ALL_SINGLE),
        ([0, 10, 0, 10], [10, 10, 10, 10], units.UNBOUNDED),
    ],
)
def test_what_cannot_be_estimated_says_why(passed, entered, reason):
    found = unit_variation(passed, entered)
    assert found.reason == reason
    limits = [float(getattr(found.deviation, each)) for each in ("value", "lower", "upper")]
    np.testing.assert_equal([*limits, found.p_value], [np.nan, 0, np.inf, np.nan])


counted = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=7).map(
    lambda rows: np.array(rows).T
)


@settings(deadline=None, max_examples=10)
@given(counted, st.randoms())
def test_swapped_outcomes_order_and_empty_units_change_nothing(rows, random):
    passed, failed = rows
    order = [*range(len(passed))]
    random.shuffle(order)
    straight = unit_variation(passed, passed + failed)
    turned = unit_variation(np.append(failed[order], 0), np.append((passed + failed)[order], 0))
    assert (turned.reason, turned.units) == (straight.reason, straight.units)
    assert straight.reason != units.NOT_CONVERGED
    for name in ("value", "lower"):
        expected = float(getattr(straight.deviation, name))
        found = float(getattr(turned.deviation, name))
        assert found == pytest.approx(expected, abs=1e-3, nan_ok=True)
    if not straight.reason:
        deviation = straight.deviation
        assert 0 <= deviation.lower <= deviation.value <= deviation.upper


def test_coverage_and_false_alarms_of_the_deviation():
    random = np.random.default_rng(8)
    covered, rejected = [], []
    for deviation in np.repeat([0.0, 0.5], 50):
        entered = 2 + random.poisson(18, 12)
        passed = random.binomial(entered, expit(0.4 + deviation * random.normal(size=12)))
        found = unit_variation(passed, entered)
        covered.append(found.deviation.lower <= deviation <= found.deviation.upper)
        rejected.append(found.p_value < 0.05)
    assert np.mean(covered) > 0.88
    assert np.mean(rejected[:50]) < 0.15
    assert np.mean(rejected[50:]) > 0.4


def test_outliers_are_fishers_mid_p():
    passed, entered = UNEQUAL
    found = unit_outliers(np.append(passed, 0), np.append(entered, 0))
    for place, (x, n) in enumerate(zip(passed, entered, strict=True)):
        y, m = passed.sum() - x, entered.sum() - n
        # SciPy's counts the whole mass of tables as likely as the one seen, the mid-p half.
        whole = fisher_exact([[x, n - x], [y, m - y]]).pvalue
        assert whole / 2 <= found.p_value[place] * (1 + 1e-9) <= whole * (1 + 2e-9)
    assert found.p_value[-1] == found.p_adjusted[-1] == 1
    lowest = found.p_value.argmin()
    assert found.p_adjusted[lowest] == pytest.approx(9 * found.p_value[lowest])


def test_false_outliers_in_fair_units():
    random = np.random.default_rng(9)
    flagged = []
    for _ in range(600):
        entered = 1 + random.poisson(20, 15)
        passed = random.binomial(entered, 0.6)
        flagged.append((unit_outliers(passed, entered).p_adjusted <= 0.05).any())
    assert 0.01 < np.mean(flagged) < 0.065


def posterior_means(passed, entered):
    """Mean rates by sums over deviation and centre, and quadrature over logits."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    total, share = 0.0, np.zeros(len(passed))
    for deviation in np.arange(0.025, 1.5, 0.05):
        for centre in np.linspace(-5, 5, 81):
            chance = expit(centre + deviation * nodes)[:, None]
            mass = weights[:, None] * binom.pmf(passed, entered, chance)
            weight = norm.pdf(deviation, scale=0.5) * mass.sum(axis=0).prod()
            total += weight
            share += weight * (mass * chance).sum(axis=0) / mass.sum(axis=0)
    return share / total


def test_shrunken_rates_by_brute_force():
    counts = np.array([12, 5, 9, 1, 0]), np.array([20, 20, 20, 1, 0])
    found = shrunken_rates(*counts)
    np.testing.assert_allclose(found.rate.value, posterior_means(*counts), atol=5e-4)
    assert found.small.tolist() == [False, False, False, True, True]


def test_one_applicant_hardly_moves_a_rate_and_many_settle_it():
    found = shrunken_rates([300, 310, 290, 305, 0, 1], [600, 600, 600, 600, 1, 1])
    rate = found.rate
    assert rate.value[4:] == pytest.approx([0.5, 0.5], abs=0.02)
    assert rate.value[4] < rate.value[5]
    apart = shrunken_rates([60_000, 10_000, 30_000, 9], [100_000, 100_000, 100_000, 10])
    assert apart.rate.value[:3] == pytest.approx([0.6, 0.1, 0.3], abs=1e-3)
    assert apart.rate.lower[0] == pytest.approx(0.6 - 1.96 * 0.00155, abs=2e-4)
    assert (rate.lower < rate.value).all()
    assert (rate.value < rate.upper).all()


@pytest.mark.parametrize(
    ("passed", "entered", "reason"),
    [([5, 9, 7], [5, 9, 7], units.ONE_OUTCOME), ([1, 2, 0], [5, 9, 0], units.TOO_FEW)],
)
def test_rates_that_cannot_be_shrunken_say_why(passed, entered, reason):
    found = shrunken_rates(passed, entered)
    assert found.reason == reason
    assert np.isnan([found.rate.value, found.rate.lower, found.rate.upper]).all()


def test_coverage_of_shrunken_rates_over_the_prior():
    random = np.random.default_rng(10)
    covered, own, shrunken = [], [], []
    for _ in range(15):
        deviation = min(abs(random.normal(0, 0.5)), 1.5)
        entered = 1 + random.poisson(15, 20)
        rate = expit(0.4 + deviation * random.normal(size=20))
        passed = random.binomial(entered, rate)
        found = shrunken_rates(passed, entered).rate
        covered.append((found.lower <= rate) & (rate <= found.upper))
        own.append((passed / entered - rate) ** 2)
        shrunken.append((found.value - rate) ** 2)
    assert 0.92 < np.mean(covered) < 0.98
    assert np.mean(shrunken) < 0.6 * np.mean(own)


KIND = np.repeat([True, False], 8)


def test_kinds_are_compared_by_their_relative_rates():
    random = np.random.default_rng(12)
    counts = [random.binomial(4, 0.5, 16), 4, random.binomial(10, 0.6, 16), 10]
    found = compare_panel_kinds(*counts, kind=KIND)
    sums = [np.broadcast_to(side, 16).reshape(2, 8).sum(axis=1) for side in counts]
    ratios = relative_rate_index(*sums).value
    assert found.ratio.value == pytest.approx(ratios[0] / ratios[1])
    turned = compare_panel_kinds(*counts, kind=~KIND)
    assert [turned.ratio.value, turned.ratio.lower] == pytest.approx(
        [1 / float(found.ratio.value), 1 / float(found.ratio.upper)]
    )


def test_variance_between_panels_is_the_jackknifes():
    """The delta variance is the infinitesimal jackknife's; leaving out one panel comes near it."""
    random = np.random.default_rng(13)
    counts = np.array(
        [random.binomial(30, 0.5, 80), [30] * 80, random.binomial(60, 0.6, 80), [60] * 80]
    )
    kind = np.repeat([True, False], 40)
    found = compare_panel_kinds(*counts, kind=kind)
    left = [
        np.log(compare_panel_kinds(*counts[:, others], kind=kind[others]).ratio.value)
        for others in ~np.eye(80, dtype=bool)
    ]
    variance = sum(np.var(side) * 39 for side in (left[:40], left[40:]))
    reach = np.log(found.ratio.upper / found.ratio.value)
    # Student's t of 78 degrees of freedom, from tables.
    assert reach == pytest.approx(1.990847 * variance**0.5, rel=0.01)


def test_coverage_where_people_before_a_panel_share_it():
    random = np.random.default_rng(14)
    covered = []
    for _ in range(1000):
        shared, own = random.normal(0, 0.5, (2, 20))
        entered, others = 1 + random.poisson(3, 20), random.poisson(10, 20)
        passed = random.binomial(entered, expit(shared + own - 0.5))
        found = compare_panel_kinds(
            *(passed, entered, random.binomial(others, expit(shared)), others),
            kind=np.arange(20) < 10,
        )
        covered.append(found.ratio.lower <= 1 <= found.ratio.upper)
    assert 0.935 < np.mean(covered) < 0.97


@pytest.mark.parametrize(
    ("passed", "entered", "reason"),
    [
        ([1] * 16, [2] * 4 + [0] * 4 + [2] * 8, panel_kinds.TOO_FEW),
        ([0] * 8 + [1] * 8, [2] * 16, panel_kinds.NOBODY),
        ([1] * 16, [2] * 16, panel_kinds.ALIKE),
    ],
)
def test_kinds_that_cannot_be_compared_say_why(passed, entered, reason):
    entered = np.array(entered)
    found = compare_panel_kinds(np.minimum(passed, entered), entered, entered, entered, kind=KIND)
    assert found.reason == reason
    assert np.isnan(found.ratio.value)
    assert [found.ratio.lower, found.ratio.upper] == [0, np.inf]


@pytest.mark.parametrize("kind", [[True, False], np.arange(16), np.ones((16, 1), bool)])
def test_impossible_kinds_are_refused(kind):
    with pytest.raises(EstimationError, match="kind"):
        compare_panel_kinds([1] * 16, 2, 3, 4, kind=kind)


def test_other_shapes_are_refused():
    with pytest.raises(EstimationError, match="shape"):
        unit_variation([[1, 2], [3, 4]], 9)
    with pytest.raises(EstimationError, match="shape"):
        shrunken_rates(1, 9)
    with pytest.raises(EstimationError, match="shape"):
        unit_outliers([[1]], 9)
