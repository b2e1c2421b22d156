"""Sets by inversion against p-values in exact fractions at and between every turning point."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.effect_weights import simple_effects
from workbench.statistics.evaluation.inference.assignments import assignments
from workbench.statistics.evaluation.inference.randomisation import randomisation_test
from workbench.statistics.evaluation.inference.randomisation_set import effect_set
from workbench.statistics.evaluation.panel import checked_panel

pytestmark = pytest.mark.filterwarnings("error")
pairs = st.lists(st.tuples(st.integers(-6, 6), st.integers(-3, 3)), min_size=4, max_size=24)


def turning_points(effects, doses):
    """Every tau at which an arrangement can begin or cease to count."""
    (first, own), points = (effects[0], doses[0]), {Fraction(0)}
    for effect, dose in zip(effects, doses, strict=True):
        for side in (-1, 1):
            if dose + side * own:
                points.add(Fraction(effect + side * first, dose + side * own))
    return sorted(points)


def literal_p(effects, doses, tau):
    observed = abs(effects[0] - tau * doses[0])
    reached = [abs(e - tau * d) >= observed for e, d in zip(effects, doses, strict=True)]
    return Fraction(sum(reached), len(effects))


def check(effects, doses, found, alpha):
    points = turning_points(effects, doses)
    between = [(one + other) / 2 for one, other in pairwise(points)]
    for tau in [points[0] - 99, *points, *between, points[-1] + 99]:
        place = float(tau)
        within = [low - 1e-9 <= place <= high + 1e-9 for low, high in found.intervals]
        assert any(within) == (literal_p(effects, doses, tau) > alpha), tau


@settings(deadline=None, max_examples=150)
@given(pairs, st.sampled_from([0.95, 0.8, 0.5]))
def test_exact_fractions(rows, level):
    """A value would be in the set that is rejected, or out of it that is not."""
    effects, doses = [e for e, _ in rows], [d for _, d in rows]
    doses[0] = doses[0] or 1
    found = effect_set(effects, doses, level=level)
    check(effects, doses, found, 1 - Fraction(str(level)))
    assert found.connected == (len(found.intervals) == 1)
    assert found.estimate.lower <= found.estimate.value <= found.estimate.upper
    assert (found.intervals[1:, 0] > found.intervals[:-1, 1]).all()
    if not found.exists:
        assert found.intervals.tolist() == [[-np.inf, np.inf]]


def test_rounding_makes_no_gaps():
    """Ends that are equal but for rounding would leave gaps, or hide the point where they meet."""
    random = np.random.default_rng(6)
    for _ in range(200):
        effects, doses = random.integers(-5, 6, 30), random.integers(-2, 3, 30)
        doses[0] = 2
        blur = 1 + random.uniform(-1, 1, (2, 30)) * 1e-13
        exact = effect_set(effects, doses, level=0.7)
        found = effect_set(np.pi * effects * blur[0], doses * blur[1], level=0.7)
        assert found.intervals.shape == exact.intervals.shape
        np.testing.assert_allclose(found.intervals, np.pi * exact.intervals, atol=1e-8)


def hand_made():
    """Mean of 2 treated of 12 less that of the others, of an outcome and of being treated."""
    outcome = np.array([9.4, 8.1, 3.2, 4.4, 2.9, 3.8, 5.1, 4.0, 3.3, 2.2, 4.9, 3.6])
    treated = assignments([5, 5] + [9] * 10, seed=1).starts == 5
    dose = treated[0].astype(float)
    effects, doses = (treated @ each / 2 - ~treated @ each / 10 for each in (outcome, dose))
    return effects, doses


def test_two_of_twelve():
    """The set would not be where p crosses 5%: at its ends the test would say otherwise."""
    effects, doses = hand_made()
    found = effect_set(effects, doses)
    assert found.exists
    assert found.connected
    assert found.estimate.value == pytest.approx(8.75 - 37.4 / 10)
    for end, outward in ((found.estimate.lower, -1), (found.estimate.upper, 1)):
        at, beyond = (effects - tau * doses for tau in (end, end + outward * 1e-6))
        assert randomisation_test(at).p_value > 0.05
        assert randomisation_test(beyond).p_value <= 0.05


def test_mirrored_arrangements():
    """Three of six: the floor is 10%, and an interval would be shown at 95%."""
    outcome = np.array([93.1, 84.7, 99.2, 1.3, 0.8, 2.4])
    treated = assignments([5, 5, 5, 9, 9, 9], seed=1).starts == 5
    dose = treated[0].astype(float)
    effects, doses = ((treated @ each - ~treated @ each) / 3 for each in (outcome, dose))
    found = effect_set(effects, doses)
    assert not found.exists
    assert found.estimate.method == "no 95% interval exists"
    assert (found.estimate.lower, found.estimate.upper) == (-np.inf, np.inf)
    assert effect_set(effects, doses, level=0.85).exists


def test_several_and_unbounded():
    """A set in pieces would be shown as one, or one without end as ending."""
    pieces = effect_set([0.0, 3.0, 3.0, 9.0], [1.0, 2.0, 2.0, 0.1], level=0.4)
    check([0, 3, 3, 9], [1, 2, 2, Fraction(1, 10)], pieces, Fraction("0.6"))
    assert not pieces.connected
    assert pieces.intervals[-1, 1] == pieces.estimate.upper == np.inf


def test_dose_in_other_units():
    """An effect would change with the unit in which outcome or dose is counted."""
    effects, doses = hand_made()
    one, other = effect_set(effects, doses), effect_set(60 * effects, -1e6 * doses)
    np.testing.assert_allclose(other.intervals[0], -6e-5 * one.intervals[0, ::-1], rtol=1e-9)


def test_missing_counts_everywhere():
    """Arrangements without an effect would make the interval narrower."""
    effects, doses = hand_made()
    effects[5], doses[9] = np.nan, np.nan
    found = effect_set(effects, doses)
    assert found.estimate.lower <= effect_set(*hand_made()).estimate.lower
    effects[[6, 7]] = np.nan
    assert not effect_set(effects, doses).exists


def test_coverage():
    """An effect of 3 per dose would lie in the set more or less often than 63 in 66."""
    random = np.random.default_rng(31)
    starts = assignments([5, 5] + [9] * 10, seed=1).starts
    held = 0
    for _ in range(600):
        observed = random.integers(66)
        treated = np.roll(starts, -observed, axis=0) == 5
        dose = treated[0] * random.uniform(0.5, 1.5, 12)
        outcome = random.standard_t(3, 12) + 3 * dose
        effects, doses = (treated @ each / 2 - ~treated @ each / 10 for each in (outcome, dose))
        found = effect_set(effects, doses).intervals
        held += any(low <= 3 <= high for low, high in found)
    # Three standard errors of 600 draws at 63/66 are 0.0255.
    assert held / 600 == pytest.approx(63 / 66, abs=0.0255)


def test_panel_with_gaps():
    """The ends would not be those of tests of the outcome less an effect times the dose."""
    random = np.random.default_rng(8)
    cluster = np.repeat(np.arange(9), 2)
    starts = np.array([6, 6, 8, 20, 20, 20, 20, 20, 20])[cluster]
    dose = (np.arange(14) >= starts[:, None]) * random.uniform(0.5, 1.5, (18, 1))
    outcome = random.normal(size=(18, 14)) + 3 * dose
    outcome[random.random(outcome.shape) < 0.15] = np.nan
    dose[np.isnan(outcome)] = np.nan
    dates = assignments(starts, cluster, seed=1).units()

    def effects(values):
        return simple_effects(checked_panel(values, starts, clusters=cluster), dates)

    found = effect_set(effects(outcome), effects(dose))
    ((low, high),) = found.intervals
    for tau, within in ((low - 1e-6, 0), (low, 1), (3, 1), (high, 1), (high + 1e-6, 0)):
        p_value = randomisation_test(effects(outcome - tau * dose)).p_value
        assert (p_value > 0.05) == within


def test_impossible():
    """Nonsense would come out as an interval."""
    with pytest.raises(EstimationError, match="no more dose"):
        effect_set([1.0, 2.0], [0.0, 1.0])
    with pytest.raises(EstimationError, match="one shape"):
        effect_set([1.0, 2.0], [1.0])
    with pytest.raises(EstimationError, match="no effect"):
        effect_set([1.0, 2.0], [np.nan, 1.0])
