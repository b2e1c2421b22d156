"""Names of the small closed sets that cross layers."""

from __future__ import annotations

from typing import Literal

Outcome = Literal["passed", "failed", "withdrew", "no_show", "expired", "pending", "exempt"]
"""What became of one applicant at one stage; a blank means the stage was not reached."""

NOT_PASSED: tuple[Outcome, ...] = ("failed", "withdrew", "no_show", "expired")
STAGE_COUNTS = ("reached", "exempt", "pending", "entered", "passed", *NOT_PASSED)
"""What is counted of a group at a stage."""
StaffLayout = Literal["spells", "months", "month_ends"]
"""Of people in a file: a row a spell in which nothing changes; a row a person and month in which
they are in post on any day; a row a person in post on the last day of each month."""
OUTCOMES: tuple[Outcome, ...] = (
    "passed",
    "failed",
    "withdrew",
    "no_show",
    "expired",
    "pending",
    "exempt",
)

Layout = Literal["wide", "status", "long"]
"""Of stages in a file: a column each; one column of final statuses; a row for each one reached."""

PolicyName = Literal["open", "restricted", "analyst"]
DataSource = Literal["personal", "synthetic", "published"]

Verdict = Literal[
    "evidence of a disparity", "evidence of a change", "no evidence seen", "cannot tell"
]
EVIDENCE: Verdict = "evidence of a disparity"
CHANGE: Verdict = "evidence of a change"
NO_EVIDENCE: Verdict = "no evidence seen"
CANNOT_TELL: Verdict = "cannot tell"

Size = Literal["small", "material"]
Family = Literal["headline", "drill-down"]
Basis = Literal["conditional", "cumulative", "overall"]
"""Of those who entered a stage; of those who applied, as far as a stage; over all stages."""

NOT_DECLARED = "Not declared"
NOT_ASKED = "Not asked"
"""Of people to whom the question was never put; they are no part of a declaration rate."""
NOT_RECORDED = "Not recorded"
"""Of a circumstance, such as a region, that the file leaves blank."""
TOO_EARLY = "Before the first months"
"""The band of a driver in the months before its lag has passed; it is never dropped."""
NONE_HELD = "None held"
"""The band of people whom a driver does not concern, such as the caseload of those without one."""
OVERALL = "overall"
LEAVING = "leaving"
"""The stage at which staff leave; nobody wishes to pass it."""

REGIONS: tuple[str, ...] = (
    "East Midlands",
    "East of England",
    "Greater Manchester",
    "Kent, Surrey and Sussex",
    "London",
    "North East",
    "North West",
    "South Central",
    "South West",
    "Wales",
    "West Midlands",
    "Yorkshire and the Humber",
)
