"""What attrition reports say in more than one place: the period, groups, rates, one cell."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.selection import comparator_of, siblings
from workbench.vocabulary.terms import EVIDENCE, NO_EVIDENCE, OVERALL

RESIGNED = "resigned"
"""Of cells that count as leaving only those who resigned."""
SURE: dict[str, str] = {
    EVIDENCE: "evidence of a disparity",
    NO_EVIDENCE: "no evidence of a disparity seen",
}
MOSTLY_OTHER = "Most of this is for other reasons than resigning, such as retirement."


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
    parts = (shares(release, cell), _people(release, cell), _ratio(cell), resigned(release, cell))
    return " ".join(part for part in parts if part)


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


def resigned(release: Release, cell: ReleasedCell) -> str:
    """Say how many of those resigned, so that retirement is not taken for it; else nothing."""
    if cell.basis != OVERALL:
        return ""
    cells = siblings(release, cell)
    own = next((c for c in cells if (c.group, c.basis) == (cell.group, RESIGNED)), None)
    if own is None:
        return ""
    told = [one.numbers.get("selection_rate") for one in (own, comparator_of(cells, own))]
    if any(one is None or one.value is None for one in told):
        return ""
    first, second = (about(release) + words.rate(one) for one in told)
    sure = f": {SURE.get(own.verdict, 'we cannot tell')}" if own.verdict else ""
    mostly = f" {MOSTLY_OTHER}" if _little_of(own, cell) else ""
    return f"Of every 100, {first} resigned, against {second}{sure}.{mostly}"


def _little_of(part: ReleasedCell, whole: ReleasedCell) -> bool:
    """Tell whether less than half of a higher rate is of those who resigned."""
    found = [one.numbers.get("rate_difference") for one in (part, whole)]
    less, all_of = (one.value if one and one.value is not None else 0.0 for one in found)
    return all_of > 0 and less < all_of / 2


def more_or_fewer(low: float, high: float, *, exact: bool) -> str:
    """Return a range of people who left beyond those at another rate.

    Parameters
    ----------
    low, high : float
        More where above 0, fewer where below; people.
    exact : bool
        Whether counts are exact; to the nearest 5 where they are not.

    Examples
    --------
    >>> more_or_fewer(9.1, 62.0, exact=False), more_or_fewer(-62.0, -9.1, exact=True)
    ('10 to 60', '9 to 62')
    >>> more_or_fewer(-12.4, 33.3, exact=False)
    '10 fewer to 35 more'
    """
    step = 1 if exact else 5
    ends = [step * round(end / step) for end in (low, high)]
    if ends[0] < 0 < ends[1]:
        return f"{-ends[0]:,} fewer to {ends[1]:,} more"
    small, large = sorted(abs(end) for end in ends)
    return f"{small:,} to {large:,}"


def people_range(release: Release, cell: ReleasedCell) -> str:
    """Return the likely range of how many more or fewer left than at the comparison rate.

    It is the range of the difference in rates, for as many people as the group had.
    """
    number, people = cell.numbers.get("rate_difference"), cell.counts["entered"].value
    if number is None or number.lower is None or number.upper is None or not people:
        return ""
    low, high = (people * end for end in (number.lower, number.upper))
    return f"likely range {more_or_fewer(low, high, exact=release.exact)}"


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
    likely = people_range(release, cell)
    likely = f" ({likely})" if likely else ""
    return f"That is {many} {side} {who}{likely} than at the rate of {other}."


def _ratio(cell: ReleasedCell) -> str:
    number = cell.numbers.get("relative_rate_index")
    if number is None or number.value is None:
        return ""
    return (
        f"Rate ratio {words.ratio(number.value)} (likely range {words.span(number, words.ratio)})."
    )
