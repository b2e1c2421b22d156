"""What attrition reports say in more than one place: the period, groups, rates, one cell."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.selection import comparator_of, siblings
from workbench.vocabulary.terms import EVIDENCE, NO_EVIDENCE, OVERALL

RESIGNED, RETIRED = "resigned", "retired"
"""Of cells that count as leaving only those who resigned, or who retired."""
SURE: dict[str, str] = {
    EVIDENCE: "evidence of a disparity",
    NO_EVIDENCE: "no evidence of a disparity seen",
}
UNSURE = "whether resignations alone differ we cannot tell"
HALF = 0.5
MOSTLY_OTHER = "Most of this is for other reasons than resigning."


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


def a_year(release: Release) -> str:
    """Return that a rate is one a year, where the period is not one."""
    return "" if release.context.tied["months"] == "12" else " a year"


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
    told = (shares(release, cell), _people(release, cell), _ratio(cell), parts(release, cell))
    return " ".join(part for part in told if part)


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


def parts(release: Release, cell: ReleasedCell) -> str:
    """Say how many of those who left resigned, and how many retired where that explains most."""
    if cell.basis != OVERALL:
        return ""
    own = _part(release, cell, RESIGNED)
    told = _part_told(release, own) if own else ""
    if not told or own is None:
        return _retired(release, cell)
    sure = f"; {SURE.get(own.verdict, UNSURE)}" if own.verdict else ""
    explained = _retired(release, cell) or (MOSTLY_OTHER if _little_of(own, cell) else "")
    return " ".join(part for part in (f"{told}{sure}.", explained) if part)


def is_mostly_retirement(release: Release, cell: ReleasedCell) -> bool:
    """Tell whether most of a difference between a group and its comparator is of who retired."""
    own = _part(release, cell, RETIRED)
    return own is not None and _most_of(release, own, cell)


def _retired(release: Release, cell: ReleasedCell) -> str:
    """Say how many retired, where most of a difference is of that."""
    own = _part(release, cell, RETIRED)
    if own is None or not is_mostly_retirement(release, cell):
        return ""
    return f"{_part_told(release, own)}: most of the difference is retirement."


def _part(release: Release, cell: ReleasedCell, basis: str) -> ReleasedCell | None:
    """Return the cell of the same group that counts one way of leaving alone."""
    cells = siblings(release, cell)
    return next((one for one in cells if (one.group, one.basis) == (cell.group, basis)), None)


def _part_told(release: Release, own: ReleasedCell) -> str:
    """Say how many left in one way, of a group and of its comparator; nothing where not told."""
    told = _rates(release, own)
    if any(one is None for one in told):
        return ""
    first, second = (
        words.rate(one) if one and one.value is None else about(release) + words.rate(one)
        for one in told
    )
    return f"Of every 100, {first} {own.basis}, against {second}"


def _rates(release: Release, own: ReleasedCell) -> list[ReleasedNumber | None]:
    other = comparator_of(siblings(release, own), own)
    return [one.numbers.get("selection_rate") for one in (own, other)]


def _most_of(release: Release, part: ReleasedCell, whole: ReleasedCell) -> bool:
    """Tell whether at least half of a difference is of one way of leaving, as far as is shown."""
    known = [_at_most(one) for one in (*_rates(release, part), *_rates(release, whole))]
    if any(one is None for one in known):
        return False
    own, other, left, others_left = (one or 0.0 for one in known)
    difference = left - others_left
    return difference != 0 and (own - other) / difference >= HALF


def _at_most(number: ReleasedNumber | None) -> float | None:
    """Return a rate, or what it is under where no more is told."""
    if number is None:
        return None
    return number.upper if number.value is None else number.value


def _little_of(part: ReleasedCell, whole: ReleasedCell) -> bool:
    """Tell whether less than half of a higher rate is of those who resigned."""
    found = [one.numbers.get("rate_difference") for one in (part, whole)]
    less, all_of = (one.value if one and one.value is not None else 0.0 for one in found)
    return all_of > 0 and less < HALF * all_of


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
