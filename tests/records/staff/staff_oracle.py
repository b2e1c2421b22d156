"""The months of people found out day by day, in plain Python: slow, and by no code of ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import pandas as pd
from staff_people import BEGIN, Row

from workbench.records.staff import MeasuredColumn, StaffContract

Months = dict[int, tuple[int, date]]
"""Of one person: month to the place of the spell on its last day in post, and the first day."""


def expected(rows: Sequence[Row], of: StaffContract) -> pd.DataFrame:
    """Return what the canonical table must be, row for row."""
    found = []
    for code, person in enumerate(sorted({row.person for row in rows})):
        spells = sorted((row for row in rows if row.person == person), key=lambda row: row.start)
        found += _of_person(code, spells, of)
    return pd.DataFrame(found)


def by_months(rows: Sequence[Row], snapshot: date) -> dict[str, list[tuple[int, Row]]]:
    """Return the months of each person with the spell that each is told of."""
    found: dict[str, list[tuple[int, Row]]] = {}
    for person in sorted({row.person for row in rows}):
        spells = sorted((row for row in rows if row.person == person), key=lambda row: row.start)
        months = _months(spells, snapshot)
        found[person] = [(month, spells[place]) for month, (place, _) in months.items()]
    return found


def _number(day: date) -> int:
    return 12 * day.year + day.month - 1


def _months(spells: Sequence[Row], snapshot: date) -> Months:
    months: Months = {}
    for place, row in enumerate(spells):
        day = row.start
        while day <= (row.end or snapshot):
            _, first = months.get(_number(day), (place, day))
            months[_number(day)] = (place, first)
            day += timedelta(days=1)
    return months


@cache
def _last_month(snapshot: date, lag_months: int) -> int:
    """Return the last whole month up to the snapshot, less those that are cut."""
    whole = [
        month
        for month in pd.period_range("2019-01", "2030-01", freq="M")
        if month.end_time.date() <= snapshot
    ]
    return _number(whole[-1].start_time.date()) - lag_months


@cache
def _since_month(since: date | None, at: date) -> int:
    """Count the month ends between two days."""
    if since is None:
        return -1
    ends = pd.period_range(since, at, freq="M") if since <= at else pd.PeriodIndex([], freq="M")
    return max(len(ends) - 1, 0)


def _told(row: Row, of: StaffContract) -> date | None:
    joined = None if of.joined is None or row.joined in of.resets else row.joined
    return (row.originally if of.joined_originally else None) or joined


def _since(place: int, spells: Sequence[Row], of: StaffContract) -> date | None:
    if of.joined is None and of.joined_originally is None:
        return spells[0].start if spells[0].start > BEGIN else None
    if told := _told(spells[place], of):
        return told
    others = [told for row in spells if (told := _told(row, of))]
    return min(others) if others and min(others) <= spells[place].start else None


def _in_grade_since(place: int, spells: Sequence[Row], of: StaffContract) -> date | None:
    first = place
    while first and spells[first - 1].grade == spells[place].grade:
        first -= 1
    if first:
        return spells[first].start
    nothing_told = of.joined is None and of.joined_originally is None
    told = _since(0, spells, of) if nothing_told else _told(spells[0], of)
    here = told is not None and _number(told) == _number(spells[0].start)
    return told if here else None


def _of_person(code: int, spells: Sequence[Row], of: StaffContract) -> list[dict]:
    months = _months(spells, of.snapshot)
    rows = []
    for month, (place, first) in months.items():
        row = spells[place]
        if row.status != "Working" or month > _last_month(of.snapshot, of.lag_months):
            continue
        leaves = _leaves(month, place, spells, of)
        found = {
            "person": code,
            "month": month,
            "service": _since_month(_since(place, spells, of), first),
            "in_grade": _since_month(_in_grade_since(place, spells, of), first) if of.grade else -1,
            "leaves": leaves,
            "reason": _reason(row, of) if leaves else -1,
            "moved_to": _moved_to(month, months, spells, of),
        }
        for one in of.coded:
            label = row.grade if one.name == "grade" else row.status
            found[one.name] = one.results.index(label or one.unknown)
        for driver in of.measured:
            found |= _driver(driver, month, months, spells)
        rows.append(found)
    return rows


def _leaves(month: int, place: int, spells: Sequence[Row], of: StaffContract) -> bool:
    end = spells[place].end
    if place < len(spells) - 1 or end is None or _number(end) != month:
        return False
    return end < of.snapshot or spells[place].reason != ""


def _reason(row: Row, of: StaffContract) -> int:
    names = of.reason_names
    return names.index(of.reasons[row.reason]) if row.reason else len(names) - 1


def _moved_to(month: int, months: Months, spells: Sequence[Row], of: StaffContract) -> int:
    if of.grade is None or month + 1 not in months:
        return -1
    grades = of.results["grade"]
    now, then = spells[months[month][0]].grade, spells[months[month + 1][0]].grade
    return grades.index(then or "Not recorded") if then != now else -1


def _driver(driver: MeasuredColumn, month: int, months: Months, spells: Sequence[Row]) -> dict:
    then = month - driver.lag
    if then not in months:
        return _told_as(driver, "Before the first months", None)
    row = spells[months[then][0]]
    if driver.broken_on and then < _number(driver.broken_on) <= month:
        return _told_as(driver, "Not recorded", None)
    text = row.workload if driver.name == "workload" else row.caseload
    if text == "":
        return _told_as(driver, driver.blank, None)
    number = float(text)
    place = sum(number >= edge for edge in driver.edges)
    return _told_as(driver, driver.bands[place], number)


def _told_as(driver: MeasuredColumn, band: str, number: float | None) -> dict:
    value = float("nan") if number is None else number
    return {driver.name: driver.results.index(band), driver.value_name: value}
