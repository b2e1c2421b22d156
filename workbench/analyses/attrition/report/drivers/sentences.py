"""What goes with leaving, in sentences."""

from __future__ import annotations

from workbench.analyses.attrition.report.drivers.reading import (
    CHANCE,
    Level,
    found,
    levels,
    looked_at,
    maybe,
    other_end,
    ranked,
    summary,
    unclear,
)
from workbench.analyses.attrition.report.words import about
from workbench.disclosure import Release, ReleasedNumber
from workbench.disclosure.models import TOO_FEW, UNTANGLED
from workbench.disclosure.weighing import SOME_HIDDEN
from workbench.presentation import words
from workbench.presentation.view import paragraph

SECOND = "A second method, which looks by itself for patterns of any shape,"
ASSOCIATION = (
    "This is an association and not a cause: people at one level differ from those at another in "
    "ways that are not recorded, and what is measured may itself follow from wanting to leave."
)
CALIBRATION = {
    1: "it was about right: where it told a higher rate, about as many more then left",
    2: "it overstated how far rates differ",
    3: "it understated how far rates differ",
    4: "it told about the same of everybody",
}
GAIN = {
    1: "On people neither method had seen, it told better who leaves than the first, so there is "
    "something that the first leaves out.",
    2: "On people neither method had seen, it is not clear that it told better who leaves than the "
    "first.",
    3: "On people neither method had seen, the first told better who leaves.",
}
NO_PATTERN = "no simple pattern"
MOST_NAMED = 3
"""So many of what was looked at are named."""
MOST_TOLD = 3
"""So many levels that stand out are told with their numbers, the others by name."""
REASONS = {
    TOO_FEW: "too few people",
    UNTANGLED: UNTANGLED,
    SOME_HIDDEN: SOME_HIDDEN,
    "the fit did not converge": "no stable figure could be found",
    "the same months are without other measures too, and cannot be told from them": (
        "not enough to compare"
    ),
}


def lead(release: Release) -> str:
    """Say what goes with leaving most clearly, or that nothing does, or why it is not known."""
    clear = found(release)
    if not looked_at(release):
        reasons = dict.fromkeys(why_not(one) for one in levels(release) if one.is_band)
        why = next(iter(reasons)) if len(reasons) == 1 else "the tables say why, level by level"
        return f"We cannot tell what goes with leaving, like with like: {why}."
    if not clear and maybe(release):
        return f"Like with like, {by_chance(release)}"
    if not clear:
        first = (
            "Nothing that was looked at clearly goes with leaving once people are alike in the "
            "rest: every likely range holds no difference. That is not proof that nothing does."
        )
        return " ".join(part for part in (first, larger(release)) if part)
    named = dict.fromkeys(one.title.lower() for one in clear)
    parts: tuple[str, ...] = (
        f"Like with like, leaving goes with {words.listed(list(named))}.",
        told_of(release, clear[0]),
        both_ends(release, clear[0]),
        by_chance(release),
        larger(release),
    )
    return " ".join(part for part in parts if part)


def told_of(release: Release, one: Level) -> str:
    """Say of one level how many more of every 100 leave than at the reference, like with like."""
    assert one.difference, "only levels with a figure are told"
    return (
        f"{one.title}, {one.cell.group}: {about(release)}{more(one.difference)} of every 100 left "
        f"a year than at {one.cell.comparator} ({_likely(one)})."
    )


def both_ends(release: Release, one: Level) -> str:
    """Say where the other end of a driver differs from the middle to the same side."""
    other = other_end(release, one)
    if other is None or other.difference is None:
        return ""
    sure = "" if other.clear else "; of that end by itself we cannot tell"
    return (
        f"At the other end, {other.cell.group}, it is {about(release)}{more(other.difference)} "
        f"({_likely(other)}){sure}: {NO_PATTERN}."
    )


def by_chance(release: Release) -> str:
    """Tell of bands that stand out by their own range, as some of so many would by chance."""
    some, many = maybe(release), len(looked_at(release))
    if not some:
        return ""
    expected = max(1, round(many * CHANCE))
    more_than = " more" if found(release) else ""
    told = [told_of(release, one) for one in some[:MOST_TOLD]]
    named = [f"{one.title.lower()}, {one.cell.group}" for one in some[MOST_TOLD:]]
    too = "stands out too" if len(named) == 1 else "stand out too"
    stand, which = ("stands", "it") if len(some) == 1 else ("stand", "any one of them")
    first = (
        f"{len(some)}{more_than} of the {many} bands looked at ({_of_what(release)}) {stand} out. "
        f"About {expected} would by chance alone, so {which} may be chance."
    )
    others = [f"{words.capital(words.listed(named))} {too}."] if named else []
    return " ".join([first, *told, *others])


def _of_what(release: Release) -> str:
    """Name what was looked at, the first few of it."""
    titles = list(dict.fromkeys(one.title for one in looked_at(release)))
    named = [title[:1].lower() + title[1:] for title in titles[:MOST_NAMED]]
    more = len(titles) - len(named)
    return words.listed([*named, *([f"{more} more"] if more else [])])


def larger(release: Release) -> str:
    """Name the difference of the most people that cannot be told, where there is one."""
    clear = found(release)
    other = other_end(release, clear[0]) if clear else None
    rest = [one for one in unclear(release) if other is None or one.cell is not other.cell]
    for one in rest[:1]:
        assert one.difference, "only levels with a figure are told"
        return (
            f"{one.title}, {one.cell.group}: {about(release)}{more(one.difference)} of every 100 "
            f"left a year than at {one.cell.comparator} ({_likely(one)}): we cannot tell."
        )
    return ""


def _likely(one: Level) -> str:
    return f"likely range {words.span(one.difference, tenths)}"


def besides(release: Release, one: Level) -> str:
    """Say what the difference is by itself, before people are alike."""
    if one.plain is None or one.plain.value is None:
        return ""
    return f" By itself it is {about(release)}{more(one.plain)}."


def second_opinion(release: Release) -> list[str]:
    """Say what a second method makes of it, and where it sees other things."""
    cell, order = summary(release), ranked(release)
    if "calibration_by_person" not in cell.numbers:
        return []
    titles = release.context.titles
    named = [titles.get(name, "length of service").lower() for name in order]
    first = (
        f"{SECOND} makes most of {words.listed(named[:4])}, in this order."
        if named
        else f"{SECOND} finds nothing that clearly tells who leaves."
    )
    return [first, *_calibrated(release), *_apart(release)]


def _calibrated(release: Release) -> list[str]:
    numbers = summary(release).numbers
    said = []
    for name, of_whom in (("person", "people"), ("time", "later months")):
        number = numbers.get(f"calibration_by_{name}")
        if number is not None:
            how = CALIBRATION[round(number.value or 1)]
            said.append(f"Tried on {of_whom} it had not seen, {how}.")
    gain = numbers.get("boosting_gain")
    return [*said, *([GAIN[round(gain.value or 2)]] if gain else [])]


def _apart(release: Release) -> list[str]:
    differ = [one for one in levels(release) if one.apart]
    if differ:
        each = [f"{one.title.lower()}, {one.cell.group}: {one.apart}" for one in differ]
        return [f"The two methods disagree on {'; '.join(each)}."]
    seen = any("opinions_apart" in one.cell.numbers for one in levels(release))
    return ["Where the two methods can be compared they agree."] if seen else []


def fitted(release: Release, name: str = "drivers") -> str:
    """Say how many leavers there were to each number estimated, and whether they were too few."""
    cell = summary(release, name)
    number = cell.numbers.get("events_per_parameter")
    if number is None or number.value is None:
        return f"No figure can be given: {_why(cell.reason)}."
    penalty = (
        f"A correction for few leavers was needed: {cell.reason}."
        if cell.reason
        else "No correction for few leavers was needed."
    )
    each = f"{number.value:.2g}"
    return f"{words.capital(about(release))}{each} people left for each number estimated. {penalty}"


def why_not(one: Level) -> str:
    """Say why there is no figure like with like."""
    return _why(one.cell.reason)


def _why(reason: str | None) -> str:
    return REASONS.get(reason or TOO_FEW, reason or "")


def more(number: ReleasedNumber) -> str:
    """Return a difference in words, of every 100."""
    value = 100 * (number.value or 0.0)
    size = f"{abs(value):.1f}".removesuffix(".0")
    return f"{size} {'more' if value >= 0 else 'fewer'}"


def tenths(value: float) -> str:
    """Return a difference of shares as so many of every 100, its sign in front.

    Examples
    --------
    >>> tenths(0.029), tenths(-0.1), tenths(0.0)
    ('2.9', '−10', '0')
    """
    size = f"{abs(100 * value):.1f}".removesuffix(".0")
    return size if value >= 0 or size == "0" else f"−{size}"


def paragraphs(texts: list[str]) -> str:
    """Return texts as paragraphs."""
    return "".join(map(paragraph, texts))
