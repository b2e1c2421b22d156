"""What the roll-out that has been could have shown, of the synthetic data and of small ones."""

from dataclasses import replace

import numpy as np
import pytest

from workbench.analyses.role_evaluation.estimating.detectable import detectable
from workbench.analyses.role_evaluation.estimating.effect import arranged


@pytest.fixture(scope="module")
def arrangements(parameters, observed):
    return arranged(parameters, observed)


def told(parameters, observed, evaluated, arrangements, name, **changes):
    effect = replace(evaluated.effects[name], **changes)
    return detectable(parameters, observed, effect, arrangements)


def test_the_planted_change_of_hours_was_well_within_sight(
    parameters, observed, evaluated, arrangements
):
    # Planted 2.9 hours are found; the range of 2.4 hours is about what 2.8 errors of 0.4 make.
    found = told(parameters, observed, evaluated, arrangements, "administration_hours")
    assert found.lower <= found.value <= found.upper
    assert 0.5 < found.value < 1.5


def test_it_is_in_the_unit_of_the_outcome(parameters, observed, evaluated, arrangements):
    name = "countersigning_days"
    once = told(parameters, observed, evaluated, arrangements, name)
    panel = evaluated.effects[name].panel
    days = replace(panel, outcome=24 * panel.outcome)
    hours = told(parameters, observed, evaluated, arrangements, name, panel=days)
    assert hours.value == pytest.approx(24 * once.value, rel=1e-6)


def test_an_effect_that_came_to_half_of_the_regions_needs_to_be_larger(
    parameters, observed, evaluated, arrangements
):
    name = "administration_hours"
    dose = evaluated.effects[name].dose.copy()
    dose[observed.panel.region % 2 == 0] *= 0
    whole = told(parameters, observed, evaluated, arrangements, name)
    half = told(parameters, observed, evaluated, arrangements, name, dose=dose)
    assert not half.value < whole.value


def test_without_months_before_it_says_why_there_is_no_number(
    parameters, observed, evaluated, arrangements
):
    early = replace(observed, panel=replace(observed.panel, actual=observed.panel.actual * 0 + 4))
    found = told(parameters, early, evaluated, arrangements, "administration_hours")
    assert np.isnan(found.value)
    assert "2 months before the role began" in found.method


def test_a_test_that_can_never_reject_has_no_number(parameters, observed, evaluated, arrangements):
    few = replace(arrangements, starts=arrangements.starts[:12], possible=12)
    found = told(parameters, observed, evaluated, few, "administration_hours")
    assert np.isnan(found.value)
    assert "however large" in found.method
