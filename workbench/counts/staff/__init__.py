"""Counts of staff from person-months: in post, leaving, at risk, still there, further on."""

from workbench.counts.staff.cohort import SET_ASIDE, STILL, count_cohort
from workbench.counts.staff.excess import count_excess
from workbench.counts.staff.headcount import count_days, count_headcount, count_leavers
from workbench.counts.staff.risk import Clock, count_progress, count_risk, left_name, moved_name
from workbench.counts.staff.wanted import StaffWanted, count_staff

__all__ = [
    "SET_ASIDE",
    "STILL",
    "Clock",
    "StaffWanted",
    "count_cohort",
    "count_days",
    "count_excess",
    "count_headcount",
    "count_leavers",
    "count_progress",
    "count_risk",
    "count_staff",
    "left_name",
    "moved_name",
]
