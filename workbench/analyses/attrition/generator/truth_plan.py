"""The numbers of the plan as the truth states them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from workbench.analyses.attrition.generator import plan, workforce
from workbench.analyses.attrition.generator.hazards import pdu_ratios
from workbench.analyses.attrition.generator.words import CLOSED_MONTHS, MONTHS, PDUS


def planted() -> dict[str, Any]:
    """Return the coefficients by reason, and what moves learners.

    Examples
    --------
    >>> [each["hazard_ratio"] for each in planted()["drivers"] if each["band"] == "140 and over"]
    [1.9]
    """
    return {
        "model": (
            "complementary log-log of one reason in a month, drivers by their value "
            f"{plan.LAG} months earlier and without effect where there is none"
        ),
        "lag_months": plan.LAG,
        "resignations_a_year_of_100": plan.RESIGNATION_OF_GRADE,
        "retirements_a_year_of_100": plan.RETIREMENTS_OF_AGE,
        "ill_health_a_year_of_100": plan.ILL_HEALTH_A_YEAR,
        "other_a_year_of_100": plan.OTHER_A_YEAR,
        "other_ratio_of_contract": plan.OTHER_RATIO_OF_CONTRACT,
        "internal_transfers_a_year_of_100": plan.INTERNAL_A_YEAR,
        "drivers": list(_drivers()),
        "without_effect": list(plan.NO_EFFECT),
        "service_of_resignation": [
            {"from_month": first, "hazard_ratio": ratio}
            for first, ratio in zip((0, *plan.SERVICE_EDGES), plan.SERVICE_RATIOS, strict=True)
        ],
        "regions_of_resignation": plan.REGION_RATIOS,
        "every_reason": {
            "disability": plan.DISABILITY_RATIO,
            "year_ending_june": dict(
                zip(("2020", "2021", "2022", "2023", "after"), plan.YEAR_RATIOS, strict=True)
            ),
        },
        "workload_of_region": workforce.WORKLOAD_RATIO_OF_REGION,
        "workload_of_ethnicity": workforce.WORKLOAD_RATIO_OF_ETHNICITY,
        "learners": _learners(),
    }


def _drivers() -> Iterator[dict[str, Any]]:
    for driver in plan.DRIVERS:
        for band, ratio in zip(driver.bands, driver.ratios, strict=True):
            yield {
                "reason": driver.reason,
                "driver": driver.name,
                "band": band,
                "hazard_ratio": ratio,
                "coefficient": round(float(np.log(ratio)), 4),
            }


def _learners() -> dict[str, Any]:
    return {
        "qualify_in_month_due": plan.QUALIFY_WHEN_DUE,
        "qualify_in_each_month_after": plan.QUALIFY_AFTER,
        "return_to_pso_a_month": plan.RETURN_TO_PSO,
        "curriculum_from_intake": plan.CURRICULUM_INTAKE,
        "curriculum_ratio_of_return_to_pso": plan.CURRICULUM_RATIO,
    }


def pdus() -> dict[str, Any]:
    """Return what each PDU multiplies every reason by; two are unusual."""
    ratios = zip(PDUS, np.round(pdu_ratios(), 4).tolist(), strict=True)
    return {
        "standard_deviation_of_log": plan.PDU_SPREAD,
        "unusual": plan.UNUSUAL_PDUS,
        "ratios": dict(ratios),
    }


def recording() -> dict[str, Any]:
    """Return what a file does not say, or says too late."""
    return {
        "months": MONTHS,
        "closed_months": CLOSED_MONTHS,
        "declared": workforce.DECLARED_SHARES,
        "prefer_not_to_say_of_undeclared": workforce.PREFER_NOT_TO_SAY_SHARE,
        "leavers_not_entered_in_last_months": list(plan.NOT_ENTERED),
        "reason_blank": plan.REASON_BLANK,
        "joined_before_transfer_known": plan.ORIGINAL_KNOWN,
        "work_in_quarter_of_leaving": plan.RUN_DOWN,
    }
