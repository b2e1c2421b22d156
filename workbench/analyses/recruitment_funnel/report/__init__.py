"""One module a question: what a report says of its released findings, and nothing before the gate.

Every module has a ``show``, from a release to a view that opens with its conclusion; a view without
anything to show is empty, and the report leaves out its heading.
"""

from workbench.analyses.recruitment_funnel.report import (
    adjusted,
    adjustments,
    behind,
    campaigns,
    channels,
    duty,
    gap,
    intersections,
    leaving,
    marks,
    panels,
    representation,
    since,
    strata,
    undeclared,
    waiting,
)

__all__ = [
    "adjusted",
    "adjustments",
    "behind",
    "campaigns",
    "channels",
    "duty",
    "gap",
    "intersections",
    "leaving",
    "marks",
    "panels",
    "representation",
    "since",
    "strata",
    "undeclared",
    "waiting",
]
