"""What docs/validity.md says of attrition, in small: seeded, and wide enough for so few draws."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.validity.attrition_models import NONE_AT, coverage, found, simulate, truths
from benchmarks.validity.attrition_planted import planted
from benchmarks.validity.attrition_rates import alarms, rate_coverage
from benchmarks.validity.attrition_units import ODD, funnels

DRAWS = 40
LEAST = 33
"""Of 40 intervals that each cover with 95%, fewer do with a chance of 0.3%."""


def test_models_cover_what_is_planted_and_find_it():
    """If this fails, limits of drivers, gaps or leavers avoided cover less than they are said to,
    or the gap that is all work does not hold nothing."""
    truth = truths(planted(13_000))
    drawn = simulate(13_000, DRAWS, seed=1)
    for key, ends in drawn.items():
        assert coverage(ends, truth[key]) * DRAWS >= LEAST, key
    assert truth["All work, like with like", "excess"] == pytest.approx(0, abs=1e-9)
    assert truth["All work, crude", "ratio"] > 1.2
    told = {key: found(ends, NONE_AT[key[1]]) for key, ends in drawn.items()}
    assert told["work 3", "ratio"] == 1
    assert told["Remains, like with like", "ratio"] > 0.8
    assert told["All work, like with like", "ratio"] <= 0.2


@pytest.mark.parametrize("policy", ["analyst", "open"])
def test_units_alike_are_not_named_and_odd_ones_stand_out(policy):
    """If this fails, fair units are named, or two of 108 at 2.2 times the rate are passed over."""
    fair = funnels(320, policy, 25, spread=0.1, seed=1)
    assert fair.named.any(axis=1).sum() <= 4
    assert np.mean(fair.variation) == pytest.approx(0.1, abs=0.03)
    odd = funnels(320, policy, 10, spread=0.1, odd=2.2, seed=1)
    assert (odd.named | odd.outside)[:, list(ODD)].mean() > 0.5


@pytest.mark.parametrize(("people", "least"), [(30, 0.97), (400, 0.955)])
def test_leaving_rates_cover(people, least):
    """If this fails, the interval of a leaving rate covers less than it is said to."""
    for policy in ("analyst", "open"):
        shown = rate_coverage(people, policy)
        assert shown.of_released[shown.released > 0.5].min() > least


def test_quarters_that_change_nothing_are_seldom_named():
    """If this fails, limits of three standard deviations name more than 1 quarter in 200."""
    assert alarms(3_000, 0.00135, 60, seed=1)[:, 4:].mean() < 0.005
