"""What is said of groups and regions: differences are judged, never one verdict beside another."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.for_whom.reading import (
    Regions,
    Split,
    number,
    people,
)
from workbench.analyses.role_evaluation.report.words import (
    Told,
    amount,
    change,
    direction,
    figure,
    is_better,
    size,
)
from workbench.disclosure import Release, ReleasedNumber
from workbench.disclosure.models import TOO_FEW, UNTANGLED
from workbench.presentation import words
from workbench.vocabulary.terms import CHANGE, NO_EVIDENCE

HOW = (
    "A difference is judged by itself: that one group has a clear change and another has none "
    "would not show that they differ. Its range comes from leaving out each region in turn, and "
    "its p-value from dealing the dates out anew, adjusted for everything that was looked at here."
)
PART_TIME = (
    "Part-time work often goes with sex: in most workplaces more women than men work part time. "
    "The figures of time do not tell women from men, nor any other protected group (the survey, "
    "where there is one, does): what a difference here means for them has to be looked into before "
    "anything is decided."
)
EQUALITY = (
    "If a group that gains less is protected by the Equality Act, or is largely made up of people "
    "who are, that bears on the duty to advance equality. These figures do not say why it gains "
    "less."
)
ALONE = (
    "They are in the order of their names. This is not a ranking: each rests on one region and its "
    "range is wide, regions were followed for longer or less, and one that was changing before its "
    "date shows that here as well."
)


def sentence(release: Release, split: Split, group: str) -> str:
    """Say whether a group gained more or less than the comparator, with the range of that."""
    cell, one = split.differences[group], split.one
    own, beside = (number(split.groups[name], "effect") for name in (group, split.comparator))
    apart = number(cell, "difference")
    who, others = people(release, group), people(release, split.comparator)
    if apart is None or own is None or beside is None:
        asked = f"whether {who} gained more or less than {others}"
        return f"We cannot tell {asked}, because {_why(cell.reason)}."
    both = f"{_beside(own, beside, one)} ({_difference(apart, one)})"
    if cell.verdict == CHANGE:
        more = "more" if is_better(apart.value or 0.0, one) else "less"
        return f"{words.capital(who)} gained {more} than {others}: {both}."
    if cell.verdict == NO_EVIDENCE:
        return f"No evidence seen that {who} gained more or less than {others}: {both}."
    return f"We cannot tell whether {who} gained more or less than {others}: {both}."


def _why(reason: str | None) -> str:
    if reason in (TOO_FEW, UNTANGLED):
        return f"there are {reason}"
    return reason or "too little is known"


def _beside(own: ReleasedNumber, beside: ReleasedNumber, one: Told) -> str:
    """Return two changes side by side, in one unit where they go the same way.

    Examples
    --------
    >>> hours = Told("h", "time on administration", "hours a week", "lower", 1.0, True, False)
    >>> _beside(ReleasedNumber(-1.2), ReleasedNumber(-2.9), hours)
    '1.2 against 2.9 fewer hours a week'
    >>> _beside(ReleasedNumber(0.5), ReleasedNumber(-2.9), hours)
    '0.5 more hours a week against 2.9 fewer hours a week'
    """
    first, second = own.value or 0.0, beside.value or 0.0
    told = size(second, one)
    if first * second > 0:
        return f"{figure(first)} against {told}"
    return f"{size(first, one)} against {told}"


def _difference(apart: ReleasedNumber, one: Told) -> str:
    """Return a difference in what was gained, and its range.

    Examples
    --------
    >>> hours = Told("h", "time on administration", "hours a week", "lower", 1.0, True, False)
    >>> _difference(ReleasedNumber(1.7, 0.3, 3.1), hours)
    'difference 1.7, likely range 0.3 to 3.1'
    >>> _difference(ReleasedNumber(1.4, -0.3, 3.1), hours)
    'difference 1.4 less, likely range 0.3 more to 3.1 less'
    >>> _difference(ReleasedNumber(1.4), hours)
    'difference 1.4, likely range not known'
    """
    low, high, gap = apart.lower, apart.upper, apart.value or 0.0
    if low is None or high is None:
        return f"difference {figure(gap)}, likely range not known"
    if low <= 0 <= high:
        told = [
            f"{figure(end)} {'more' if is_better(way, one) else 'less'}"
            for end, way in ((gap, gap), (low, -1.0), (high, 1.0))
        ]
        return f"difference {told[0]}, likely range {told[1]} to {told[2]}"
    least, most = sorted((abs(low), abs(high)))
    return f"difference {figure(gap)}, likely range {figure(least)} to {figure(most)}"


def seen(split: Split, group: str) -> str:
    """Say what could have been seen, where a difference cannot be told from chance.

    Half the width of its range is what would just have stood out.
    """
    apart, verdict = (
        number(split.differences[group], "difference"),
        split.differences[group].verdict,
    )
    if verdict in (CHANGE, NO_EVIDENCE, None) or apart is None:
        return ""
    if apart.lower is None or apart.upper is None:
        return ""
    half = (apart.upper - apart.lower) / 2
    ratio = number(split.differences[group], "noise_ratio")
    return (
        f"A difference of less than about {amount(float(f'{half:.2g}'), split.one)} could not "
        f"have been told from chance.{_unlike(ratio)}"
    )


def _unlike(ratio: ReleasedNumber | None) -> str:
    if ratio is None or ratio.value is None or 0.67 <= ratio.value <= 1.5:
        return ""
    return (
        " Before the role began, the gap between the groups varied otherwise where it was to begin "
        f"than elsewhere ({figure(ratio.value)} times as much), so that dates cannot be exchanged "
        "as if by chance."
    )


def of_regions(release: Release, told: Regions) -> str:
    """Say whether regions differ by more than chance."""
    p_value = number(told.test, "p_adjusted")
    name = told.one.title
    if p_value is None or p_value.value is None:
        return f"Whether the change in {name} differed between regions cannot be told."
    if p_value.value <= release.context.rule.alpha:
        return (
            f"The change in {name} differed between regions by more than chance would make it "
            f"(p = {words.p_value(p_value.value)}). These figures do not say why, and not which "
            "region gained most."
        )
    return (
        f"Single regions cannot be told apart: that changes in {name} differ as these do is not "
        f"unusual under other dates (p = {words.p_value(p_value.value)}). One region that differs "
        "could be missed."
    )


def short_range(found: ReleasedNumber | None, one: Told) -> str:
    """Return a change with its range, for a table; that it is withheld, where it is."""
    return words.WITHHELD if found is None else words.capital(change(found, one))


def way(value: float, one: Told) -> str:
    """Return a change without its unit, for a label.

    Examples
    --------
    >>> hours = Told("h", "time on administration", "hours a week", "lower", 1.0, True, False)
    >>> way(-2.9, hours), way(0.0, hours)
    ('2.9 fewer', 'no change')
    """
    return f"{figure(value)} {direction(value, one)}" if value else "no change"
