"""One module a question: what a report says of its released findings, and nothing before the gate.

Every module has a ``show``, from a release to a view that opens with its conclusion; a view without
anything to show is empty, and the report leaves out its heading.
"""

from workbench.analyses.attrition.report import (
    changing,
    data,
    drivers,
    duty,
    found,
    how_many,
    intersections,
    learners,
    like_with_like,
    masthead,
    reasons,
    scenarios,
    since,
    undeclared,
    vacancies,
    when,
    where,
    who,
)

__all__ = [
    "changing",
    "data",
    "drivers",
    "duty",
    "found",
    "how_many",
    "intersections",
    "learners",
    "like_with_like",
    "masthead",
    "reasons",
    "scenarios",
    "since",
    "undeclared",
    "vacancies",
    "when",
    "where",
    "who",
]
