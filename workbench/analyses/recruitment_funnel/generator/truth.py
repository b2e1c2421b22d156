"""What the plan implies: the relative rate index of every stage and group, worked out exactly.

Characteristics go together and each stage selects who enters the next, so a group may show a
disparity with no mechanism of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.generator import plan
from workbench.analyses.recruitment_funnel.generator.expectation import tally
from workbench.analyses.recruitment_funnel.generator.truth_earlier import earlier
from workbench.analyses.recruitment_funnel.generator.truth_parts import (
    adjustments,
    channels,
    panels,
    strata,
    vetting,
)
from workbench.analyses.recruitment_funnel.generator.truth_promotions import implied_promotions
from workbench.analyses.recruitment_funnel.generator.words import STAGES
from workbench.vocabulary.characteristics import CODE_LISTS, CodeList
from workbench.vocabulary.terms import OVERALL

NULL_LOW, NULL_HIGH = 0.98, 1.02


def implied_truth() -> dict[str, Any]:
    """Compute the ratio of pass rates, group to comparison group, that the plan implies.

    Returns
    -------
    dict
        `synthetic`, `description`, `planted` (the numbers of the plan) and `groups`: a list of
        `characteristic`, `group`, `comparator`, `stage`, `ratio`, `kind`.
        A kind is `planted` (a mechanism of its own at this stage, or for `overall` at any
        stage), else `null` (0.98 to 1.02), else `inherited`. Then one part for each of `earlier`
        intakes, `strata`, `vetting`, `adjustments`, `channels`, `panels` and `promotions`.

    Examples
    --------
    >>> truth = implied_truth()
    >>> [entry["kind"] for entry in truth["groups"] if entry["group"] == "Black"][1]
    'planted'
    """
    counted = tally()
    return {
        "synthetic": True,
        "description": (
            "SYNTHETIC. Ratio of pass rates, group to comparison group, implied by the planted "
            "mechanisms. A stage: of those who entered it, without exempt and pending people. "
            "overall: started of those who applied; exempt people pass through. People who did "
            "not declare are in no group. The effects under planted hold all else equal: so the "
            "one at the offer is within a region. Worked out from the plan without draws. Nothing "
            "here is a real rate."
        ),
        "planted": _planted(),
        "groups": [
            entry
            for code_list in CODE_LISTS
            for entry in _entries(code_list, counted[code_list.name])
        ],
        "earlier": earlier(counted),
        "strata": strata(counted),
        "vetting": vetting(),
        "adjustments": adjustments(counted),
        "channels": channels(counted),
        "panels": panels(),
        "promotions": implied_promotions(),
    }


def _entries(code_list: CodeList, tally: NDArray[np.float64]) -> Iterator[dict[str, Any]]:
    rates = tally[1] / tally[0]
    comparator = code_list.groups.index(code_list.comparator)
    for position, group in enumerate(code_list.groups):
        if position == comparator:
            continue
        for stage, rate in zip((*STAGES, OVERALL), rates, strict=True):
            ratio = round(float(rate[position] / rate[comparator]), 4)
            yield {
                "characteristic": code_list.name,
                "group": group,
                "comparator": code_list.comparator,
                "stage": stage,
                "ratio": ratio,
                "kind": _kind(code_list.name, group, stage, ratio),
            }


def _kind(characteristic: str, group: str, stage: str, ratio: float) -> str:
    stages = STAGES if stage == OVERALL else (stage,)
    if any((each, characteristic, group) in plan.MECHANISMS for each in stages):
        return "planted"
    return "null" if NULL_LOW <= ratio <= NULL_HIGH else "inherited"


def _planted() -> dict[str, Any]:
    return {
        "base_pass_rate": plan.BASE_PASS_RATE,
        "effects": [asdict(effect) for effect in plan.EFFECTS],
        "london_offer_rate": plan.LONDON_OFFER_RATE,
        "london_share": plan.LONDON_SHARE,
        "checks_withdrawal": plan.CHECKS_WITHDRAWAL,
        "checks_withdrawal_by_ethnicity": plan.CHECKS_WITHDRAWAL_BY_ETHNICITY,
        "checks_failure_without_lived_experience": plan.CHECKS_FAILURE,
        "checks_pending": plan.CHECKS_PENDING,
        "vetting_median_days": plan.VETTING_MEDIAN_DAYS,
        "vetting_median_days_by_ethnicity": plan.VETTING_MEDIAN_DAYS_BY_ETHNICITY,
        "adjustment_asked_of_disabled": plan.ADJUSTMENT_ASKED,
        "adjustment_in_time": plan.ADJUSTMENT_IN_TIME,
        "late_adjustment_ratio": round(plan.LATE_ADJUSTMENT_RATIO, 4),
    }
