"""What the plan of the promotions implies; nothing in it goes together, so no draws are needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.analyses.recruitment_funnel.generator import promotions
from workbench.vocabulary.terms import OVERALL


def implied_promotions() -> dict[str, Any]:
    """Return the ratio of pass rates at each stage, group to comparison group.

    Examples
    --------
    >>> sorted({entry["ratio"] for entry in implied_promotions()["groups"]})
    [0.75, 1.0]
    """
    return {
        "description": (
            "Part-time staff pass the temporary promotion at 0.75 of the full-time rate, and so "
            "start at 0.75 of it. Nothing else is planted, and no other group inherits it."
        ),
        "people": promotions.SIZE,
        "planted": {
            "base_pass_rate": promotions.BASE_PASS_RATE,
            "effect_stage": promotions.EFFECT_STAGE,
            "part_time_ratio": promotions.PART_TIME_RATIO,
        },
        "groups": list(_entries()),
    }


def _entries() -> Iterator[dict[str, Any]]:
    full_time, part_time = promotions.WORKING_PATTERNS
    compared = [
        (name, group, code_list.comparator)
        for name, code_list in promotions.CODE_LIST.items()
        for group in code_list.groups
        if group != code_list.comparator
    ]
    for name, group, comparator in [*compared, ("part_time", part_time, full_time)]:
        for stage in (*promotions.STAGES, OVERALL):
            planted = name == "part_time" and stage in (promotions.EFFECT_STAGE, OVERALL)
            yield {
                "characteristic": name,
                "group": group,
                "comparator": comparator,
                "stage": stage,
                "ratio": promotions.PART_TIME_RATIO if planted else 1.0,
                "kind": "planted" if planted else "null",
            }
