"""The headline effect: the planted truth, literal loops, and what must not be told."""

import itertools
import json
from dataclasses import replace

import numpy as np
import pytest

from workbench.analyses.role_evaluation.estimating.averages import averages
from workbench.analyses.role_evaluation.estimating.effect import (
    arranged,
    noise_before,
    outcome_effect,
    panel_of_outcome,
    there,
)
from workbench.errors import EstimationError
from workbench.parameters.root import root
from workbench.statistics.evaluation.effects.aggregates import simple
from workbench.statistics.evaluation.effects.group_time import group_time
from workbench.statistics.evaluation.panel import checked_panel

TRUTH = json.loads((root() / "data/synthetic/role_evaluation/truth.json").read_text("utf-8"))
REGIONS = ("North West", "South Central", "London", "Wales", "South West", "East of England")
OUTCOMES = {one["name"]: one for one in TRUTH["outcomes"]}


@pytest.mark.parametrize(
    "name",
    ["administration_hours", "supervision_on_time", "countersigning_days", "spo_leavers"],
)
def test_the_planted_effect_lies_in_its_range(evaluated, name):
    effect = evaluated.effects[name].with_role.estimate
    planted = OUTCOMES[name]["simple"]
    if name == "administration_hours":
        # What the early region's drift adds is planted too.
        planted += TRUTH["early_region"]["bias_of_simple_by_base_months"]["6"]
    assert effect.lower <= planted <= effect.upper


def test_the_role_is_found_to_take_hours_away_and_null_outcomes_are_not_flagged(evaluated):
    assert evaluated.effects["administration_hours"].test.p_value <= 0.05 / 4
    for name in ("countersigning_days", "spo_leavers", "administration_hours_other_spo"):
        assert evaluated.effects[name].test.p_value > 0.05


def test_the_role_was_there_from_its_actual_month_on(observed):
    # By hand: Greater Manchester was planned for December 2022 and began in October, month 21.
    unit = observed.panel.units.index("Greater Manchester 1")
    assert there(observed)[unit].tolist() == [0.0] * 21 + [1.0] * 9
    assert observed.starts[unit] == 23


def test_leavers_are_of_a_hundred_a_year(observed):
    # By definition: 1,200 times the month's leavers over the month's officers.
    leavers = observed.panel.outcomes["spo_leavers"]
    officers = observed.panel.doses["officers"]
    told = observed.outcomes["spo_leavers"]
    seen = np.isfinite(leavers)
    assert np.allclose(told[seen], 1200 * leavers[seen] / officers[seen], rtol=0, atol=1e-12)
    assert (np.isnan(told) == ~seen).all()


def test_the_range_holds_what_a_literal_inversion_does_not_reject(parameters, observed):
    # Six clusters of one unit: all 60 deals gone through by permutation, tau by tau on a grid.
    units = [observed.panel.units.index(f"{region} 1") for region in REGIONS]
    panel = observed.panel
    starts = panel.planned[units]
    outcome = observed.outcomes["administration_hours"][units]
    dose = there(observed)[units]
    kept = parameters.model_copy(update={"base_months": 3})
    small = small_observed(observed, units)
    found = outcome_effect(
        kept,
        small,
        panel_of_outcome(small, small.outcomes["administration_hours"], small.people),
        arranged(kept, small),
    )
    deals = sorted(set(itertools.permutations(starts.tolist())))
    assert found.test.arrangements == len(deals)
    told = [literal(kept, outcome, deal, small.people) for deal in deals]
    doses = [
        literal(kept, np.where(np.isfinite(outcome), dose, np.nan), deal, small.people)
        for deal in deals
    ]
    here = deals.index(tuple(starts.tolist()))
    lower, upper = float(found.with_role.estimate.lower), float(found.with_role.estimate.upper)
    for tau in np.linspace(lower - 2, upper + 2, 81):
        sizes = np.abs(np.array(told) - tau * np.array(doses))
        share = np.mean(sizes >= sizes[here] - 1e-9)
        assert (share > 0.05) == (lower <= tau <= upper)


def small_observed(observed, units):
    """Return what was observed of some units, each a cluster of its own."""
    panel = observed.panel
    own = np.arange(len(units))
    arrays = {
        name: getattr(panel, name)[units]
        for name in ("planned", "actual", "planned_months", "actual_months")
    }
    small = replace(
        panel,
        units=tuple(panel.units[unit] for unit in units),
        outcomes={name: values[units] for name, values in panel.outcomes.items()},
        doses={name: values[units] for name, values in panel.doses.items()},
        region=own,
        planned_clusters=own,
        actual_clusters=own,
        **arrays,
    )
    return replace(
        observed,
        panel=small,
        people=observed.people[units],
        strata=np.zeros(len(units), np.int64),
        outcomes={name: values[units] for name, values in observed.outcomes.items()},
    )


def literal(parameters, outcome, starts, people):
    """Return the simple effect by the estimator that is held to csdid and pyfixest elsewhere."""
    panel = checked_panel(outcome, np.array(starts), people, np.arange(len(people)))
    return simple(
        group_time(panel, anticipation=parameters.anticipation, base_months=parameters.base_months)
    )


def test_averages_by_months_since_come_from_the_same_effects(parameters, evaluated):
    effect = evaluated.effects["administration_hours"]
    since = averages(parameters, effect, "months since")
    assert since.at.tolist() == list(range(len(since.at)))
    # Growing over the first months, as planted: 40, 70, then 100% of the posts are filled.
    assert since.estimate.value[0] > since.estimate.value[3]


def test_nobody_left_to_compare_with_is_said(parameters, observed):
    # Those given the role are never seen before it began.
    values = observed.outcomes["administration_hours"].copy()
    values[observed.starts < len(observed.months), :27] = np.nan
    panel = panel_of_outcome(observed, values, observed.people)
    with pytest.raises(EstimationError, match="compared with"):
        outcome_effect(parameters, observed, panel, arranged(parameters, observed))


def test_a_dose_of_less_than_a_tenth_is_no_dose(parameters, observed):
    """Else a month of the role in one region becomes hundreds of hours, or turns their sign."""
    london = observed.panel.region == observed.panel.regions.index("London")
    actual = np.where(london, 29, 30)
    late = replace(observed, panel=replace(observed.panel, actual=actual))
    panel = panel_of_outcome(late, late.outcomes["administration_hours"], late.people)
    with pytest.raises(EstimationError, match="hardly had it more than others"):
        outcome_effect(parameters, late, panel, arranged(parameters, late))


def test_noise_is_of_months_before_the_role_was_there_too(parameters, observed):
    """Months with the role, in regions that began before their plan, are no months before."""
    panel = panel_of_outcome(observed, observed.outcomes["administration_hours"], observed.people)
    dose = np.where(np.isfinite(panel.outcome), there(observed), np.nan)
    moved = panel.outcome + 50.0 * (dose == 1)
    shifted = panel_of_outcome(observed, moved, observed.people)
    same = [noise_before(one, dose, parameters.anticipation).ratio for one in (panel, shifted)]
    assert same[0] == same[1]
