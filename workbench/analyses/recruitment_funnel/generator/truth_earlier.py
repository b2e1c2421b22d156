"""What the plan implies for each intake, the three earlier ones and that of March 2023."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.generator import plan
from workbench.analyses.recruitment_funnel.generator.expectation import Tally, tally
from workbench.analyses.recruitment_funnel.generator.truth_parts import COMPARATOR, GROUP, TEST
from workbench.vocabulary.terms import OVERALL


def earlier(latest: Tally) -> dict[str, Any]:
    """Return what changes from intake to intake, and what that implies for Black applicants."""
    counted = [tally(intake) for intake in plan.EARLIER_INTAKES]
    intakes = zip((*plan.EARLIER_INTAKES, plan.INTAKE), (*counted, latest), strict=True)
    return {
        "description": (
            "Besides sizes and dates, intakes differ in their planted numbers alone. Ratios are "
            "as under groups, of Black to White applicants; applications and expected starts are "
            "for tables of the default size."
        ),
        "characteristic": "ethnicity",
        "group": "Black",
        "comparator": "White",
        "event": {
            "date": plan.ENTRY_CRITERIA_BROADENED,
            "first_campaign": "2022-09",
            "what": "Entry criteria broadened: more pass the sift, alike in every group.",
        },
        "campaigns": [_campaign(intake, each["ethnicity"]) for intake, each in intakes],
    }


def _campaign(intake: plan.Intake, counted: NDArray[np.float64]) -> dict[str, Any]:
    ratio = counted[1] / counted[0]
    ratio = ratio[:, GROUP] / ratio[:, COMPARATOR]
    started, applied = counted[1, -1].sum(), counted[0, -1].sum()
    (table,) = (name for name, intakes in plan.TABLES.items() if intake in intakes)
    return {
        "campaign": intake.campaign,
        "table": table,
        "applications": intake.applications,
        "expected_starts": round(float(intake.applications * started / applied)),
        "planted": {
            "black_test_ratio": intake.black_test_ratio,
            "sift_base_pass_rate": intake.sift_pass_rate,
        },
        "implied": {
            "online_test": round(float(ratio[TEST]), 4),
            OVERALL: round(float(ratio[-1]), 4),
        },
    }
