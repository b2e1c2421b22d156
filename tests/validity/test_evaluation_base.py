"""What docs/validity.md says of a base of several months, in small, seeded; biases by hand."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.validity.evaluation_base_months import (
    BASES,
    FIRST,
    PERIODS,
    ROLL_OUTS,
    drift_bias,
    of_units,
    p_values,
    reject,
    weighted,
)
from benchmarks.validity.evaluation_rollouts import REGIONS, noise
from workbench.statistics.evaluation.effects.effect_weights import simple_effects
from workbench.statistics.evaluation.inference.randomisation import randomisation_test
from workbench.statistics.evaluation.panel import checked_panel

SCHEME = "3 of 12, one date"
MOST = 20
"""Of 200 tests that each reject with 5%, more do with a chance of 0.1%."""


def test_longer_bases_find_more_and_keep_the_level():
    """If this fails, more base months do not gain, or are paid for with false findings."""
    outcomes = noise(np.random.default_rng(1), (200, REGIONS, PERIODS))
    found = {
        name: reject(p_values(weights, outcomes, starts, (0.0, 1.5))).sum(axis=0)
        for name, weights, starts in weighted(SCHEME)
    }
    assert all(0 < size <= MOST for size, _ in found.values())
    assert found["1"][1] + 15 < found["6"][1] < found["all"][1]


@pytest.mark.parametrize("goes_on", [False, True])
def test_drift_by_hand(goes_on):
    """If this fails, the cost of a longer base is not that of the drift described.

    One of 10 regions, followed for 9 of 60 region-months, has drifted from 12 months before.
    """
    after = 12 + (np.arange(9).mean() if goes_on else 0.0)
    before = {"1": 9, "3": 8, "6": 6.5, "12": 45 / 12, "all": 45 / 19}
    for name, base in before.items():
        found = drift_bias(BASES[name], goes_on=goes_on)
        assert found == pytest.approx(9 / 60 * (after - base), abs=1e-12)


@pytest.mark.parametrize("name", BASES)
def test_units_that_share_a_date_are_tested_as_their_region(name):
    """If this fails, 108 units would have another p-value than the means of their regions."""
    random = np.random.default_rng(2)
    means = of_units(random, 1)[0]
    own = random.normal(size=(REGIONS, 9, PERIODS))
    units = means[:, None] + own - own.mean(axis=1, keepdims=True)
    _, weights, starts = next(each for each in weighted(SCHEME) if each[0] == name)
    panel = checked_panel(units.reshape(-1, PERIODS), np.repeat(ROLL_OUTS[SCHEME], 9))
    dates = (weights[:, :, FIRST:] > 0).any(axis=2)
    rows = np.repeat(np.where(dates, FIRST, PERIODS), 9, axis=1)
    whole = simple_effects(panel, rows, base_months=BASES[name])
    assert rows[0].tolist() == panel.starts.tolist()
    told = p_values(weights, means[None], starts, (0.0,))
    assert told[0, 0] == pytest.approx(randomisation_test(whole).p_value, abs=1e-12)
