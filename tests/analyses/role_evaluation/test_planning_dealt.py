"""Effects of many panels and deals of dates: the estimator held to csdid, and known power."""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import nct, t

from workbench.analyses.role_evaluation.estimating.planning.dealt import (
    Design,
    effects_of,
    some_of,
    with_effect,
)
from workbench.analyses.role_evaluation.estimating.planning.noise import simulated, stated_noise
from workbench.analyses.role_evaluation.estimating.planning.seen import smallest_seen
from workbench.statistics.evaluation.credibility.detectable_effect import minimum_detectable_effect
from workbench.statistics.evaluation.effects.effect_weights import simple_effects
from workbench.statistics.evaluation.inference.assignments import assignments
from workbench.statistics.evaluation.inference.randomisation import randomisation_test
from workbench.statistics.evaluation.panel import checked_panel


def design_of(starts, periods, *, anticipation=0, base_months=1, clusters=None, drawn=999):
    dealt = assignments(np.asarray(starts), clusters, seed=1, drawn=drawn)
    return Design(
        seen=np.ones((len(starts), periods), bool),
        weights=np.ones(len(starts)),
        starts=some_of(dealt, seed=1, most=drawn),
        cluster=dealt.cluster,
        anticipation=anticipation,
        base_months=base_months,
    )


def seen_with(design, starts, noise, *, power=0.8, alpha=0.05, profile=(1.0,)):
    doses = effects_of(design, with_effect(np.asarray(starts), noise.shape[2], profile)[None])[:, 0]
    effects = effects_of(design, noise)
    return smallest_seen(effects, doses, scale=1.0, power=power, alpha=alpha)


def mde(starts, periods, *, noise=None, **settings):
    """Return the smallest effect seen, of one number."""
    if noise is None:
        told = stated_noise(1.0, 0.6)
        noise = simulated(told, np.arange(len(starts)), periods, 400, seed=3)
    return float(seen_with(design_of(starts, periods, **settings), starts, noise).effect.value)


@pytest.mark.parametrize("seed", range(8))
def test_effects_are_those_of_the_estimator_held_to_csdid(seed):
    """Gaps, weights, clusters of several units, anticipation or base months would go wrong."""
    random = np.random.default_rng(seed)
    clusters = np.repeat(np.arange(5), [3, 1, 2, 2, 1])
    dates = random.choice([0, 2, 4, 6, 9], 5)
    dates[0], dates[1] = 4, 9
    outcome = random.normal(size=(9, 9))
    outcome[random.random(outcome.shape) < 0.15] = np.nan
    weights = random.uniform(1, 9, 9)
    panel = checked_panel(outcome, dates[clusters], weights, clusters)
    dealt = assignments(panel.starts, clusters, seed=1)
    settings = {"anticipation": int(seed % 3), "base_months": 1 + seed % 4}
    design = Design(np.isfinite(outcome), weights, dealt.starts, dealt.cluster, **settings)
    found = effects_of(design, np.nan_to_num(outcome)[None])[:, 0]
    known = simple_effects(panel, dealt.units(), **settings)
    np.testing.assert_allclose(found, known, rtol=0, atol=1e-12, equal_nan=True)


def test_the_search_equals_one_panel_after_another():
    """Adding up effects of noise and of the dose would not be the test of their sum."""
    starts, periods = np.array([4, 4, 6, 6, 9, 9]), 9
    settings = {"anticipation": 1, "base_months": 2}
    noise = simulated(stated_noise(2.0, 0.5), np.arange(6), periods, 100, seed=5)
    deals = assignments(starts, seed=1)

    def literal(panels):
        return np.array(
            [
                randomisation_test(
                    simple_effects(checked_panel(one, starts), deals.units(), **settings)
                ).p_value
                for one in panels
            ]
        )

    known = minimum_detectable_effect(literal, noise, starts)
    design = design_of(starts, periods, **settings)
    found = seen_with(design, starts, noise)
    assert len(design.starts) == 90
    # Both halve to a thousandth of the scale of the search.
    assert found.effect.value == pytest.approx(known.effect.value, abs=0.004)
    assert found.false_alarms.value == known.false_alarms.value


def test_twelve_regions_against_the_power_of_a_t_test():
    """One month before and one since, six of twelve, no autocorrelation: Student's t by R's way."""

    def power(delta):
        return nct.sf(t.isf(0.025, 10), 10, delta / np.sqrt(2 / 6)) - 0.8

    # Changes have twice the variance of months.
    known = np.sqrt(2) * brentq(power, 0.1, 9)
    assert known / np.sqrt(2) == pytest.approx(1.796, abs=0.001)
    starts = np.repeat([1, 2], 6)
    noise = simulated(stated_noise(1.0, 0.0), np.arange(12), 2, 2000, seed=2)
    found = seen_with(design_of(starts, 2), starts, noise)
    assert found.effect.lower < known < found.effect.upper
    assert found.false_alarms.lower < 0.05 < found.false_alarms.upper


def test_more_is_seen_with_more_regions_and_base_months():
    """A larger design would be said to see less."""
    few, many = [12] * 3 + [18] * 3, [12] * 6 + [18] * 6
    assert mde(many, 18) < mde(few, 18)
    assert mde(many, 18, base_months=6) < mde(many, 18)


def test_following_for_longer_by_the_closed_form():
    """Of n months and b base months without autocorrelation the variance is 1/n + 1/b of one."""
    starts = np.repeat([4, 40], 6)
    noise = simulated(stated_noise(1.0, 0.0), np.arange(12), 16, 1000, seed=4)
    seen = {
        end: mde(np.minimum(starts, end), end, noise=noise[:, :, :end], base_months=4)
        for end in (5, 8, 16)
    }
    for end, months in ((8, 4), (16, 12)):
        ratio = np.sqrt((1 / months + 1 / 4) / (1 + 1 / 4))
        assert seen[end] / seen[5] == pytest.approx(ratio, rel=0.05)


def test_the_smallest_change_grows_as_noise_does_and_as_an_effect_comes_slowly():
    """A change would not be in the unit of the outcome."""
    starts = [6] * 4 + [12] * 4
    noise = simulated(stated_noise(1.0, 0.3), np.arange(8), 12, 200, seed=1)
    design = design_of(starts, 12)
    once, tenfold = (seen_with(design, starts, size * noise).effect.value for size in (1, 10))
    assert tenfold == pytest.approx(10 * once, abs=0.02)
    slow = seen_with(design, starts, noise, profile=(0.2, 0.4, 1.0)).effect.value
    assert slow > once


def test_a_deal_of_too_few_ways_shows_nothing_however_large():
    """One of twelve regions would be told to see something at 5%."""
    starts = [6] + [12] * 11
    assert mde(starts, 12) == np.inf


def two_way(starts, noise):
    """Return the smallest effect that two-way fixed effects would see, dates dealt out anew."""
    dealt = design_of(starts, 24, drawn=300).starts
    dose = (np.arange(24) >= dealt[:, :, None]).astype(float)
    left = dose - dose.mean(1, keepdims=True) - dose.mean(2, keepdims=True)
    left += dose.mean((1, 2), keepdims=True)
    weight = (left / (left**2).sum((1, 2), keepdims=True)).reshape(len(dealt), -1)
    effects, doses = weight @ noise.reshape(len(noise), -1).T, weight @ dose[0].ravel()
    return smallest_seen(effects, doses, scale=1.0, power=0.8, alpha=0.05).effect


def test_the_usual_figure_of_1_05_is_of_two_way_fixed_effects():
    """12 regions x 24 months, AR(1) 0.6: 1.05 SD, and 0.31 of 108 units, would be taken for ours.

    Both hold of two-way fixed effects, of waves of three at months 9, 12 and 15, and of units with
    months of their own. The headline compares with those that have not begun alone, drops what is
    anticipated, and needs a third more.
    """
    waves = np.repeat([9, 12, 15, 24], 3)
    noise = simulated(stated_noise(1.0, 0.6), np.arange(12), 24, 400, seed=3)
    found = two_way(waves, noise)
    assert found.lower < 1.05 < found.upper
    ours = design_of(waves, 24, base_months=6, anticipation=2)
    assert seen_with(ours, waves, noise).effect.lower > found.upper
    dates = np.random.default_rng(5).integers(6, 24, 108)
    units = simulated(stated_noise(1.0, 0.6), np.arange(108), 24, 300, seed=3)
    found = two_way(dates, units)
    assert found.lower < 0.31 < found.upper
