"""One module a question: what a report says of its released findings, and nothing before the gate.

Every module has a ``show``, from a release to a view that opens with its conclusion; a view without
anything to show is empty, and the report leaves out its heading.
"""

from workbench.analyses.role_evaluation.report import (
    belief,
    changed,
    data,
    duty,
    effects,
    for_whom,
    found,
    masthead,
    next_steps,
    planning,
    since,
    survey,
    theory,
    worth,
)

__all__ = [
    "belief",
    "changed",
    "data",
    "duty",
    "effects",
    "for_whom",
    "found",
    "masthead",
    "next_steps",
    "planning",
    "since",
    "survey",
    "theory",
    "worth",
]
