"""What attrition reports say in more than one place: the period, groups, rates, one cell."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.selection import comparator_of, siblings

RESIGNED = "resigned"
"""Of cells that count as leaving only those who resigned."""


def opening(release: Release) -> str:
    """Return the day on which the period opens, in words."""
    return words.day(release.context.tied["opening"])


def end(release: Release) -> str:
    """Return the last day of the period, in words."""
    return words.day(release.context.tied["end"])


def year(release: Release) -> str:
    """Return the period as a title names it.

    Of twelve months it is a year, and else so many months.
    """
    months = release.context.tied["months"]
    kind = "year" if months == "12" else f"{months} months"
    return f"{kind} ending {end(release)}"


def about(release: Release) -> str:
    """Return what stands before a figure of rounded counts."""
    return "" if release.exact else "about "


def rate(number: ReleasedNumber | None) -> str:
    """Return a leaving rate as so many of every 100, to one decimal; withheld where it is not told.

    Examples
    --------
    >>> rate(ReleasedNumber(0.0744)), rate(None)
    ('7.4', '[c]')
    """
    if number is None or number.value is None:
        return words.WITHHELD
    return words.of_100(number.value, decimals=1)


def rate_range(number: ReleasedNumber | None) -> str:
    """Return a rate with its likely range."""
    told = rate(number)
    if number is None or number.value is None or number.lower is None:
        return told
    return f"{told} ({words.span(number, lambda value: words.of_100(value, decimals=1))})"


def group_of(release: Release, cell: ReleasedCell) -> str:
    """Return the group of a row of rates; a grade is called as it is written."""
    if not cell.characteristic:
        return f"all {release.context.people}"
    return cell.group


def conclusion(release: Release, cell: ReleasedCell) -> str:
    """Say how many of a group left beside its comparator: people first, then how sure.

    Parameters
    ----------
    release : Release
    cell : ReleasedCell
        A compared cell of the opening staff, its numbers released.
    """
    return " ".join(
        part for part in (shares(release, cell), _people(release, cell), _ratio(cell)) if part
    )


def shares(release: Release, cell: ReleasedCell) -> str:
    """Say how many of every 100 left, of a group and of its comparator."""
    other = comparator_of(siblings(release, cell), cell)
    own, beside = (
        about(release) + words.rate(one.numbers.get("selection_rate")) for one in (cell, other)
    )
    group, comparator = (words.people_of(one.group, release.context) for one in (cell, other))
    done = "resigned" if cell.basis == RESIGNED else "left"
    return (
        f"Of every 100 {group} in post on {opening(release)}, {own} had {done} by {end(release)}; "
        f"of every 100 {comparator}, {beside}."
    )


def _people(release: Release, cell: ReleasedCell) -> str:
    number = cell.numbers.get("shortfall")
    if number is None or number.value is None:
        return ""
    many = words.headcount(number.value, exact=release.exact)
    if many.startswith("fewer"):
        return f"At equal rates the difference is {many} people."
    other = words.people_of(cell.comparator, release.context)
    side = "more" if number.value < 0 else "fewer"
    who = "resignations" if cell.basis == RESIGNED else "leavers"
    return f"That is {many} {side} {who} than at the rate of {other}."


def _ratio(cell: ReleasedCell) -> str:
    number = cell.numbers.get("relative_rate_index")
    if number is None or number.value is None:
        return ""
    return (
        f"Rate ratio {words.ratio(number.value)} (likely range {words.span(number, words.ratio)})."
    )
