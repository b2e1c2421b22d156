"""What becomes of a gap once circumstances are equal, in sentences."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report.adjusted.reading import (
    Adjusted,
    Reading,
    alike,
)
from workbench.analyses.recruitment_funnel.report.strata.reading import done, people, pooled_form
from workbench.disclosure import Release, ReleasedNumber
from workbench.disclosure.models import TOO_FEW, UNTANGLED
from workbench.disclosure.weighing import SOME_HIDDEN
from workbench.presentation import words
from workbench.presentation.sentence import where

MEANS: dict[Reading, str] = {
    "about the same": "these circumstances account for little of it",
    "smaller": "these circumstances go with part of it; accounted for is not justified",
    "larger": "the gap is larger once these are equal",
    "seen only like with like": "a gap shows only once these are equal",
    "the other way": "once these are equal, it points the other way",
    "not to be compared": "the gap is clear, and how its size changes cannot be told",
    "may be nothing": (
        "once these are equal, it may be nothing; accounted for is not justified, and the range "
        "does not show that it is gone"
    ),
}
NEARLY = "more than 1 in 10 of the group have circumstances that no one in the comparison shares"
REASONS = {
    TOO_FEW: "too few people",
    UNTANGLED: UNTANGLED,
    SOME_HIDDEN: SOME_HIDDEN,
    "fewer than 30 got this far": "fewer than 30 of one of the two groups got this far",
    "too few people to hold circumstances apart": "too few people here to hold these apart",
    "everyone is alike in what is held equal": "everyone here is alike in these",
    "nobody entered": "no one got this far",
    "nobody entered in the comparator": "no one in the comparison got this far",
    "all have the same outcome": "everyone had the same outcome",
    "too few in the comparator are alike": NEARLY,
    "cannot be told from the circumstances": "the group cannot be told from its circumstances",
    "the fit did not converge": "no stable figure could be found",
}
"""Why there is no figure, by the reason that was released."""


def why_not(one: Adjusted) -> str:
    """Say why there is no adjusted figure."""
    return REASONS.get(one.cell.reason or TOO_FEW, "no figure could be found")


def told(release: Release, one: Adjusted, *, named: bool) -> str:
    """Say of one gap what it is all together, what it is like with like, and what that means."""
    own, _ = people(release, one.whole)
    if one.ratio is None:
        return f"For {own} {where(release, one.whole)} we cannot tell: {why_not(one)}."
    form = pooled_form(release)
    then = f"{form(one.ratio.value or 0)} (likely range {words.span(one.ratio, form)})"
    means = MEANS[one.reading(exact=release.complete)]
    return f"{_of_100(release, one, named)} {_ratio(release, one)} {then}: {means}."


def appeared(release: Release, one: Adjusted, *, named: bool) -> str:
    """Say of a gap that it shows only once circumstances are equal."""
    own, other = people(release, one.whole)
    place = words.capital(where(release, one.whole))
    form = pooled_form(release)
    assert one.ratio, "a gap that appears has a ratio"
    then = f"{form(one.ratio.value or 0)} (likely range {words.span(one.ratio, form)})"
    beside = f"{other} {_alike(release, one, named)}"
    return (
        f"{place} a gap shows only like with like: {_fewer(release, one.difference)} of every 100 "
        f"{own} {done(release, one.whole)} than of {beside}. {_ratio(release, one)} {then}."
    )


def _ratio(release: Release, one: Adjusted) -> str:
    before = one.crude.value if one.crude else None
    if not before:
        return "The rate ratio is then"
    return f"The rate ratio of {pooled_form(release)(before)} is then"


def _of_100(release: Release, one: Adjusted, named: bool) -> str:
    own, other = people(release, one.whole)
    crude = one.cell.numbers.get("crude_difference")
    beside = f"{other} {_alike(release, one, named)}"
    return (
        f"{words.capital(where(release, one.whole))}, {_fewer(release, crude)} of every 100 {own} "
        f"{done(release, one.whole)} than of {other}; than of {beside}, "
        f"{_fewer(release, one.difference)}."
    )


def _alike(release: Release, one: Adjusted, named: bool) -> str:
    return "alike in these" if named else alike(release, one)


def _fewer(release: Release, difference: ReleasedNumber | None) -> str:
    """Say how many more or fewer of every 100."""
    points = round(100 * (difference.value or 0)) if difference else 0
    if not points:
        return "about as many"
    about = "" if release.exact else "about "
    return f"{about}{abs(points)} {'more' if points > 0 else 'fewer'}"
