"""Sentences of who left and who was turned down, at one stage."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report.leaving.reading import (
    PASSED,
    STAYED,
    WAYS,
    Compared,
    left,
)
from workbench.disclosure import Release, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.selection import side


def at_stage(release: Release, one: Compared) -> str:
    """Say how many of every 100 left and, of those who stayed, passed; and which the gap is of."""
    stage = release.context.stages[one.stayed.stage]
    sides = one.cells, one.others
    own, other = (words.people_of(cells[STAYED].group, release.context) for cells in sides)
    shares = [left(cells, one.way) for cells in sides]
    if words.WITHHELD in shares:
        return (
            f"At the {stage} too few {own} left, or too few stayed, to tell leaving from being "
            "turned down."
        )
    verb = WAYS[one.way] if one.way else "left before a result"
    told = (
        f"At the {stage} {_about(release, shares[0])} of every 100 {own} {verb}, of {other} "
        f"{_about(release, shares[1])}{_stayed(release, one)}"
    )
    return " ".join(filter(None, (told, _people(release, one), _reading(release, one))))


def _about(release: Release, share: str) -> str:
    return share if release.exact or not share.isdigit() else f"about {share}"


def by_chance(release: Release, known: list[Compared], apart: list[Compared]) -> str:
    """Say how many ratios of leaving leave out equal rates, and how many would by chance."""
    if not known:
        return "At no stage did enough people of a group leave for its leaving to be compared."
    expected = len(known) * (1 - release.context.rule.level)
    many = f"Of {len(known)} comparisons of leaving" if len(known) > 1 else "Of one comparison"
    likely = "fewer than 1" if expected < 1 else f"up to about {expected:.0f}"
    return (
        f"{many} {len(apart) or 'none'} ha{'s' if len(apart) == 1 else 've'} a likely range that "
        f"leaves out equal rates; {likely} would by chance alone."
    )


def _stayed(release: Release, one: Compared) -> str:
    if PASSED not in one.cells:
        return "."
    rates = [
        words.rate(cells[PASSED].numbers.get("selection_rate")) for cells in (one.cells, one.others)
    ]
    if words.WITHHELD in rates:
        return "."
    told = " and ".join(_about(release, rate) for rate in rates)
    return f"; of every 100 who stayed, {told} passed."


def _people(release: Release, one: Compared) -> str:
    """Say how many more would have stayed, and passed, at equal rates."""
    told = []
    for people, doing, done in (
        (one.would_have_stayed(), "staying", "stayed"),
        (one.would_have_passed(), "passing", "passed"),
    ):
        if people is None:
            return ""
        many = words.headcount(people, exact=release.exact)
        if many.startswith("fewer") or many == "0":
            told.append(f"at an equal rate of {doing}, about as many would have {done} as did")
        else:
            change = "more" if people > 0 else "fewer"
            told.append(f"at an equal rate of {doing}, {many} {change} would have {done}")
    return words.capital(f"{'; '.join(told)}.")


def _reading(release: Release, one: Compared) -> str:
    """Say whether the gap seen is of leaving, of being turned down, or of both."""
    leaving, passing = one.leaving(), one.passing()
    ranges = [
        f"ratio of {name} {words.ratio(number.value or 0)}, likely range "
        f"{words.span(number, words.ratio)}"
        for name, number in (("leaving", leaving), ("passing", passing))
        if number is not None
    ]
    shown = f" ({'; '.join(ranges)})" if ranges else ""
    return f"{_told(release, one)}{shown}."


def _told(release: Release, one: Compared) -> str:
    leaves, passes = side(one.leaving()), side(one.passing())
    if leaves and passes:
        return "The gap is of both" if leaves == -passes else "The two pull apart"
    if leaves:
        also = _slight(release, one.passing())
        return f"The gap seen is of leaving{_not_of('failing', slight=also)}"
    if passes:
        also = _slight(release, one.staying())
        return f"The gap seen is of failing{_not_of('leaving', slight=also)}"
    if _slight(release, one.passing()):
        return "The gap seen is of leaving, not of failing, and chance alone could account for it"
    return "Neither range leaves out equal rates, so which of the two it is we cannot tell"


def _not_of(what: str, *, slight: bool) -> str:
    return f", not of {what}" if slight else f"; whether it is of {what} too we cannot tell"


def _slight(release: Release, number: ReleasedNumber | None) -> bool:
    """Tell whether a whole range is too near 1 to make much of a gap."""
    least = release.context.rule.negligible_ratio
    if number is None or number.lower is None or number.upper is None:
        return False
    return least <= number.lower and number.upper <= 1 / least
