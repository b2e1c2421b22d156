"""Sentences on further changes, on what is unusual, on campaigns together, and on an aim."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from workbench.analyses.recruitment_funnel.report.campaigns import sentences
from workbench.analyses.recruitment_funnel.report.campaigns.reading import (
    FEWEST,
    RATE,
    RATIO,
    Series,
    beyond_usual,
    direction,
    every_rate,
    every_series,
    is_told,
)
from workbench.analyses.recruitment_funnel.report.shares import were
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.selection import side
from workbench.presentation.sentence import where
from workbench.vocabulary.terms import OVERALL

MOST = 2
"""Further changes named, the widest ones."""
TOGETHER = 4
"""Campaigns that are put together, this one among them."""


def further(release: Release, named: Sequence[Series]) -> str:
    """Name the widest other changes, with how many comparisons were looked at."""
    looked_at = [
        one
        for one in every_series(release)
        if one not in named and is_told(one) and len(one.cells) >= FEWEST
    ]
    clear = [one for one in looked_at if direction(one)]
    if not looked_at:
        return ""
    if not clear:
        return f"{_further(looked_at)}, none shows a change beyond what chance could give."
    level = looked_at[0].change.level if looked_at[0].change else None
    chance = round((1 - (level or release.context.rule.level)) * len(looked_at))
    seem = (
        f"{_further(looked_at)}, {len(clear)} seem{'s' if len(clear) == 1 else ''} to have changed"
    )
    if len(clear) <= chance:
        return f"{seem}; about {chance} would by chance alone, so none is named here."
    widest = sorted(clear, key=_width, reverse=True)[:MOST]
    listed = words.listed([_change(release, one) for one in widest])
    return (
        f"{seem}, and about {chance} would by chance alone. The widest: {listed}. That is a reason "
        "to look again after the next campaign, and no more."
    )


def _further(looked_at: Sequence[Series]) -> str:
    count = len(looked_at)
    return f"Of {count} further comparison{'' if count == 1 else 's'}"


def _width(one: Series) -> float:
    return abs((one.change.value if one.change else None) or 0.0)


def _change(release: Release, one: Series) -> str:
    name, change = sentences.short(release, one), one.change
    if change is None:
        return name
    fit = sentences.percent(release, change.value or 0)
    return f"{name} (odds {fit} a campaign, likely range {sentences.span(release, change)})"


def unusual(release: Release, lead: Series | None) -> str:
    """Say whether this campaign's rates are unusual: for everyone, then for the leading group."""
    rates = every_rate(release)
    everyone = [cell for cell in rates if cell.role == "all"]
    told = [
        _beyond(release, cell, release.context.people) for cell in everyone if beyond_usual(cell)
    ]
    if any(_earlier_differ(cell) for cell in everyone if beyond_usual(cell)):
        told.append(
            "The campaigns before it already differ there by more than chance, so being outside "
            "says little by itself."
        )
    if everyone and not told:
        told = [
            f"For all {release.context.people} together, this campaign is not unusual beside those "
            "before it."
        ]
    if lead and lead.now in rates:
        people = words.people_of(lead.now.group, release.context)
        if beyond_usual(lead.now):
            told.append(_beyond(release, lead.now, people))
        else:
            told.append(f"The rate of {people} {where(release, lead.now)} is not unusual.")
    return " ".join(told)


def _earlier_differ(cell: ReleasedCell) -> bool:
    number = cell.numbers.get("earlier_differ_p")
    return number is not None and number.value is not None and number.value < 0.05


def _beyond(release: Release, cell: ReleasedCell, people: str) -> str:
    about = "" if release.exact else "about "
    number, limits = cell.numbers[RATE], cell.numbers["usual_rate"]
    ends = [words.of_100(end) for end in (limits.lower, limits.upper) if end is not None]
    # A rate that reads like a limit would not seem to lie outside it.
    decimals = int(words.rate(number) in ends)
    span = words.span(limits, partial(words.of_100, decimals=decimals))
    rate = words.rate(number, decimals=decimals)
    done = release.context.completed if cell.stage == OVERALL else "passed"
    return (
        f"This campaign is unusual {where(release, cell)}: {about}{rate} of every 100 {people} "
        f"{done}, where {span} would be usual after the campaigns before it."
    )


def together(lead: Series) -> str:
    """Say the ratio of the last few campaigns together, to stand beside this one's."""
    number, own = lead.now.numbers.get("recent_ratio"), lead.ratios[-1]
    if number is None or number.value is None or own is None or own.value is None:
        return ""
    count = sentences.IN_WORDS[min(len(lead.cells), TOGETHER) - 2]
    both = [
        f"{words.ratio(each.value or 0)} (likely range {words.span(each, words.ratio)})"
        for each in (number, own)
    ]
    return (
        f"The last {count} campaigns together have the rate ratio {both[0]}, {lead.labels[-1]} "
        f"alone {both[1]}."
    )


def target(release: Release) -> str:
    """Hold this campaign against the aim that was set, where one was."""
    for finding in release.of_section("campaigns"):
        for cell in finding.cells:
            if aim := cell.numbers.get("target_ratio"):
                return _ratio_aimed_at(release, cell, aim)
            if aim := cell.numbers.get("target_share"):
                return _share_aimed_at(release, cell, aim)
    return ""


def _ratio_aimed_at(release: Release, cell: ReleasedCell, aim: ReleasedNumber) -> str:
    people = words.people_of(cell.group, release.context)
    text = (
        f"The aim is a rate ratio of {words.ratio(aim.value or 0)} for {people} over all stages "
        f"({aim.method})."
    )
    number = cell.numbers.get(RATIO)
    if number is None or number.value is None:
        return f"{text} Too few people to hold {cell.stratum} against it."
    span = words.span(number, words.ratio)
    value = words.ratio(number.value)
    return f"{text} In {cell.stratum} it is {value} (likely range {span}): {_met(number, aim)}."


def _share_aimed_at(release: Release, cell: ReleasedCell, aim: ReleasedNumber) -> str:
    done, group = release.context.completed, were(cell.group)
    text = (
        f"The aim is that of every 100 who {done} and declared, {words.of_100(aim.value or 0)} are "
        f"{group} ({aim.method})."
    )
    number = cell.numbers.get("share_of_starters")
    if number is None or number.value is None:
        return f"{text} Too few people to hold {cell.stratum} against it."
    about = "" if release.exact else "about "
    span = words.span(number, words.of_100)
    value = words.of_100(number.value)
    return (
        f"{text} In {cell.stratum}, {about}{value} were (likely range {span}): {_met(number, aim)}."
    )


def _met(number: ReleasedNumber, aim: ReleasedNumber) -> str:
    where_to = side(number, of=aim.value or 0.0)
    return {
        -1: "below the aim",
        0: "whether the aim is met cannot be told from chance",
        1: "above the aim",
    }[where_to]
