"""Noise estimated from a few months before a roll-out, against what was planted."""

import numpy as np
import pytest

from workbench.analyses.role_evaluation.estimating.planning.noise import (
    Noise,
    noise_before,
    of_regions,
    simulated,
    stated_noise,
)
from workbench.analyses.role_evaluation.estimating.planning.process import (
    Process,
    fitted_process,
    variance_kept,
)
from workbench.errors import EstimationError

REGIONS = np.repeat(np.arange(12), 9)


def test_what_a_mean_takes_from_a_short_series_by_hand():
    """Two months: half the sum of squares is (a - b)^2 / 4, the product of both its negative."""
    # E(a - b)^2 = 2 - 2 x 0.6 = 0.8.
    assert variance_kept(0.6, 2) == pytest.approx((0.2, -0.2))


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.6, 0.9])
def test_a_fit_returns_the_process_of_its_moments(kept):
    """The usual estimate would be too small in a short series."""
    moments = [4 * one for one in variance_kept(kept, 12)]
    found = fitted_process(*moments, 12)
    assert found.deviation == pytest.approx(2, abs=1e-5)
    assert found.autocorrelation == pytest.approx(kept, abs=1e-6)
    assert moments[1] / moments[0] < kept or kept == 0


def test_planted_noise_is_found_from_nineteen_months():
    """Shocks of regions would be taken for noise of units, or both for less lasting."""
    planted = Noise(Process(0.55, 0.6), Process(1.0, 0.6))
    weights = np.random.default_rng(1).integers(5, 12, 108).astype(float)
    panels = simulated(planted, REGIONS, 19, 60, seed=4)
    level = np.random.default_rng(2).normal(10, 3, (108, 1)) + np.cos(np.arange(19))
    found = [noise_before(one + level, weights, REGIONS) for one in panels]
    parts = [one.shared for one in found], [one.own for one in found]
    told = np.column_stack(
        [[(one.deviation, one.autocorrelation) for one in part] for part in parts]
    )
    error = told.std(axis=0) / np.sqrt(len(told))
    assert (np.abs(told.mean(axis=0) - [0.55, 0.6, 1.0, 0.6]) < 4 * error + 0.03).all()
    assert told[:, 2].std() < 0.05


def test_without_groups_all_noise_is_of_the_region():
    """A file of regions alone would have noise of units in it."""
    panel = simulated(stated_noise(2.0, 0.4), np.arange(12), 30, 1, seed=1)[0]
    found = noise_before(panel, np.ones(12), np.arange(12))
    assert found.own.deviation == 0
    assert found.shared.deviation == pytest.approx(2, rel=0.15)
    assert of_regions(found, np.ones(12), np.arange(12)) == found.shared.deviation


def test_the_mean_of_three_regions_takes_a_third_of_their_variance():
    """Noise of few regions would be told too small, and every change too easy to see."""
    panels = simulated(stated_noise(1.0, 0.3), np.arange(3), 40, 200, seed=2)
    found = [noise_before(one, np.ones(3), np.arange(3)).shared.deviation ** 2 for one in panels]
    error = np.std(found) / np.sqrt(len(found))
    assert abs(np.mean(found) - 1) < 4 * error
    assert 4 * error < 0.1


def test_shocks_and_noise_of_units_are_drawn_apart():
    """Both of one draw would have four times the variance of one, not twice."""
    both = Noise(Process(1.0, 0.0), Process(1.0, 0.0))
    drawn = simulated(both, np.arange(50), 20, 20, seed=6)
    assert drawn.var() == pytest.approx(2, rel=0.05)


def test_gaps_do_not_stop_it():
    """Missing months would make it NaN."""
    panel = simulated(Noise(Process(0.5, 0.6), Process(1, 0.6)), REGIONS, 24, 1, seed=1)[0]
    panel[np.random.default_rng(3).random(panel.shape) < 0.1] = np.nan
    panel[5] = np.nan
    found = noise_before(panel, np.ones(108), REGIONS)
    assert found.own.deviation == pytest.approx(1, rel=0.1)


@pytest.mark.parametrize(
    ("panel", "told"),
    [
        (np.zeros((4, 5)), "6 are needed"),
        (np.ones((4, 9)), "does not vary"),
        (np.vstack([np.arange(9.0), np.full((3, 9), np.nan)]), "two regions"),
    ],
)
def test_too_little_to_tell_is_refused_in_words(panel, told):
    """A smallest change would be told of nothing."""
    with pytest.raises(EstimationError, match=told):
        noise_before(panel, np.ones(4), np.arange(4))
