"""What the plan implies for the early region, and for what the role is worth."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.generator import plan
from workbench.analyses.role_evaluation.generator.averages import mean, simple, since
from workbench.analyses.role_evaluation.generator.rollout import (
    BEGAN,
    Units,
    dose,
    filled,
    pattern_shares,
)
from workbench.analyses.role_evaluation.generator.words import MONTHS
from workbench.vocabulary.terms import REGIONS

ANTICIPATION = 2
"""Months dropped before a start, on which the bias by the early region depends."""


def early_region(these: Units) -> dict[str, Any]:
    """Return the drift, and what it adds to the simple average of changes since the base month."""
    early = these.region == REGIONS.index(plan.EARLY_REGION)
    event_time = since(BEGAN, these)
    drifted = np.where(early[:, None], plan.DRIFT * (event_time + 1 + ANTICIPATION), 0.0)
    return {
        "region": plan.EARLY_REGION,
        "outcomes": [plan.HOURS, plan.MEASURES[0].name, plan.MEASURES[1].name],
        "drift_a_month": plan.DRIFT,
        "drift_from": plan.DRIFT_FROM,
        "anticipation": ANTICIPATION,
        "bias_of_simple": simple(drifted, BEGAN, these, these.headcount),
        "bias_of_simple_of_units": simple(drifted, BEGAN, these, 0 * these.headcount + 1),
        "simple_without_region": _without(these, ~early),
    }


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
