"""Staff whose leaving goes with grade and sex, and the release of their gaps like with like."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pandas as pd
import pytest
from small_staff import many, parameters

from workbench.analyses.attrition import analysis
from workbench.analyses.attrition.questions import characteristics, like_with_like
from workbench.analyses.attrition.report.like_with_like.reading import Gap, gaps
from workbench.disclosure import Release, release
from workbench.publishing.verification import counts, numbers
from workbench.vocabulary.terms import PolicyName

Answered = Callable[..., Release]
PEOPLE = {("PSO", "Disabled"): 900, ("PSO", "Non-disabled"): 300}
PEOPLE |= {("PO", "Disabled"): 300, ("PO", "Non-disabled"): 900}
"""Twice as many of each sex leave of the PSOs as of the POs, whether disabled or not."""
LEAVING = {("PSO", "Men"): 0.16, ("PSO", "Women"): 0.28}
LEAVING |= {("PO", "Men"): 0.05, ("PO", "Women"): 0.09}
MONTHS = [str(end.date()) for end in pd.date_range("2022-07-31", periods=12, freq="ME")]
REGIONS = ("London", "Wales", "North East", "North West")
CIRCUMSTANCES = {"grade": {"groups": ["PSO", "PO"]}, "region": {"groups": list(REGIONS)}}
STATED = {
    "characteristics": {"disability": {}, "sex": {}},
    "circumstances": CIRCUMSTANCES,
    "joined": "joined",
    "leaving": {"reasons": {"resignation": ["Resigned"], "transfer_inside": ["Moved"]}},
    "service_edges": [0, 12, 36, 60],
}


def staff(scale: float = 1.0) -> list[dict[str, str]]:
    """Return staff whose leaving goes with grade and sex alone, and is spread over the year."""
    rows = []
    for ((grade, disability), all_of), sex in product(PEOPLE.items(), ("Men", "Women")):
        who = {"grade": grade, "disability": disability, "sex": sex}
        people = round(scale * all_of / 2)
        gone = round(people * LEAVING[grade, sex])
        rows += many(people - gone, **who)
        rows += [
            one
            for place in range(gone)
            for one in many(1, **who, end=MONTHS[place % 12], reason="Resigned")
        ]
    # A move within the service is no leaving, though their months end.
    moved = {"grade": "PO", "disability": "Disabled", "sex": "Women", "reason": "Moved"}
    rows += [one for end in MONTHS for one in many(round(3 * scale), **moved, end=end)]
    for place, row in enumerate(rows):
        row |= {"joined": "2020-01-01", "region": REGIONS[place % len(REGIONS)]}
    return rows


def answers(tmp_path_factory: pytest.TempPathFactory) -> Answered:
    """Return a function from rows, a policy and changed parameters to their release."""
    known: dict[object, Release] = {}

    def ask(
        rows: list[dict[str, str]] | None = None, policy: PolicyName = "analyst", **changes: object
    ) -> Release:
        key = (rows is None, policy, tuple(map(str, changes.items())))
        if rows is not None or key not in known:
            folder = tmp_path_factory.mktemp("staff")
            stated = parameters(folder, staff() if rows is None else rows, **STATED | changes)
            with pytest.MonkeyPatch.context() as patch:
                asked = (characteristics.QUESTION, like_with_like.QUESTION)
                patch.setattr(analysis, "QUESTIONS", asked)
                known[key] = release(analysis.analyse(stated), policy)
            problems = counts.problems(known[key]) + numbers.problems(known[key])
            assert not [one for one in problems if one.startswith(("like_with", "accounted"))]
        return known[key]

    return ask


def gap(found: Release, group: str) -> Gap:
    return next(one for one in gaps(found) if one.cell.group == group)
