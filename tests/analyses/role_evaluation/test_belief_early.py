"""Regions on a way of their own before the role began: how often they are found, and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.analyses.role_evaluation.estimating.belief.early import (
    OwnTrends,
    added_by_slope,
    adjusted,
    own_trends,
)
from workbench.statistics.evaluation.credibility.panel_noise import autoregressive_noise
from workbench.statistics.evaluation.effects.aggregates import simple
from workbench.statistics.evaluation.effects.effect_weights import simple_weights
from workbench.statistics.evaluation.effects.group_time import group_time
from workbench.statistics.evaluation.panel import checked_panel

SEEDS, REGIONS, MONTHS, FIRST = 200, 12, 30, 19
STARTS = np.array([21, 21, 21, 24, 24, 24, 24, 27, 27, 27, 30, 30])
AHEAD = np.array([2] + [0] * 11)


def found(drift: float) -> tuple[float, float]:
    """Return how often the region that began early, and any other, is found to drift."""
    noise = autoregressive_noise(SEEDS, REGIONS, MONTHS, autocorrelation=0.6, seed=5)
    months = np.arange(MONTHS)
    early, others = 0, 0
    for one in noise:
        outcome = one.copy()
        outcome[0] += drift * months
        told = own_trends(checked_panel(outcome, STARTS), np.arange(REGIONS), AHEAD, FIRST)
        assert told is not None
        (p_values,) = adjusted([told])
        early += p_values[0] <= 0.05
        others += (p_values[1:] <= 0.05).any()
    return early / SEEDS, others / SEEDS


def test_a_drifting_early_region_is_found_and_others_are_not():
    """Fails if months' keeping of each other is taken for a trend, or the drift is not seen.

    Of 200 nulls 5 in 100 may be flagged; three binomial errors of it are 0.046.
    """
    null = found(0.0)
    assert max(null) <= 0.05 + 0.046
    drifting = found(-0.5)
    assert drifting[0] >= 0.8
    assert drifting[1] <= 0.05 + 0.046


def test_slope_by_hand():
    """Fails if a gap moves a unit's own mean into its region's trend.

    Worked by hand: five flat regions and one that falls by 3 a month; one of two units of a flat
    region lies 10 higher and is not seen in the last two months.
    """
    months = np.arange(10.0)
    outcome = np.tile(np.zeros(10), (7, 1))
    outcome[0] = -3 * months
    outcome[2] = 10
    outcome[2, 6:] = np.nan
    outcome[3:] += np.array([0.1, -0.1, 0.2, -0.2])[:, None] * months
    regions = np.array([0, 1, 1, 2, 3, 4, 5])
    panel = checked_panel(outcome, [8, 9, 9, 9, 9, 9, 10], clusters=regions)
    told = own_trends(panel, regions, np.zeros(6, np.int64), 8)
    assert told is not None
    assert told.slope[0] == pytest.approx(-3, abs=1e-12)
    # By t of 5 slopes 0, 0.1, -0.1, 0.2, -0.2: s = sqrt(0.1 / 4), error s sqrt(6 / 5), t(4).
    reach = 2.7764451 * np.sqrt(0.025 * 1.2)
    assert told.upper[0] - told.slope[0] == pytest.approx(reach, abs=1e-6)


def test_what_a_trend_adds_is_what_planting_it_adds():
    """Fails if the trend is counted from another month than the estimate counts changes from."""
    rng = np.random.default_rng(3)
    outcome = rng.normal(size=(REGIONS, MONTHS))
    outcome[2, 15] = np.nan
    drifting = outcome.copy()
    drifting[1] += 0.4 * np.arange(MONTHS)
    settings = {"anticipation": 2, "base_months": 6}
    plain, moved = (
        simple(group_time(checked_panel(one, STARTS), **settings)) for one in (outcome, drifting)
    )
    weights = simple_weights(checked_panel(outcome, STARTS), **settings)
    own = np.arange(REGIONS) == 1
    assert 0.4 * added_by_slope(weights, own) == pytest.approx(moved - plain, abs=1e-12)


def test_early_regions_are_a_family_of_their_own():
    """Fails if regions that are suspect beforehand pay for those that are not.

    By hand, Holm (1979): 0.01 alone stays; 0.02 and 0.03 of two, twice over two outcomes, become
    4 x 0.02, then 3 x 0.03, 2 x 0.4 and 0.5, each no less than the one before.
    """
    none = np.zeros(3)
    early = np.array([1, 0, 0])
    first = OwnTrends(none, none, none, np.array([0.01, 0.02, 0.03]), early, 12)
    second = OwnTrends(none, none, none, np.array([0.5, 0.4, 0.5]), early, 12)
    one, two = adjusted([first, second])
    np.testing.assert_allclose(one, [0.02, 0.08, 0.09])
    np.testing.assert_allclose(two, [0.5, 0.8, 0.8])


def test_too_few_months_tell_nothing():
    """Fails if three months are taken for a trend."""
    panel = checked_panel(np.random.default_rng(1).normal(size=(6, 8)), [5, 5, 6, 6, 8, 8])
    assert own_trends(panel, np.arange(6), np.zeros(6, np.int64), 3) is None
