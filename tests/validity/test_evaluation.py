"""What docs/validity.md says of role evaluation, in small: seeded, and wide enough for so few."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.validity.evaluation_rollouts import SCHEMES, Drawn, checked_as_random, roll_outs
from benchmarks.validity.evaluation_tables import COVERED, reject
from workbench.statistics.evaluation.effects.two_way import treated_indicator
from workbench.statistics.evaluation.panel import checked_panel

DRAWS = 200
MOST = 20
"""Of 200 tests that each reject with 5%, more do with a chance of 0.1%."""
ENUMERATED = tuple(SCHEMES)[:3]


@pytest.mark.parametrize("scheme", ENUMERATED)
def test_a_role_that_does_nothing_is_seldom_found_to_work(scheme):
    """If this fails, randomisation of dates rejects a true null more often than it is said to."""
    found = [reject(one.headline()) for one in roll_outs(scheme, DRAWS, seed=1)]
    assert 0 < sum(found) <= MOST


@pytest.mark.parametrize("scheme", ENUMERATED)
def test_the_set_holds_a_constant_effect(scheme):
    """If this fails, the set leaves the true effect out, or does not say what the test says."""
    for one in roll_outs(scheme, 50, seed=2):
        assert one.interval(COVERED)[0] is not reject(one.headline())


def test_ordinary_clustered_errors_find_what_is_not_there():
    """If this fails, the headline need not be randomisation, or the peers do not see the panel."""
    told = [one.others() for one in roll_outs("2 of 12, one date", 100, seed=3)]
    assert np.mean([reject(one["CRV1", 0.0]) for one in told]) > 0.1


def test_noisier_treated_regions_are_mostly_refused():
    """If this fails, a roll-out to unsteadier regions is judged as if it were by lot."""
    scheme = "3 of 12, one date"
    unlike = [checked_as_random(one) for one in roll_outs(scheme, 60, seed=4, noisy=2.0)]
    alike = [checked_as_random(one) for one in roll_outs(scheme, 60, seed=4)]
    assert np.mean(unlike) < 0.3
    assert np.mean(alike) > 0.7


def test_a_constant_effect_only_moves_the_two_way_coefficient():
    """If this fails, power of the other inferences is not that of outcomes with an effect."""

    one = next(roll_outs("8 of 12, three dates", 1, seed=5))
    treated = treated_indicator(one.panel.starts, one.panel.periods)
    moved = checked_panel(one.panel.outcome + 1.5 * treated, one.panel.starts)
    afresh = Drawn(moved, one.arranged, one.effects, one.doses).others()
    shifted = one.others((1.5,))
    for name in ("CRV1", "CRV3", "wild"):
        assert shifted[name, 1.5] == pytest.approx(afresh[name, 0.0], abs=1e-12)
