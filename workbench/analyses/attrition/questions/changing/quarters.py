"""The quarters of all closed months, and the counts of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import Period, earliest_opening, headcount_of
from workbench.analyses.attrition.rows import EVERYBODY, Group, groups_of
from workbench.analyses.attrition.stated.period import month_end
from workbench.counts.staff import StaffWanted
from workbench.measures.leaving import AT_RISK
from workbench.records.staff.contract import month_number

MONTHS = 3
WORLD = "quarter ending "
"""Before the last day of a quarter, in ``basis``."""


def quarters(parameters: Parameters) -> tuple[Period, ...]:
    """Return the whole quarters of all closed months, oldest first.

    The last ends with the period of the report. Where it is not known since when the data hold
    everybody, they are those of the period alone.
    """
    headcount, last = headcount_of(parameters), parameters.last_month
    many = (last - earliest_opening(parameters, headcount)) // MONTHS
    ends = range(last - MONTHS * (many - 1), last + 1, MONTHS)
    return tuple(
        Period(f"{WORLD}{month_end(end).isoformat()}", end - MONTHS, end, headcount) for end in ends
    )


def columns(parameters: Parameters) -> tuple[tuple[str, ...], ...]:
    """Return by what quarters are told apart: everybody, and by grade."""
    return ((), *(((parameters.grade,),) if parameters.grade else ()))


def leavers_wanted(parameters: Parameters, by: tuple[str, ...]) -> StaffWanted:
    """Return leavers by quarter."""
    first, last = quarters(parameters)[0].opening + 1, parameters.last_month
    return StaffWanted("leavers", by, first=first, last=last, every=MONTHS)


def in_post_wanted(parameters: Parameters, by: tuple[str, ...]) -> StaffWanted:
    """Return what the mean headcounts of all quarters are made of."""
    told = quarters(parameters)
    if told[0].headcount == "days":
        first, last = told[0].opening + 1, parameters.last_month
        return StaffWanted("days", by, first=first, last=last, every=MONTHS)
    return StaffWanted("headcount", by, at=tuple(sorted({at for one in told for at in one.dates})))


def groups(parameters: Parameters, counted: StaffCounts) -> list[Group]:
    """Return everybody and each grade in which anybody was in post."""
    if parameters.grade is None:
        return [EVERYBODY]
    table = counted.tables[in_post_wanted(parameters, (parameters.grade,))]
    there = set(table[parameters.grade].astype(str))
    results = contract_of(parameters).results[parameters.grade]
    known = groups_of(parameters.grade, results, table)
    return [EVERYBODY, *(one for one in known if one.name in there)]


def rows(parameters: Parameters, counted: StaffCounts, group: Group) -> list[dict[str, object]]:
    """Return a row for each quarter of a group: leavers, and the mean number in post."""
    by = (group.column,) if group.column else ()
    left = group.of(counted.tables[leavers_wanted(parameters, by)])
    left = left[left["reason"].isin(parameters.leaving.counted_titles)]
    there = group.of(counted.tables[in_post_wanted(parameters, by)])
    return [
        {
            "characteristic": group.column,
            "group": group.name,
            "basis": quarter.name,
            "left": int(left.loc[left["period"] == place, "people"].sum()),
            AT_RISK: quarter.mean_headcount(
                there[there["period"] == place] if "period" in there else there
            ),
        }
        for place, quarter in enumerate(quarters(parameters))
    ]


def first_after(day: date, openings: Sequence[int]) -> tuple[int, int]:
    """Return how many quarters end before a day, and the first that begins on it or later.

    Parameters
    ----------
    day : date
    openings : sequence of int
        The months at whose ends quarters open.

    Examples
    --------
    >>> first_after(date(2023, 3, 27), (24266, 24269, 24272, 24275, 24278))
    (3, 4)
    >>> first_after(date(2023, 4, 1), (24266, 24269, 24272, 24275, 24278))
    (4, 4)
    """
    month = month_number(day)
    before = sum(opening + MONTHS < month for opening in openings)
    begun = sum(opening + 1 < month + (day.day > 1) for opening in openings)
    return before, begun
