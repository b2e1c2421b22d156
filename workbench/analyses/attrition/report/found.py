"""The first page: what was found, what was not seen, what cannot be told, what else explains it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from workbench.analyses.attrition.report import (
    changing,
    drivers,
    how_many,
    learners,
    like_with_like,
    next_steps,
    reasons,
    scenarios,
    undeclared,
    when,
    where,
)
from workbench.analyses.attrition.report.declared import few_declared
from workbench.analyses.attrition.report.words import conclusion, is_mostly_retirement
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.selection import (
    asked,
    characteristics,
    comparator_of,
    disparities,
    siblings,
)
from workbench.presentation.summary import verdict_html
from workbench.presentation.view import EMPTY, View, anchor, folded, paragraph
from workbench.vocabulary.terms import CANNOT_TELL, NO_EVIDENCE, OVERALL

Headlines = Sequence[tuple[Callable[[Release], str], str, str]]
MOST = 4
"""Disparities that the list names one by one."""
ITEMS = 9
"""Items of the list at most; what is left out is linked to below it."""
PARTS = {20: "a fifth", 25: "a quarter", 33: "a third", 50: "half"}
SEEN = "Seen only if above (of every 100)"
BEST_CASE = (
    "The last figure is the best case. With exact counts and one comparison, a rate above it would "
    "have been found 4 times in 5. Rounding and many comparisons make it harder."
)
BEFORE = (
    (how_many.headline, "how-many-leave", "how many leave"),
    (when.headline, "when-do-people-leave", "when people leave"),
)
AFTER = (
    (like_with_like.headline, "does-it-remain-like-with-like", "what remains like with like"),
    (drivers.headline, "what-goes-with-leaving", "what goes with leaving"),
    (scenarios.headline, "what-if", "what could be expected of a change"),
    (where.headline, "where-do-more-leave-than-expected", "where more leave than expected"),
    (reasons.headline, "why-do-they-say-they-leave", "why they say they leave"),
    (changing.headline, "is-it-changing", "whether it is changing"),
    (learners.headline, "how-do-learners-get-on", "how learners get on"),
    (
        undeclared.headline,
        "what-if-those-who-did-not-declare-were-different",
        "what if those who did not declare were different",
    ),
)
"""What each section says first, its heading's id and how a link names it; disparities between."""


def show(release: Release) -> View:
    """List what was found, each with a link to its section."""
    found = _strongest_first(release)
    before, after = _told(release, BEFORE), _told(release, AFTER)
    room = ITEMS - len(before) - len(found[:MOST])
    items = [
        *(_item(*one) for one in before),
        *(f"<li>{_disparity(release, cell)}</li>" for cell in found[:MOST]),
        *(_item(*one) for one in after[:room]),
    ]
    rest = _below([_link(place, named) for _, place, named in after[room:]]) + _unlisted(
        release, found[MOST:]
    )
    lead = how_many.headline(release)
    names = ("leaving", *(one.name for one in characteristics(release)))
    ahead = paragraph(next_steps.told(release, found))
    return View(lead, f'<ol class="findings">{"".join(items)}</ol>{rest}{ahead}', names)


def _strongest_first(release: Release) -> list[ReleasedCell]:
    """Return the disparities in leaving, those that are mostly retirement last."""
    found = [cell for cell in disparities(release) if cell in _of_leaving(release)]
    return sorted(found, key=partial(is_mostly_retirement, release))


def _told(release: Release, headlines: Headlines) -> list[tuple[str, str, str]]:
    """Return what each section says first, its place and its name, where it says anything."""
    told = [(headline(release), place, named) for headline, place, named in headlines]
    return [one for one in told if one[0]]


def _item(text: str, place: str, named: str) -> str:
    return f"<li>{paragraph(text)}<p>{_link(place, f'See {named}')}</p></li>"


def _below(links: list[str]) -> str:
    return f"<p>Told below: {'; '.join(links)}.</p>" if links else ""


def _unlisted(release: Release, cells: list[ReleasedCell]) -> str:
    if not cells:
        return ""
    return paragraph(
        f"There is evidence too for {_groups(release, cells)}: see “Who leaves more?”."
    )


def no_evidence_seen(release: Release) -> View:
    """Name the groups for which a large disparity was looked for and not seen."""
    if not characteristics(release):
        return EMPTY
    seen = [cell for cell in _of_leaving(release) if cell.verdict == NO_EVIDENCE]
    rule = release.context.rule
    text = (
        f"No evidence of a disparity seen for {_groups(release, seen)}."
        if seen
        else "No group is in this class."
    )
    note = (
        f"“No evidence seen” means that a gap of {_part(1 - rule.negligible_ratio)} fewer or "
        f"{_part(1 / rule.negligible_ratio - 1)} more is ruled out. It does not mean that everyone "
        "was treated alike."
    )
    return View(text, paragraph(text) + paragraph(note, "caveat"), _names(release))


def _part(share: float) -> str:
    """Return a share in words where it has a name.

    Examples
    --------
    >>> _part(0.2), _part(0.25), _part(0.1)
    ('a fifth', 'a quarter', '10%')
    """
    whole = round(100 * share)
    return PARTS.get(whole, f"{whole}%")


def cannot_tell(release: Release) -> View:
    """Say of which groups nothing can be told, and what could have been seen."""
    if not characteristics(release):
        return EMPTY
    cells = [cell for cell in _of_leaving(release) if cell.verdict == CANNOT_TELL]
    if not cells:
        text = "There is no group of the headline characteristics for which we cannot tell."
        return View(text, paragraph(text), _names(release))
    text = f"We cannot tell for {_groups(release, cells)}. “Cannot tell” is not “no disparity”."
    rows = [_could_see(release, cell) for cell in cells]
    head = ["Group", "In post", "Of every 100, left", "Of the comparison group", SEEN]
    table = table_html(release, "What could have been seen, group by group", head, rows)
    view = View(text, paragraph(BEST_CASE, "caveat") + table)
    told = folded("What could have been seen, group by group", view)
    return View(text, paragraph(text) + told.html, _names(release))


def _could_see(release: Release, cell: ReleasedCell) -> list[str]:
    other = comparator_of(siblings(release, cell), cell)
    rates = [one.numbers.get("selection_rate") for one in (cell, other)]
    number = cell.numbers.get("minimum_detectable_excess")
    known = number is not None and rates[1] is not None and rates[1].value is not None
    seen = (number.value or 0.0) * (rates[1].value or 0.0) if known and number and rates[1] else 0.0
    return [
        words.capital(words.people_of(cell.group, release.context)),
        cell.counts["entered"].shown,
        *(words.rate(one) for one in rates),
        words.of_100(seen) if seen else "Too few people",
    ]


def what_else(release: Release) -> View:
    """Say what the figures do not take account of."""
    told = [*release.context.explanations, *(_general(release) if characteristics(release) else ())]
    if not told:
        return EMPTY
    given = "".join(f"<li>{escape(one)}</li>" for one in told)
    return View("What else could explain it", f"<ul>{given}</ul>")


def _general(release: Release) -> tuple[str, str]:
    grade = "grade and in " if "grade" in release.context.tied else ""
    compared = (
        "Like is compared with like under a heading of its own."
        if release.of_section("like_with_like")
        else "Here like is not compared with like."
    )
    return (
        f"Groups differ in other things too, such as in {grade}length of service. {compared}",
        "A disparity is a reason to ask why. It is not by itself proof of discrimination.",
    )


def _of_leaving(release: Release) -> list[ReleasedCell]:
    """Return what was asked of leaving for any reason, where enough people declared."""
    return [
        cell for cell in asked(release) if cell.basis == OVERALL and not few_declared(release, cell)
    ]


def _disparity(release: Release, cell: ReleasedCell) -> str:
    title = release[cell.characteristic].title
    link = _link(anchor(cell.characteristic), f"See {title.lower()}", cell.group)
    told = like_with_like.of_group(release, cell)
    more = "".join(paragraph(one) for one in (told, undeclared.of_group(release, cell)) if one)
    return (
        f'<div class="finding">{paragraph(conclusion(release, cell))}{more}'
        f"<p>{verdict_html(cell)} {link}</p></div>"
    )


def _link(place: str, text: str, about: str = "") -> str:
    hidden = f'<span class="visually-hidden">: {escape(about)}</span>' if about else ""
    return f'<a href="#{place}">{escape(text)}{hidden}</a>'


def _groups(release: Release, cells: list[ReleasedCell]) -> str:
    return words.listed([words.people_of(cell.group, release.context) for cell in cells])


def _names(release: Release) -> tuple[str, ...]:
    return tuple(finding.name for finding in characteristics(release))
