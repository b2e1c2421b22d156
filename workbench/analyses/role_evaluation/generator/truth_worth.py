"""What the plan implies for the early region, and for what the role is worth."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.generator import plan
from workbench.analyses.role_evaluation.generator.averages import mean, simple, since
from workbench.analyses.role_evaluation.generator.rollout import (
    BEGAN,
    Floats,
    Units,
    Whole,
    dose,
    drift,
    filled,
    pattern_shares,
)
from workbench.analyses.role_evaluation.generator.words import MONTHS
from workbench.vocabulary.terms import REGIONS

ANTICIPATION = 2
"""Months dropped before a start, on which the bias by the early region depends."""

BASES = {"1": 1, "3": 3, "6": 6, "12": 12, "all": MONTHS}
"""Months before those whose mean is the base; a longer one looks further back on the drift."""


def early_region(these: Units, base_months: int = 1) -> dict[str, Any]:
    """Return the drift, and what it adds to the simple average of changes since the base months."""
    early = these.region == REGIONS.index(plan.EARLY_REGION)
    everyone_alike = 0 * these.headcount + 1
    return {
        "region": plan.EARLY_REGION,
        "outcomes": [plan.HOURS, plan.MEASURES[0].name, plan.MEASURES[1].name],
        "drift_a_month": plan.DRIFT,
        "drift_from": plan.DRIFT_FROM,
        "anticipation": ANTICIPATION,
        "base_months": base_months,
        "bias_of_simple": _bias(these, these.headcount, base_months),
        "bias_of_simple_of_units": _bias(these, everyone_alike, base_months),
        "bias_of_simple_by_base_months": {
            name: _bias(these, these.headcount, months) for name, months in BASES.items()
        },
        "simple_without_region": _without(these, ~early),
    }


def _bias(these: Units, behind: Whole, base_months: int) -> float:
    moved = drift(these)
    return simple(moved - _base(moved, these, base_months), BEGAN, these, behind)


def _base(moved: Floats, these: Units, base_months: int) -> Floats:
    """Mean over the base months of each unit, fewer where the file begins later."""
    before = since(BEGAN, these) + 1 + ANTICIPATION
    within = (before <= 0) & (before > -base_months)
    mean_before: Floats = (moved * within).sum(axis=1) / within.sum(axis=1)
    return mean_before[:, None]


def _without(these: Units, kept: NDArray[np.bool_]) -> float:
    full, half = (measure.in_full for measure in plan.MEASURES[:2])
    effect = (pattern_shares(these) @ np.array([full, half]))[:, None] * dose(these)
    treated = (since(BEGAN, these) >= 0) & kept[:, None]
    behind = np.broadcast_to(these.headcount[:, None], effect.shape)
    return mean(effect[treated], behind[treated])


def value(these: Units) -> dict[str, Any]:
    """Return a year with every post that is filled in the end."""
    hours = np.array([measure.in_full for measure in plan.MEASURES[:2]])
    weekly = float(-(these.people @ hours * dose(these)[:, -1]).sum())
    cost = float(filled(these)[:, -1].sum()) * plan.COST_OF_POST
    released = weekly * plan.WEEKS_WORKED * plan.POUNDS_AN_HOUR
    people = int(these.headcount[BEGAN[these.region] < MONTHS].sum())
    return {
        "cost_of_post_a_year": plan.COST_OF_POST,
        "cost_a_year": round(cost),
        "spo_with_role": people,
        "weeks_worked": plan.WEEKS_WORKED,
        "pounds_an_hour": plan.POUNDS_AN_HOUR,
        "hours_released_a_week": round(weekly, 1),
        "value_of_time_a_year": round(released),
        "value_for_each_pound": round(released / cost, 3),
        "break_even_hours": round(weekly / people * cost / released, 2),
        "cashable": False,
    }
