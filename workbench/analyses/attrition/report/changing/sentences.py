"""What is said of leaving over time: year on year, the trend, single quarters, and events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from workbench.analyses.attrition.report.changing.reading import (
    YEAR,
    Quarters,
    after,
    first_day,
    last_day,
    title,
)
from workbench.disclosure import ReleasedNumber
from workbench.presentation import words

SLOW = 0.1
"""A change a year of less is called slow."""
SEASONS = (
    "Leaving has its seasons, so that a quarter is best compared with the same quarter of other "
    "years; limits of single quarters do not know of seasons."
)
BY_GRADE = (
    "Grade by grade, each grade is set beside itself: that more people are of a grade which many "
    "leave, or fewer, is then no change."
)


def year_on_year(one: Quarters) -> str:
    """Say how the last four quarters compare with the four before them."""
    number = one.number("ratio_to_last")
    day = words.day(last_day(one.last).isoformat())
    if number is None:
        return (
            f"Whether the leaving rate of the year to {day} differs from that of the year before "
            "cannot be told: there are fewer than eight quarters, or too few people."
        )
    within = one.by_grade("ratio_to_last")
    return (
        f"{_moved_on_the_year(within or number)}: the leaving rate of the four quarters to {day} "
        f"was {_times(number)} that of the four before{_grade_by_grade(within)}."
    )


def in_short(one: Quarters) -> str:
    """Say in a few words whether the last year differs from the one before; nothing if not told."""
    number = one.by_grade("ratio_to_last") or one.number("ratio_to_last")
    if number is None:
        return ""
    told = _moved_on_the_year(number)
    return f": {told[:1].lower()}{told[1:]}"


def trend(one: Quarters) -> str:
    """Say by how much the rate rose or fell a year, over all quarters; within grades if told."""
    crude, within = one.number("trend_a_year"), one.by_grade("trend_a_year")
    number = within or crude
    if number is None:
        return ""
    over = f"Over {len(one.cells)} quarters, from {words.day(first_day(one.cells[0]).isoformat())},"
    over += " grade by grade," if within else ""
    together = f" All grades together: {_change(crude)} a year." if within and crude else ""
    if not _clear(number):
        told = f"{over} no trend can be told from chance: {_change(number)} a year."
    else:
        way = "rose" if (number.value or 1.0) > 1 else "fell"
        size = f"about {_size(number.value or 1.0)} a year (likely range {_sizes(number)})"
        told = f"{over} it {way}{_slowly(number)}: {size}."
    return f"{told}{together}"


def unusual(one: Quarters) -> str:
    """Name the quarters that lie outside the limits of those before."""
    if not one.judged:
        return "No quarter is judged by itself: each needs four before it, and people enough."
    told = [
        f"the {title(cell)} lies {'above' if side > 0 else 'below'}"
        for side in (1, -1)
        for cell in one.beyond(side)
    ]
    if not told:
        return (
            f"None of {one.judged} quarters lies outside the limits that the quarters before it "
            "and chance allow."
        )
    return words.capital(f"{words.listed(told)} the limits that the quarters before it allow.")


def of_event(one: Quarters, event: Mapping[str, str]) -> str:
    """Say how the rate after an event compares with that before."""
    what = f"{event['event'].rstrip('.')} ({words.day(event['date'])})"
    place = after(event, one.cells)
    number = one.number("ratio_after_event", place) if place is not None else None
    if place is None or number is None:
        return f"{what}: there is no whole quarter on both sides of it, or too few people to say."
    since = len(one.cells) - place
    quarters = "the one quarter" if since == 1 else f"the {since} quarters"
    within = one.by_grade("ratio_after_event", place)
    first = (
        f"{what}: the leaving rate of {quarters} after was {_times(number)} that of those "
        f"before{_grade_by_grade(within)}: {_moved(within or number)}."
    )
    step = one.by_grade("step_after_event", place) or one.number("step_after_event", place)
    beside = f"Beside the trend there was: {_times(step)}." if step else ""
    return " ".join(filter(None, (first, beside, _season(one, event, place))))


def _season(one: Quarters, event: Mapping[str, str], place: int) -> str:
    day = date.fromisoformat(event["date"])
    before = sum(last_day(cell) < day for cell in one.cells)
    whole = all(many % YEAR == 0 for many in (before, len(one.cells) - place))
    return "" if whole else "Its two sides do not hold the same seasons."


def _moved_on_the_year(number: ReleasedNumber) -> str:
    if not _clear(number):
        return "No clear change on the year"
    return f"{'Higher' if (number.value or 1.0) > 1 else 'Lower'} than in the year before"


def _slowly(number: ReleasedNumber) -> str:
    return " slowly" if abs((number.value or 1.0) - 1) < SLOW else ""


def _sizes(number: ReleasedNumber) -> str:
    """Return the ends of a clear change, the nearer to none first; none rounded to none.

    Examples
    --------
    >>> _sizes(ReleasedNumber(1.06, 1.002, 1.11)), _sizes(ReleasedNumber(0.93, 0.88, 0.999))
    ('just above 0% to 11%', 'just above 0% to 12%')
    """
    ends = [end for end in (number.lower, number.upper) if end is not None]
    told = [_size(end) for end in sorted(ends, key=lambda end: abs(end - 1))]
    return " to ".join(told)


def _size(ratio: float) -> str:
    whole = round(abs(100 * (ratio - 1)))
    return f"{whole}%" if whole else "just above 0%"


def _moved(number: ReleasedNumber) -> str:
    if not _clear(number):
        return "no change can be told from chance"
    return "higher" if (number.value or 1.0) > 1 else "lower"


def _clear(number: ReleasedNumber) -> bool:
    return (number.lower is not None and number.lower > 1) or (
        number.upper is not None and number.upper < 1
    )


def _times(number: ReleasedNumber) -> str:
    return f"{words.ratio(number.value or 0.0)} times ({_range(number)})"


def _range(number: ReleasedNumber) -> str:
    return f"likely range {words.span(number, words.ratio)}"


def _grade_by_grade(number: ReleasedNumber | None) -> str:
    return f", and grade by grade {_times(number)}" if number else ""


def _change(number: ReleasedNumber) -> str:
    """Return a yearly ratio as a percentage with its likely range.

    Examples
    --------
    >>> _change(ReleasedNumber(1.0651, 1.0138, 1.1205))
    '+7% (likely range +1% to +12%)'
    """
    return f"{_percent(number.value or 1.0)} (likely range {words.span(number, _percent)})"


def _percent(ratio: float) -> str:
    whole = round(100 * (ratio - 1))
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{abs(whole)}%"
