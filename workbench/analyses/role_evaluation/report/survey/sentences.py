"""What is said of one statement."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.survey.reading import (
    INDEX_CHANGE,
    WITH,
    WITHOUT,
    Said,
)
from workbench.disclosure import Release, ReleasedNumber
from workbench.disclosure.models import TOO_FEW, UNTANGLED
from workbench.disclosure.weighing import SOME_HIDDEN
from workbench.presentation import words
from workbench.vocabulary.terms import CANNOT_TELL, CHANGE, NO_EVIDENCE

NOT_BESIDE = (
    "This report shows counts as they are, so a change that rests on them is not told beside them."
)
ONE_WAVE = "There is one survey since the role began, so it cannot be seen whether a change lasts."
WHY = {
    TOO_FEW: "too few people answered",
    UNTANGLED: UNTANGLED,
    SOME_HIDDEN: "counts that it rests on are not told beside it",
}


def sentence(release: Release, one: Said) -> str:
    """Say how many agreed with and without the role, before and since, and the change."""
    return f"{one.title}: {_levels(release, one)}. {_change(release, one)}."


def _levels(release: Release, one: Said) -> str:
    about = "" if release.exact else "about "
    rates = {
        (side, wave): words.rate(one.rate(side, wave))
        for side in (WITH, WITHOUT)
        for wave in (one.before, one.since)
    }
    if words.WITHHELD in rates.values():
        return "too few people answered to say how many agreed"
    before, since = rates[WITH, one.before], rates[WITH, one.since]
    start, end = rates[WITHOUT, one.before], rates[WITHOUT, one.since]
    return (
        f"where the role began, {about}{before} of every 100 {release.context.people} agreed "
        f"before and {since} since; where it did not, {start} and {end}"
    )


def _change(release: Release, one: Said) -> str:
    points = one.points
    if points is None:
        return f"What the role changed is not told, because {_why(one)}"
    facts = release.context.stated.get("survey_facts", ({},))
    weighted = bool(facts[0].get("weighted"))
    start = "After weighting for who answered, the change" if weighted else "The change"
    return f"{start} comes to {of_every_100(points, than=' than without the role')}"


def _why(one: Said) -> str:
    reason = one.cell.reason or TOO_FEW
    return WHY.get(reason, reason)


def more(value: float) -> str:
    """Return a change as so many more or fewer.

    Examples
    --------
    >>> more(6.0), more(-16.0), more(0.0)
    ('6 more', '16 fewer', '0 more')
    """
    return f"{abs(value):.0f} {'fewer' if value < 0 else 'more'}"


def of_every_100(number: ReleasedNumber, *, than: str = "") -> str:
    """Return a change in how many of every 100 agree, with its likely range.

    Examples
    --------
    >>> of_every_100(ReleasedNumber(6.0, -16.0, 28.0))
    '6 more of every 100 (likely range 16 fewer to 28 more)'
    >>> of_every_100(ReleasedNumber(6.0, 1.0, 11.0))
    '6 more of every 100 (likely range 1 to 11)'
    """
    value = 0.0 if number.value is None else number.value
    return f"{more(value)} of every 100{than} ({_range(number, more)})"


def higher(value: float) -> str:
    """Return a change of an index as so much higher or lower.

    Examples
    --------
    >>> higher(6.0), higher(-1.0)
    ('6 higher', '1 lower')
    """
    return f"{abs(value):.0f} {'lower' if value < 0 else 'higher'}"


def index_change(number: ReleasedNumber | None) -> str:
    """Return a change of the engagement index; empty where it is not told.

    Examples
    --------
    >>> index_change(ReleasedNumber(6.0, -5.0, 16.0))
    '6 higher (likely range 5 lower to 16 higher)'
    """
    if number is None or number.value is None:
        return ""
    return f"{higher(number.value)} ({_range(number, higher)})"


def _range(number: ReleasedNumber, form: object) -> str:
    assert callable(form), "a form is a function"
    low, high = number.lower, number.upper
    if low is None or high is None:
        return "likely range not known"
    if low < 0 <= high or low <= 0 < high:
        return f"likely range {form(low)} to {form(high)}"
    least, most = sorted((abs(low), abs(high)))
    return f"likely range {least:.0f} to {most:.0f}"


def verdict_reason(release: Release, one: Said) -> str:
    """Say why the verdict is what it is; what could have been seen, where it cannot be told."""
    verdict = one.cell.verdict
    if verdict is None:
        index = index_change(one.number("index", INDEX_CHANGE))
        beside = f" The engagement index moved to be {index}." if index else ""
        return f"{NOT_BESIDE}{beside}" if one.cell.reason == SOME_HIDDEN else ""
    worthwhile = f"{one.worthwhile:g} of every 100"
    if verdict == NO_EVIDENCE:
        return (
            f"A change of {worthwhile}, the least that was said beforehand to be worth having, is "
            "ruled out either way."
        )
    if verdict == CHANGE:
        better = (one.points is not None) and (one.points.value or 0) > 0
        return f"This is a change for the {'better' if better else 'worse'}."
    return " ".join(filter(None, [_unclear(release, one), _seen(one, worthwhile)]))


def _unclear(release: Release, one: Said) -> str:
    points = one.points
    if points is None:
        return ""
    if points.lower is None or points.upper is None:
        return "No likely range can be given."
    if points.lower <= 0 <= points.upper:
        return "The likely range reaches both ways: there may be no change at all."
    many = len(release.context.stated.get("survey", ()))
    return f"Of {many} statements one changes like this too often by chance to call."


def first_seen(told: tuple[Said, ...]) -> str:
    """Say what the survey could have shown of the first statement that cannot be told."""
    one = next((one for one in told if one.cell.verdict == CANNOT_TELL), None)
    seen = _seen(one, f"{one.worthwhile:g} of every 100") if one is not None else ""
    return f"Of {one.title}: {seen[:1].lower()}{seen[1:]}" if one is not None and seen else ""


def _seen(one: Said, worthwhile: str) -> str:
    least = one.number("detectable")
    if least is None or least.value is None:
        return ""
    beside = "more than" if least.value > one.worthwhile else "no more than"
    return (
        f"This survey would have shown a change of {least.value:.0f} of every 100 4 times in 5; a "
        f"smaller one it would often miss. That is {beside} the {worthwhile} that would be worth "
        "having."
    )


def conclusion(told: tuple[Said, ...]) -> str:
    """Say for which statements there is evidence of a change, and for how many none can be told."""
    found = [one.title for one in told if one.cell.verdict == CHANGE]
    unknown = sum(one.cell.verdict == CANNOT_TELL for one in told)
    judged = sum(one.cell.verdict is not None for one in told)
    if not judged:
        return "What staff say is told here without a verdict."
    seen = sum(one.cell.verdict == NO_EVIDENCE for one in told)
    parts = [f"Evidence of a change in {words.listed(found)}."] if found else []
    if unknown == judged:
        return "From what staff say we cannot tell whether the role changed anything."
    parts += [f"No evidence seen of a change in {_of(seen, len(told))}."] if seen else []
    parts += [f"We cannot tell for {_of(unknown, len(told))}."] if unknown else []
    return " ".join(parts)


def _of(many: int, among: int) -> str:
    return f"{many} of {among} statements"
