"""Where a comparison turns round within strata, in sentences."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report.strata.mix import mix, parts, same_mix
from workbench.analyses.recruitment_funnel.report.strata.reading import (
    Compared,
    differ,
    done,
    people,
    rows_of,
    within,
)
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.selection import comparator_of, siblings, side
from workbench.presentation.sentence import where
from workbench.vocabulary.terms import OVERALL


def turned(release: Release, one: Compared, cell: ReleasedCell) -> list[str]:
    """Say how a comparison of all together turns round within strata, conclusion first.

    Parameters
    ----------
    release : Release
        What the cells belong to.
    one : Compared
        A group at a place.
    cell : ReleasedCell
        The choice of circumstances that contradicts.
    """
    told = [
        f"{_together(release, one)} {_like_with_like(release, cell)}",
        mix(release, cell),
        same_mix(release, one, cell),
        parts(release, one, cell),
    ]
    return [text for text in told if text]


def _together(release: Release, one: Compared) -> str:
    own, other = people(release, one.whole)
    whole = comparator_of(siblings(release, one.whole), one.whole)
    shares = [words.rate(cell.numbers.get("selection_rate")) for cell in (one.whole, whole)]
    about = "" if release.exact else "about "
    what, place = done(release, one.whole), _place(release, one.whole)
    direction = side(one.crude)
    if not direction:
        return (
            f"{place}, {own} and {other} cannot be told apart: {about}{shares[0]} and "
            f"{about}{shares[1]} of every 100 {what}."
        )
    more = "more" if direction > 0 else "fewer"
    return (
        f"{place}, {more} {own} {what}: {about}{shares[0]} of every 100, against {about}"
        f"{shares[1]} of every 100 {other}."
    )


def _place(release: Release, cell: ReleasedCell) -> str:
    if cell.stage == OVERALL and len(release.context.stages) == 1:
        return "All together"
    return words.capital(where(release, cell))


def _like_with_like(release: Release, cell: ReleasedCell) -> str:
    ratio = cell.numbers["pooled_ratio"]
    own, _ = people(release, cell)
    alike = words.capital(within(release, cell))
    more = "more" if (ratio.value or 0) > 1 else "fewer"
    if differ(cell):
        return f"{alike} that does not hold. {_each(release, cell)}"
    form = words.ratio
    figure = f"rate ratio {form(ratio.value or 0)} (likely range {words.span(ratio, form)})"
    if side(ratio):
        return f"{alike}, {more} {own} {done(release, cell)}: {figure}."
    return f"{alike} that does not hold: {figure}."


def _each(release: Release, cell: ReleasedCell) -> str:
    """Name the strata where the group, and where its comparator, had the higher rate."""
    own, other = people(release, cell)
    ahead: dict[bool, list[str]] = {True: [], False: []}
    widest, gap = "", 0.0
    about = "" if release.exact else "about "
    for label, pair in rows_of(release, cell).items():
        first, second = (one.numbers.get("selection_rate") for one in pair)
        if not label or not first or not second or first.value is None or second.value is None:
            continue
        ahead[first.value > second.value].append(label)
        if abs(first.value - second.value) > gap:
            gap = abs(first.value - second.value)
            widest = (
                f"{label}: {about}{words.rate(first)} of every 100 {own}, {about}"
                f"{words.rate(second)} of every 100 {other}"
            )
    if not widest:
        return "It differs from one to another, and too few people are in each to show."
    ours, theirs = ahead[True], ahead[False]
    leading = f"{words.capital(own)} had the higher rate in {words.listed(ours or theirs)}"
    if not ours:
        leading = f"{words.capital(other)} had the higher rate in {words.listed(theirs)}"
    rest = f", {other} in {words.listed(theirs)}" if ours and theirs else ""
    return f"{leading}{rest}. The widest gap is in {widest}."
