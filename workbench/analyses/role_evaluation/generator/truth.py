"""What the plan implies for the roll-out and for each outcome of the units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.generator import plan
from workbench.analyses.role_evaluation.generator.averages import by_event_time, mean, simple
from workbench.analyses.role_evaluation.generator.rollout import (
    BEGAN,
    PLANNED,
    Floats,
    Units,
    dose,
    filled,
    funded,
    pattern_shares,
    units,
)
from workbench.analyses.role_evaluation.generator.truth_survey import survey
from workbench.analyses.role_evaluation.generator.truth_worth import early_region, value
from workbench.analyses.role_evaluation.generator.words import (
    FIRST_MONTH,
    FULL_TIME,
    MONTH_LABELS,
    MONTHS,
    PART_TIME,
    UNITS,
)
from workbench.vocabulary.terms import REGIONS


def implied_truth() -> dict[str, Any]:
    """Compute what the plan implies for the file of 108 units; nothing in it is drawn.

    Returns
    -------
    dict
        `synthetic`, `description`, `months`, `rollout`, `posts`, `outcomes`, `early_region`,
        `recording`, `survey` and `value`. Averages are of SPO behind the units unless they say so.

    Examples
    --------
    >>> truth = implied_truth()
    >>> truth["posts"]["funded"], truth["posts"]["filled"]
    (190.0, 158.0)
    >>> [each["name"] for each in truth["outcomes"] if each["kind"] == "null"][:2]
    ['administration_hours_other_spo', 'countersigning_days']
    """
    these = units(0, UNITS)
    return {
        "synthetic": True,
        "description": (
            "SYNTHETIC. What was planted, computed from the plan without draws, for 108 units in "
            "12 regions. Effects are averages over SPO behind the units and months since the "
            "actual start, in the unit of the outcome; in full is with the posts that are filled "
            "in the end. The survey's shares are of everyone asked. Nothing here is a real figure."
        ),
        "months": [MONTH_LABELS[0], MONTH_LABELS[-1]],
        "rollout": list(_rollout(these)),
        "posts": {
            "funded": round(float(funded(these).sum()), 1),
            "filled": round(float(filled(these)[:, -1].sum()), 1),
            "spo_headcount": int(these.headcount.sum()),
            "spo_fte": round(float(these.fte.sum()), 1),
            "filled_by_month_since_start": list(plan.FILLED_BY_MONTH),
            "funded_for_each_spo": plan.FUNDED_PER_SPO,
        },
        "outcomes": list(_outcomes(these)),
        "early_region": early_region(these),
        "recording": _recording(),
        "survey": survey(),
        "value": value(these),
    }


def _rollout(these: Units) -> Iterator[dict[str, Any]]:
    for place, region in enumerate(REGIONS):
        planned, actual, share = plan.ROLLOUT[region]
        yield {
            "region": region,
            "planned_month": planned or None,
            "actual_month": actual or None,
            "months_followed": int(MONTHS - BEGAN[place]),
            "spo_headcount": int(these.headcount[these.region == place].sum()),
            "share_filled": share,
        }


def _outcomes(these: Units) -> Iterator[dict[str, Any]]:
    part = pattern_shares(these)
    full, half = plan.MEASURES[:2]
    level = full.level * (1 - plan.PART_TIME_SHARE) + half.level * plan.PART_TIME_SHARE
    everyone = part[:, FULL_TIME] * full.in_full + part[:, PART_TIME] * half.in_full
    head = these.headcount
    yield _outcome(plan.HOURS, full.unit, full.better, level, everyone, these, head)
    for measure in plan.MEASURES:
        behind = {full.name: these.people[:, 0], half.name: these.people[:, 1]}.get(
            measure.name, head
        )
        in_full = np.full(len(head), measure.in_full)
        yield _outcome(
            measure.name, measure.unit, measure.better, measure.level, in_full, these, behind
        )
    rate = "leavers a year of 100 SPO"
    yield _outcome("spo_leavers", rate, "lower", plan.LEAVERS_A_YEAR, 0 * everyone, these, head)
    vacant = 100 * plan.VACANT_SHARE
    yield _outcome("vacancies", "vacant of 100 SPO", "lower", vacant, 0 * everyone, these, head)


def _outcome(
    name: str,
    unit: str,
    better: str,
    level: float,
    in_full: Floats,
    these: Units,
    behind: NDArray[np.int64],
) -> dict[str, Any]:
    effect = in_full[:, None] * dose(these)
    begun = BEGAN[these.region] < MONTHS
    return {
        "name": name,
        "unit": unit,
        "better": better,
        "kind": "planted" if in_full.any() else "null",
        "level_before": round(level, 2),
        "in_full": mean(effect[begun, -1], behind[begun]),
        "by_months_since_start": list(by_event_time(effect, these, behind)),
        "simple": simple(effect, BEGAN, these, behind),
        "simple_of_units": simple(effect, BEGAN, these, np.ones(len(behind), np.int64)),
        "simple_by_planned_month": simple(effect, PLANNED, these, behind),
    }


def _recording() -> dict[str, Any]:
    return {
        "first_month": str(FIRST_MONTH),
        "unit_months_missing": plan.GAP_SHARE,
        "outcomes_blank": plan.BLANK_SHARE,
        "unit_with_long_gap": units(plan.LONG_GAP_UNIT, 1).names[0],
        "long_gap": list(plan.LONG_GAP),
        "noise_kept_by_month": plan.KEPT,
        "shock_kept_by_month": plan.SHOCK_KEPT,
        "shock_of_region": {each.name: each.shock for each in plan.MEASURES},
        "noise_of_unit": {each.name: each.noise for each in plan.MEASURES},
    }
