"""The synthetic roll-out: what was planted of its value, stated in truth.json."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from workbench.analyses.role_evaluation.estimating.worth import reach_of, valued
from workbench.parameters.root import root
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.inference.clustered import Clustered

TRUTH = json.loads((root() / "data/synthetic/role_evaluation/truth.json").read_text("utf-8"))
VALUE = TRUTH["value"]
HOURS = "administration_hours"


@pytest.fixture(scope="module")
def reach(evaluated):
    panel = evaluated.observed.panel
    return reach_of(panel.doses, panel.actual)


@pytest.fixture(scope="module")
def found(parameters, evaluated, reach):
    effects = {name: evaluated.effects[name] for name in parameters.worth.priced}
    return valued(parameters, effects, reach)


def _certain(value):
    """Return an effect that is known."""
    whole, none = np.array([value]), np.zeros(1)
    estimate = Estimate(whole, whole, whole, 0.95, "planted")
    clustered = Clustered(estimate, np.zeros((1, 1)), none, np.arange(12), np.full((12, 1), value))
    return SimpleNamespace(clustered=clustered)


def test_posts_and_officers_are_those_planted(reach):
    assert reach.funded == TRUTH["posts"]["funded"]
    # The file has posts to two decimals in each of 108 units.
    assert abs(reach.filled - TRUTH["posts"]["filled"]) < 108 * 0.005
    assert reach.officers == VALUE["spo_with_role"]


def test_the_planted_value_follows_from_the_planted_effect(parameters, reach):
    planted = next(one for one in TRUTH["outcomes"] if one["name"] == HOURS)["in_full"]
    year = valued(parameters, {HOURS: _certain(planted)}, reach).year
    assert round(float(year.for_each_pound.value), 2) == round(VALUE["value_for_each_pound"], 2)
    assert round(float(year.break_even.value), 2) == VALUE["break_even_hours"]
    assert float(year.cost.value) == pytest.approx(VALUE["cost_a_year"], rel=1e-3)
    assert float(year.value.value) == pytest.approx(VALUE["value_of_time_a_year"], rel=1e-3)


def test_the_planted_value_lies_in_the_ranges_told(found):
    """The average effect, too, that is planted: a year of posts not yet all filled."""
    year = found.year
    assert float(year.for_each_pound.lower) < VALUE["value_for_each_pound"]
    assert VALUE["value_for_each_pound"] < float(year.for_each_pound.upper)
    assert float(year.break_even.lower) < VALUE["break_even_hours"] < float(year.break_even.upper)


def test_leaving_cannot_be_told_and_stays_in_with_its_whole_range(found):
    """Nothing was planted of leaving, and no discount makes a sure gain or loss of it."""
    place = [stream.name for stream in found.appraisal.streams].index("Leavers avoided")
    assert float(found.present[place].lower) < 0 < float(found.present[place].upper)


def test_effects_are_drawn_with_the_correlation_that_regions_give_them(
    found, evaluated, parameters
):
    """CRV3 of both at once, in a loop over the regions left out."""
    one, other = (evaluated.effects[name].clustered for name in parameters.worth.priced)
    total = 0.0
    for first, second in zip(one.left_out[:, 0], other.left_out[:, 0], strict=True):
        total += (first - one.estimate.value[0]) * (second - other.estimate.value[0])
    covariance = found.inputs.effects.covariance
    assert covariance[0, 1] == pytest.approx(total * 11 / 12, rel=1e-12)
    assert np.sqrt(np.diag(covariance)) == pytest.approx(found.inputs.effects.standard_error)
