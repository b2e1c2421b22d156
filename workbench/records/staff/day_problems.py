"""What cannot be true of the days of staff, in words, each with the mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.records.opening.opened import in_rows
from workbench.records.staff.contract import StaffContract, month_name
from workbench.records.staff.measures import LONGEST_SERVICE

Found = Mapping[str, int]


def day_problems(contract: StaffContract, found: Found) -> Iterator[str]:
    """Yield what is wrong with days one by one."""
    first = contract.start if contract.layout == "spells" else contract.month
    if rows := found["no_first"]:
        yield f"{first!r} is blank in {in_rows(rows)}. Fill it in."
    for name, column in contract.days.items():
        if rows := found[f"late_{name}"]:
            goes_on = " A spell that goes on has a blank there." if name == "end" else ""
            yield (
                f"{column!r} is after {contract.snapshot}, the 'data_date', in {in_rows(rows)}. "
                f"Correct the days, or the data date.{goes_on}"
            )
        if rows := found[f"old_{name}"]:
            yield (
                f"{column!r} is over {LONGEST_SERVICE} years before {contract.snapshot}, the "
                f"'data_date', in {in_rows(rows)}. Correct the days{_or_blank(name)}."
            )
        if rows := found.get(f"after_{name}", 0):
            yield (
                f"{column!r} is after {first!r} in {in_rows(rows)}: people would serve before they "
                "joined. Correct the days, or leave them blank where they are not known; a day to "
                "which a transfer reset them goes under 'resets'."
            )
    if rows := found.get("no_service", 0):
        yield (
            f"{contract.service!r} is no whole number of months in {in_rows(rows)}. Write figures "
            "alone, three at most; a blank is not known."
        )
    # A day that is blank or cannot be read is told of already.
    if found["first_month"] > contract.last_month and not found["no_first"]:
        yield (
            f"{first!r}: nothing is before the end of {month_name(contract.last_month)}, the last "
            f"month counted ({contract.lag_months} before the last whole one). Correct 'data_date' "
            "or 'lag_months'."
        )
    elif contract.opens is not None and found["first_month"] > contract.opens:
        yield (
            f"{first!r}: nothing is before {month_name(found['first_month'])}, and people are "
            f"counted from {month_name(contract.opens)} on. Export those in post then too, or "
            "correct 'data_from', 'months' or 'period_end'."
        )


def _or_blank(name: str) -> str:
    if name in ("start", "month"):
        return ""
    return ", or leave them blank where they are not known"


def spells_problems(contract: StaffContract, found: Found) -> Iterator[str]:
    """Yield what is wrong with spells beside each other."""
    start, end = repr(contract.start), repr(contract.end)
    if rows := found["end_first"]:
        yield f"{end} is before {start} in {in_rows(rows)}. Correct the days."
    if rows := found["touching"]:
        yield (
            f"{start}: {in_rows(rows)} on the last day of an earlier spell of the same person. "
            f"{end} is the last day itself: where it holds the day after, take one day off."
        )
    if rows := found["overlapping"]:
        yield (
            f"{start}: {in_rows(rows)} before an earlier spell of the same person has ended. "
            "Correct the days; a spell that is followed by another needs its last day."
        )
    if contract.grade and (rows := found["two_grades"]):
        yield _two_grades(contract, rows)


def _two_grades(contract: StaffContract, rows: int) -> str:
    column = next(one.column for one in contract.coded if one.name == contract.grade)
    return (
        f"{column!r}: {in_rows(rows)} of a person who is in another grade at the same time. Keep "
        "the row of the grade that counts."
    )


def months_problems(contract: StaffContract, found: Found) -> Iterator[str]:
    """Yield what is wrong with months beside each other."""
    month = repr(contract.month)
    if rows := found["repeated"]:
        yield (
            f"{month}: {in_rows(rows)} beyond the first of a person in one month. Keep the last "
            "one of the month."
        )
    if contract.grade and (rows := found["two_grades"]):
        yield _two_grades(contract, rows)
    if rows := found["missing"]:
        people = found["missing_people"]
        told = "1 person misses" if people == 1 else f"{people:,} people miss"
        yield (
            f"{month}: {told} months in the middle, after {in_rows(rows)}. Add them; months away, "
            "such as a career break, are rows with a label that 'kept' leaves out. Whoever left "
            "and came back is told in a file of spells."
        )
    if not found["no_first"] and found["newest"] < contract.last_month:
        yield (
            f"{month}: the last month of the file is {month_name(found['newest'])}, but months up "
            f"to {month_name(contract.last_month)} are counted. Correct 'data_date', or export "
            "again."
        )


def reason_problems(contract: StaffContract, found: Found) -> Iterator[str]:
    """Yield reasons of people who did not leave then."""
    column = repr(contract.reason)
    if rows := found["reason_early"]:
        after = "spell" if contract.layout == "spells" else "month"
        yield (
            f"{column} is filled in {in_rows(rows)} that another {after} of the same person "
            "follows. Leave it blank but in the last row of a person who left."
        )
    if rows := found.get("reason_open", 0):
        yield (
            f"{column} is filled in {in_rows(rows)} whose {contract.end!r} is blank. Fill in the "
            "last day, or leave the reason blank."
        )
