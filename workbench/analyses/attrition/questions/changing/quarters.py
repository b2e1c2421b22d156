"""The quarters of all closed months, and the counts of each: a world of its own."""

from __future__ import annotations

from datetime import date

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.rows import EVERYBODY, Group, groups_of
from workbench.analyses.attrition.stated.period import month_end
from workbench.counts.staff import StaffWanted
from workbench.measures.leaving import in_post
from workbench.records.staff.contract import month_number

MONTHS = 3
WORLD = "quarter ending "
"""Before the last day of a quarter, in ``basis``."""


def openings(parameters: Parameters) -> tuple[int, ...]:
    """Return the month at whose end each whole quarter opens, oldest first.

    The last ends with the period of the report. Where it is not known since when the data hold
    everybody, they are those of the period alone.
    """
    last = parameters.last_month
    first = parameters.first_month - 1
    if parameters.data_from is not None:
        first = parameters.window(0)[0]
    many = (last - first) // MONTHS
    return tuple(last - MONTHS * back for back in range(many, 0, -1))


def columns(parameters: Parameters) -> tuple[tuple[str, ...], ...]:
    """Return by what quarters are told apart: everybody, and by grade."""
    return ((), *(((parameters.grade,),) if parameters.grade else ()))


def leavers_wanted(parameters: Parameters, by: tuple[str, ...]) -> StaffWanted:
    """Return leavers by quarter."""
    first, last = openings(parameters)[0] + 1, parameters.last_month
    return StaffWanted("leavers", by, first=first, last=last, every=MONTHS)


def headcount_wanted(parameters: Parameters, by: tuple[str, ...]) -> StaffWanted:
    """Return people in post at the opening of each quarter, and at the end of the last."""
    return StaffWanted("headcount", by, at=(*openings(parameters), parameters.last_month))


def groups(parameters: Parameters, counted: StaffCounts) -> list[Group]:
    """Return everybody and each grade in which anybody was in post."""
    if parameters.grade is None:
        return [EVERYBODY]
    table = counted.tables[headcount_wanted(parameters, (parameters.grade,))]
    results = contract_of(parameters).results[parameters.grade]
    there = set(table.loc[table["people"] > 0, parameters.grade].astype(str))
    known = groups_of(parameters.grade, results, table)
    return [EVERYBODY, *(one for one in known if one.name in there)]


def rows(parameters: Parameters, counted: StaffCounts, group: Group) -> list[dict[str, object]]:
    """Return a row for each quarter of a group: leavers, and people in post at both its ends."""
    by = (group.column,) if group.column else ()
    left = group.of(counted.tables[leavers_wanted(parameters, by)])
    left = left[left["reason"].isin(parameters.leaving.counted_titles)]
    there = group.of(counted.tables[headcount_wanted(parameters, by)])
    found = []
    for place, opening in enumerate(openings(parameters)):
        heads = {
            name: int(there.loc[there["at"] == month, "people"].sum())
            for name, month in zip(in_post(2), (opening, opening + MONTHS), strict=True)
        }
        found.append(
            {
                "characteristic": group.column,
                "group": group.name,
                "basis": f"{WORLD}{month_end(opening + MONTHS).isoformat()}",
                "left": int(left.loc[left["period"] == place, "people"].sum()),
                **heads,
            }
        )
    return found


def first_after(day: date, quarters: tuple[int, ...]) -> tuple[int, int]:
    """Return how many quarters end before a day, and the first that begins on it or later.

    Examples
    --------
    >>> first_after(date(2023, 3, 27), (24266, 24269, 24272, 24275, 24278))
    (3, 4)
    >>> first_after(date(2023, 4, 1), (24266, 24269, 24272, 24275, 24278))
    (4, 4)
    """
    month = month_number(day)
    before = sum(opening + MONTHS < month for opening in quarters)
    begun = sum(opening + 1 < month + (day.day > 1) for opening in quarters)
    return before, begun
