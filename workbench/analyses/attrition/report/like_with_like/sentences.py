"""What becomes of a gap like with like, in sentences."""

from __future__ import annotations

from workbench.analyses.attrition.report.like_with_like.reading import (
    SECTION,
    Gap,
    leavers,
    plain_leavers,
    rounding_may_hide,
)
from workbench.analyses.attrition.report.words import about, more_or_fewer, shares
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.disclosure.models import TOO_FEW, UNTANGLED
from workbench.disclosure.weighing import SOME_HIDDEN
from workbench.presentation import words
from workbench.presentation.selection import comparator_of, siblings, side
from workbench.vocabulary.terms import NO_EVIDENCE

NOT_JUSTIFIED = "“Accounted for” is not “justified”: ask why these circumstances differ."
REMAINS = "a gap remains that the circumstances held equal do not account for"
VERDICTS: dict[str | None, str] = {
    NO_EVIDENCE: "No evidence of a disparity seen",
    None: "This is not tested",
}
HIDDEN_BY_ROUNDING = "Rounding may hide it: exact counts could tell."
UNSURE = "Whether any of the gap goes with these circumstances we cannot tell either."
MOST = 2
"""Blocks of circumstances that a sentence names."""
LEAST_NAMED = 0.1
REASONS = {
    TOO_FEW: "too few people",
    UNTANGLED: UNTANGLED,
    SOME_HIDDEN: SOME_HIDDEN,
    "nobody is at risk": "nobody was in post",
    "no one left": "no one left",
    "no one left in the comparator": "no one of the comparison left",
    "nobody of the comparator is at risk": "nobody of the comparison was in post",
    "everyone is alike in what is held equal": "everyone is alike in what is held equal",
    "too few left to hold any circumstance equal": "too few left to hold circumstances equal",
    "cannot be told from the circumstances": "the group cannot be told from its circumstances",
    "too few in the comparator are alike": (
        "more than 1 in 10 of the group have circumstances that no one in the comparison shares"
    ),
    "the fit did not converge": "no stable figure could be found",
}
"""Why there is no figure, by the reason that was released."""


def why_not(one: Gap) -> str:
    """Say why there is no figure like with like."""
    return REASONS.get(one.cell.reason or TOO_FEW, "no figure could be found")


def told(release: Release, one: Gap) -> str:
    """Say of one gap how many left, what remains like with like, and what goes with it."""
    parts = [shares(release, one.whole), like_with_like(release, one)]
    if one.ratio and not side(one.ratio) and one.total and not _is_clear(one.total):
        parts.append(UNSURE)
    return " ".join(parts)


def like_with_like(release: Release, one: Gap) -> str:
    """Say what remains of a gap like with like, and what goes with it."""
    own = words.people_of(one.whole.group, release.context)
    if one.ratio is None:
        return f"Like with like we cannot tell for {own}: {why_not(one)}."
    form = words.ratio_form(one.ratio)
    ratio = f"the ratio is {form(one.ratio.value or 0)} ({_likely(one.ratio)})"
    first = f"Like with like {ratio}{_people(release, one)}"
    if not side(one.ratio):
        why = "" if release.exact or not rounding_may_hide(one) else f" {HIDDEN_BY_ROUNDING}"
        return f"{first}: we cannot tell whether a gap remains.{why}{_goes_with(release, one)}"
    return f"{first}{_left_over(release, one)}"


def part(share: float) -> str:
    """Return a share of a gap in percent.

    Examples
    --------
    >>> part(0.4), part(-0.1), part(0.002)
    ('40%', '−10%', '0%')
    """
    whole = round(100 * share)
    return f"{'−' if whole < 0 else ''}{abs(whole)}%"


def not_found(release: Release, one: Gap) -> str:
    """Say of a gap for which there is no evidence how many left, and what is like with like."""
    beside = comparator_of(siblings(release, one.whole), one.whole)
    own, other = (
        about(release) + words.rate(cell.numbers.get("selection_rate"))
        for cell in (one.whole, beside)
    )
    who, others = (words.people_of(cell.group, release.context) for cell in (one.whole, beside))
    people = _leavers(release, -plain_leavers(one))
    sure = VERDICTS.get(one.whole.verdict, "We cannot tell whether this is a disparity")
    return (
        f"Of every 100 {who} {own} left, against {other} of {others}: {people} leavers. {sure}. "
        f"{like_with_like(release, one)}"
    )


def held_equal(release: Release, cell: ReleasedCell) -> list[str]:
    """Return the titles of what is held equal, as a sentence has them."""
    titles = release.context.titles
    named = (titles.get(name, "Length of service") for name in cell.stratum.split(", "))
    return [title if title[1:2].isupper() else title[:1].lower() + title[1:] for title in named]


def _likely(number: ReleasedNumber) -> str:
    return f"likely range {words.span(number, words.ratio_form(number))}"


def _people(release: Release, one: Gap) -> str:
    number = leavers(one)
    if number is None:
        return ""
    told = f", {_leavers(release, number.value)} leavers"
    if number.lower is None or number.upper is None:
        return told
    likely = more_or_fewer(number.lower, number.upper, exact=release.exact)
    return f"{told} (likely range {likely})"


def _leavers(release: Release, more: float) -> str:
    many = words.headcount(more, exact=release.exact)
    if many == "0" or many.startswith("fewer"):
        return "about as many"
    return f"{many} {'more' if more > 0 else 'fewer'}"


def _left_over(release: Release, one: Gap) -> str:
    """Say of a gap that is clear like with like how much of it circumstances leave."""
    reading = one.reading(exact=release.complete)
    if reading == "only like with like":
        return f": {REMAINS}. All together it does not show: other circumstances hide it."
    if reading == "the other way":
        return f": {REMAINS}. All together it points the other way."
    if reading == "larger":
        return f": {REMAINS}, and it is larger than before."
    if reading == "about the same":
        return f": {REMAINS}."
    return f": {REMAINS}.{_goes_with(release, one)}"


def _goes_with(release: Release, one: Gap) -> str:
    """Say what share of a gap goes with what, and that this is no excuse."""
    total = one.total
    if total is None or total.value is None or not _is_clear(total):
        return ""
    first = f" {words.capital(about(release))}{part(total.value)} of the gap goes with"
    return (
        f"{first} circumstances (likely range {words.span(total, part)}){_most(one)}. "
        f"{NOT_JUSTIFIED}"
    )


def _is_clear(total: ReleasedNumber) -> bool:
    """Tell whether a share accounted for can be told from nothing."""
    if total.lower is None or total.upper is None:
        return True
    return not total.lower <= 0 <= total.upper


def _most(one: Gap) -> str:
    named = [f"“{title}”" for title in _chief(one)]
    return f", chiefly {words.listed(named)}" if named else ""


def _chief(one: Gap) -> list[str]:
    """Return the blocks that the most of a gap goes with, the first few."""
    blocks = [
        (number.value, cell.stratum)
        for cell in one.parts[:-1]
        if (number := cell.numbers.get("share_accounted")) and (number.value or 0) > LEAST_NAMED / 2
    ]
    return [title for _, title in sorted(blocks, key=lambda each: -(each[0] or 0))[:MOST]]


def ask_why(release: Release, one: Gap) -> str:
    """Return the question that a gap which goes with circumstances leaves open."""
    own, other = (
        words.people_of(name, release.context) for name in (one.whole.group, one.whole.comparator)
    )
    named = [f"“{title}”" for title in _chief(one)] or ["circumstances"]
    return f"ask why {words.listed(named)} differ between {own} and {other}"


def findings(found: list[Gap]) -> tuple[str, ...]:
    """Return the findings that gaps are read off."""
    names = [f"{SECTION}:{one.whole.characteristic}" for one in found]
    return tuple(dict.fromkeys(names))
