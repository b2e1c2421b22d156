"""Sentences on whether a gap has moved from campaign to campaign."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.analyses.recruitment_funnel.report.campaigns.reading import (
    FEWEST,
    RATE,
    Series,
    direction,
    is_told,
    known,
)
from workbench.disclosure import Release, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.sentence import where
from workbench.vocabulary.terms import OVERALL

IN_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LATEST = 6
"""Campaigns whose ratios stand in the sentence."""
GAP = "the gap between {group} and {other} {place}"
LEAD = "the lead of {group} over {other} {place}"
FOUND = {
    "unknown": f"it cannot be told whether {GAP} has changed",
    "level": f"{GAP} shows no change that can be told from chance",
    "narrowed": f"{GAP} has narrowed",
    "widened": f"{GAP} has widened",
    "lead narrowed": f"{LEAD} has narrowed",
    "lead widened": f"{LEAD} has widened",
    "ahead now": "{group} have come from behind {other} to ahead of them {place}",
    "behind now": "{group} have gone from ahead of {other} to behind them {place}",
    "risen": "the odds of {group}, beside those of {other}, have risen {place}",
    "fallen": "the odds of {group}, beside those of {other}, have fallen {place}",
}
"""What became of a gap, in a sentence without its end."""
BRIEFLY = {
    "unknown": "too few people to tell",
    "level": "no change that can be told from chance",
    "risen": "the odds have risen",
    "fallen": "the odds have fallen",
}


def kind(one: Series) -> str:
    """Return which of `FOUND` became of a gap."""
    if not is_told(one):
        return "unknown"
    moved = direction(one)
    if not moved:
        return "level"
    first, last = (number.value if number else None for number in (one.ratios[0], one.ratios[-1]))
    if first is None or last is None or (last - first) * moved <= 0:
        # Where nearly everyone passes, a ratio of rates can stand still while odds move.
        return "risen" if moved > 0 else "fallen"
    if (first - 1) * (last - 1) < 0:
        return "ahead now" if moved > 0 else "behind now"
    if last > 1:
        return "lead widened" if moved > 0 else "lead narrowed"
    return "narrowed" if moved > 0 else "widened"


def found(release: Release, one: Series) -> str:
    """Say what became of a gap, without a number."""
    group, other = _people(release, one)
    return FOUND[kind(one)].format(group=group, other=other, place=where(release, one.now))


def told(release: Release, one: Series) -> str:
    """Say what became of a gap, then the people behind it."""
    ratios = [
        words.ratio(number.value) if number and number.value is not None else words.WITHHELD
        for number in one.ratios[-LATEST:]
    ]
    latest = f" (the latest {IN_WORDS[LATEST - 2]})" if len(one.cells) > LATEST else ""
    lead = (
        f"Over {many(one)} campaigns {found(release, one)}: rate ratio{latest} {', '.join(ratios)}."
    )
    return f"{lead} {_of_100(release, one)}".strip()


def many(one: Series) -> str:
    """Return how many campaigns there are, in words."""
    count = len(one.cells)
    return IN_WORDS[count - 2] if count - 2 < len(IN_WORDS) else str(count)


def _people(release: Release, one: Series) -> tuple[str, str]:
    group, other = (
        words.people_of(name, release.context) for name in (one.now.group, one.now.comparator)
    )
    return group, other


def _of_100(release: Release, one: Series) -> str:
    """Say how many of every 100 passed in the first campaign and in this one, on both sides."""
    rates = [
        [cell.numbers.get(RATE) for cell in (cells[0], cells[-1])]
        for cells in (one.cells, one.others)
        if cells
    ]
    if len(rates) < 2 or not all(known(number) for pair in rates for number in pair):
        return ""
    about = "" if release.exact else "about "
    own, beside = ([about + words.rate(number) for number in pair] for pair in rates)
    group, other = _people(release, one)
    done = release.context.completed if one.now.stage == OVERALL else "passed"
    return (
        f"In {one.labels[0]}, {own[0]} of every 100 {group} {done}, and {beside[0]} of every 100 "
        f"{other}; in {one.labels[-1]}, {own[1]} and {beside[1]}."
    )


def how_sure(release: Release, one: Series) -> str:
    """Say how fast a group gained or lost, with the likely range."""
    change = one.change
    if len(one.cells) < FEWEST:
        return f"{since_last(one)} A trend needs {IN_WORDS[FEWEST - 2]} campaigns."
    if change is None or change.value is None:
        return "Too few people passed, or did not, in one of the campaigns."
    other = _people(release, one)[1]
    done = "getting through" if one.now.stage == OVERALL else "passing"
    about = "" if release.exact else "about "
    moved = "rose" if change.value >= 0 else "fell"
    text = (
        f"Beside those of {other}, their odds of {done} {moved} by {about}"
        f"{percent(release, abs(change.value)).removeprefix('+')} a campaign (likely range "
        f"{span(release, change)})"
    )
    return f"{text}." if direction(one) else f"{text}; chance alone could give that."


def percent(release: Release, share: float) -> str:
    """Return a change in per cent, its sign in front."""
    number = f"{abs(100 * share):.{int(release.exact)}f}"
    if float(number) == 0:
        return "0%"
    return f"{'+' if share > 0 else '−'}{number}%"


def span(release: Release, number: ReleasedNumber) -> str:
    """Return the likely range of a change."""
    return words.span(number, lambda share: percent(release, share))


def since_last(one: Series) -> str:
    """Say how the ratio stood in the last campaign, how it stands, and if the two differ."""
    last, now = one.ratios[-2:]
    before, present = one.labels[-2:]
    number = one.now.numbers.get("ratio_to_last")
    if last is None or now is None or number is None or number.value is None:
        return f"Too few people in {before} or {present} to say whether the rate ratio has moved."
    pair = [
        f"{words.ratio(each.value or 0)} (likely range {words.span(each, words.ratio)})"
        for each in (last, now)
    ]
    apart = (number.lower or 0) > 1 or (number.upper is not None and number.upper < 1)
    risen = "risen" if number.value > 1 else "fallen"
    end = f"it has {risen} by more than chance would" if apart else "the two cannot be told apart"
    return f"The rate ratio was {pair[0]} in {before} and is {pair[1]} in {present}: {end}."


def short(release: Release, one: Series) -> str:
    """Name a comparison: the people and the stage."""
    return f"{words.people_of(one.now.group, release.context)} {where(release, one.now)}"


def other_disparities(release: Release, named: Sequence[Series]) -> str:
    """Say in a sentence what became of the other disparities that the report names."""
    by_kind: dict[str, list[str]] = {}
    for one in named:
        by_kind.setdefault(kind(one), []).append(short(release, one))
    parts = [
        f"{BRIEFLY.get(name, name)} for {words.listed(those)}" for name, those in by_kind.items()
    ]
    return f"Of the other disparities named in this report: {'; '.join(parts)}." if parts else ""
