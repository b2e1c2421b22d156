"""The smallest detectable effect against R's power.t.test and closed forms, and its own error."""

import numpy as np
import pytest
from scipy.stats import norm, ttest_ind

from workbench.errors import EstimationError
from workbench.statistics.evaluation.credibility.detectable_effect import minimum_detectable_effect
from workbench.statistics.evaluation.credibility.panel_noise import autoregressive_noise

# power.t.test(n = 12, power = 0.8), (n = 30, power = 0.8), (n = 12, power = 0.9, sig.level = 0.1)
# of R 4.2.2, delta with sd = 1.
T_TESTS = [
    (12, 0.8, 0.05, 1.19683974759),
    (30, 0.8, 0.05, 0.73562890153),
    (12, 0.9, 0.1, 1.23345134553),
]


def two_samples(panels):
    """Test the treated half against the others in the last period by Student's t."""
    half = panels.shape[1] // 2
    return ttest_ind(panels[:, :half, -1], panels[:, half:, -1], axis=1).pvalue


def half_treated(units):
    return np.repeat([1, 2], units)


@pytest.mark.parametrize(("units", "power", "alpha", "known"), T_TESTS)
def test_two_samples_against_r(units, power, alpha, known):
    """The effect of a design with a known answer would not be R's."""
    noise = autoregressive_noise(4000, 2 * units, 2, autocorrelation=0.0, seed=7)
    found = minimum_detectable_effect(
        two_samples, noise, half_treated(units), power=power, alpha=alpha
    )
    assert found.effect.lower < known < found.effect.upper
    assert found.effect.value == pytest.approx(known, rel=0.03)
    assert found.false_alarms.lower < alpha < found.false_alarms.upper


def test_limits_hold_the_truth_as_often_as_they_say():
    """The simulation error told would not be the one made."""

    def one_unit(panels):
        return 2 * norm.sf(np.abs(panels[:, 0, 0]))

    known = norm.isf(0.025) + norm.isf(0.2)
    held = []
    for seed in range(200):
        noise = autoregressive_noise(400, 2, 1, autocorrelation=0.0, seed=seed)
        found = minimum_detectable_effect(one_unit, noise, np.array([0, 1])).effect
        held.append(found.lower <= known <= found.upper)
    # Of 200 at 95%, 182 or fewer and 198 or more have a chance of 1.3% and 0.2%.
    assert 183 <= sum(held) <= 197


def test_autocorrelated_means_against_the_closed_form():
    """Noise that is correlated in time would count as if it were not."""
    periods, correlation = 12, 0.6
    lags = np.abs(np.subtract.outer(np.arange(periods), np.arange(periods)))
    error = np.sqrt((correlation**lags).mean() / 20)

    def mean_of_all(panels):
        return 2 * norm.sf(np.abs(panels.mean(axis=(1, 2))) / error)

    noise = autoregressive_noise(4000, 20, periods, autocorrelation=correlation, seed=2)
    found = minimum_detectable_effect(mean_of_all, noise, np.zeros(20, int))
    known = (norm.isf(0.025) + norm.isf(0.2)) * error
    assert found.effect.lower < known < found.effect.upper


def test_growing_effect_and_unit_of_the_noise():
    """A profile would not stretch the effect, or a unit change its meaning."""
    noise = autoregressive_noise(500, 8, 3, autocorrelation=0.3, seed=4)
    starts = np.array([1, 1, 1, 1, 3, 3, 3, 3])
    full = minimum_detectable_effect(two_samples, noise, starts).effect.value
    half = minimum_detectable_effect(two_samples, noise, starts, profile=[0.1, 0.5]).effect.value
    scaled = minimum_detectable_effect(two_samples, 100 * noise + 7, starts).effect.value
    assert half == pytest.approx(2 * full, abs=0.005)
    assert scaled == pytest.approx(100 * full, abs=0.5)


def test_a_test_that_cannot_find_anything():
    """A test whose least p-value is above alpha would be given an effect it finds."""
    noise = autoregressive_noise(100, 3, 2, autocorrelation=0.0, seed=1)
    found = minimum_detectable_effect(
        lambda panels: np.full(len(panels), 1 / 3), noise, np.array([1, 2, 2])
    )
    assert found.effect.value == np.inf
    assert found.false_alarms.value == 0


def test_a_design_that_needs_absurd_effects():
    """An effect of 100 standard deviations would be told as one that a design detects."""
    noise = autoregressive_noise(100, 2, 2, autocorrelation=0.0, seed=1)
    noise /= noise.std()
    found = minimum_detectable_effect(
        lambda panels: np.where(panels[:, 0, 1] > 100, 0.0, 1.0), noise, np.array([1, 2])
    )
    assert found.effect.value == np.inf


def test_simulated_noise_is_what_it_says():
    """Variance, correlation in time or within a region would not be those asked for."""
    regions = np.array([0, 0, 1])
    noise = autoregressive_noise(
        40_000, 3, 4, autocorrelation=0.6, seed=9, clusters=regions, shared=0.25
    )
    flat = noise.reshape(len(noise), -1)
    lags = 0.6 ** np.abs(np.subtract.outer(np.arange(4), np.arange(4)))
    units = np.where(np.equal.outer(regions, regions), 0.25, 0.0)
    np.fill_diagonal(units, 1)
    np.testing.assert_allclose(np.cov(flat.T), np.kron(units, lags), atol=0.03)


@pytest.mark.parametrize("returned", [np.zeros(3), np.full(100, np.nan), np.full(100, 1.5)])
def test_a_test_that_returns_no_p_values_is_refused(returned):
    """A power would be read from what are no p-values."""
    noise = autoregressive_noise(100, 3, 2, autocorrelation=0.0, seed=1)
    with pytest.raises(EstimationError, match="100 p-values"):
        minimum_detectable_effect(lambda _: returned, noise, np.array([1, 2, 2]))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"noise": np.zeros((99, 3, 2))}, "at least 100 simulations"),
        ({"noise": np.zeros((100, 3, 2))}, "with variance"),
        ({"starts": np.array([1, 2])}, "starts must be whole numbers"),
        ({"starts": np.array([1.0, 2, 2])}, "starts must be whole numbers"),
        ({"starts": np.array([2, 2, 2])}, "within the panel"),
        ({"starts": np.array([-1, 2, 2])}, "0 and up"),
        ({"profile": [0.0]}, "profile"),
        ({"power": 0.4}, "power must be"),
        ({"power": 0.99}, "cannot tell a power"),
        ({"alpha": 0.5}, "alpha must be"),
    ],
)
def test_impossible_plans_are_refused(change, told):
    """An effect would be told for a plan that is none."""
    noise = autoregressive_noise(100, 3, 2, autocorrelation=0.0, seed=1)
    plan = {"noise": noise, "starts": np.array([1, 2, 2])} | change
    with pytest.raises(EstimationError, match=told):
        minimum_detectable_effect(lambda panels: np.zeros(len(panels)), **plan)


def test_every_problem_of_noise_is_told_at_once():
    """The second mistake would be found only after the first was mended."""
    with pytest.raises(EstimationError) as raised:
        autoregressive_noise(
            10**6, 100, 0, autocorrelation=1.0, seed=-1, clusters=[0.5], shared=1.0
        )
    for told in ("periods", "autocorrelation", "seed", "clusters", "shared"):
        assert told in str(raised.value)
