"""What the plan implies for the survey."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.special import logit

from workbench.analyses.role_evaluation.generator import plan
from workbench.analyses.role_evaluation.generator.words import WAVES, WORKING_PATTERNS


def survey() -> dict[str, Any]:
    """Return shares that agree by item and wave, how they change, and who responds.

    Examples
    --------
    >>> found = survey()["items"][0]
    >>> found["item"], found["change_with_role_less_without"]
    ('acceptable_workload', 0.06)
    """
    return {
        "waves": list(WAVES),
        "positive": "4 or 5 of 5",
        "items": list(_items()),
        "workload_with_role_by_working_pattern": {
            pattern: round(share, 4)
            for pattern, share in zip(WORKING_PATTERNS, plan.WORKLOAD_WITH_ROLE, strict=True)
        },
        "needs_heard_of_disabled": plan.NEEDS_HEARD_OF_DISABLED,
        "response": {
            "by_working_pattern": plan.RESPONSE,
            "more_by_age": plan.RESPONSE_OF_AGE,
            "more_of_other_spo": plan.RESPONSE_OF_OTHER_SPO,
            "weight": "one over the planned response rate of the role, working pattern and age",
        },
        "item_blank": plan.ITEM_BLANK,
        "not_declared": plan.NOT_DECLARED,
    }


def _items() -> Iterator[dict[str, Any]]:
    for name, (before, with_role, without) in plan.ITEMS.items():
        change = with_role - without
        yield {
            "item": name,
            "before": before,
            "since_with_role": with_role,
            "since_without": without,
            "change_with_role_less_without": round(change, 4),
            "difference_in_log_odds": round(float(np.subtract(*logit([with_role, without]))), 4),
            "kind": "planted" if change else "null",
        }
