"""The first page: what was found, what was not seen, what cannot be told, what else explains it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from workbench.analyses.attrition.report import (
    changing,
    drivers,
    how_many,
    learners,
    like_with_like,
    reasons,
    scenarios,
    undeclared,
    when,
    where,
)
from workbench.analyses.attrition.report.words import conclusion
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
from workbench.presentation.view import View, anchor, folded, paragraph
from workbench.vocabulary.terms import CANNOT_TELL, NO_EVIDENCE, OVERALL

Headlines = Sequence[tuple[Callable[[Release], str], str]]
MOST = 4
SEEN = "Seen only if above (of every 100)"
BEST_CASE = (
    "The last figure is the best case. With exact counts and one comparison, a rate above it would "
    "have been found 4 times in 5. Rounding and many comparisons make it harder."
)
BEFORE = (
    (how_many.headline, "how-many-leave"),
    (when.headline, "when-do-people-leave"),
)
AFTER = (
    (like_with_like.headline, "does-it-remain-like-with-like"),
    (drivers.headline, "what-goes-with-leaving"),
    (scenarios.headline, "what-if"),
    (learners.headline, "how-do-learners-get-on"),
    (reasons.headline, "why-do-they-say-they-leave"),
    (where.headline, "where-do-more-leave-than-expected"),
    (changing.headline, "is-it-changing"),
    (undeclared.headline, "what-if-those-who-did-not-declare-were-different"),
)
"""What each section says first, and the heading it stands under; disparities come between."""


def show(release: Release) -> View:
    """List what was found, each with a link to its section."""
    found = [cell for cell in disparities(release) if cell in _of_leaving(release)]
    items = [
        *_items(release, BEFORE),
        *(f"<li>{_disparity(release, cell)}</li>" for cell in found[:MOST]),
        *_items(release, AFTER),
    ]
    more = len(found) - MOST
    rest = paragraph(f"{more} more stand under “Who leaves more?”.") if more > 0 else ""
    lead = how_many.headline(release)
    names = ("leaving", *(one.name for one in characteristics(release)))
    return View(lead, f'<ol class="findings">{"".join(items)}</ol>{rest}', names)


def _items(release: Release, headlines: Headlines) -> list[str]:
    told = [(headline(release), place) for headline, place in headlines]
    return [f"<li>{paragraph(text)}<p>{_link(place)}</p></li>" for text, place in told if text]


def no_evidence_seen(release: Release) -> View:
    """Name the groups for which a large disparity was looked for and not seen."""
    seen = [cell for cell in _of_leaving(release) if cell.verdict == NO_EVIDENCE]
    rule = release.context.rule
    text = (
        f"No evidence of a disparity seen for {_groups(release, seen)}."
        if seen
        else "No group is in this class."
    )
    note = (
        "“No evidence seen” means that the likely range leaves out a rate ratio below "
        f"{rule.negligible_ratio:.2f} or above {1 / rule.negligible_ratio:.2f}. It does not mean "
        "that everyone was treated alike."
    )
    return View(text, paragraph(text) + paragraph(note, "caveat"), _names(release))


def cannot_tell(release: Release) -> View:
    """Say of which groups nothing can be told, and what could have been seen."""
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
    general = (
        "Groups differ in grade, region and length of service. Like is compared with like under a "
        "heading of its own.",
        "A disparity is a reason to ask why. It is not by itself proof of discrimination.",
    )
    given = "".join(f"<li>{escape(one)}</li>" for one in (*release.context.explanations, *general))
    return View("What else could explain it", f"<ul>{given}</ul>")


def _of_leaving(release: Release) -> list[ReleasedCell]:
    """Return what was asked of leaving for any reason, where enough people declared."""
    return [
        cell
        for cell in asked(release)
        if cell.basis == OVERALL and not undeclared.few_declared(release, cell)
    ]


def _disparity(release: Release, cell: ReleasedCell) -> str:
    title = release[cell.characteristic].title
    link = _link(anchor(cell.characteristic), f"See {title.lower()}", cell.group)
    return (
        f'<div class="finding">{paragraph(conclusion(release, cell))}'
        f"<p>{verdict_html(cell)} {link}</p></div>"
    )


def _link(place: str, text: str = "See more", about: str = "") -> str:
    hidden = f'<span class="visually-hidden">: {escape(about or place)}</span>'
    return f'<a href="#{place}">{escape(text)}{hidden}</a>'


def _groups(release: Release, cells: list[ReleasedCell]) -> str:
    return words.listed([words.people_of(cell.group, release.context) for cell in cells])


def _names(release: Release) -> tuple[str, ...]:
    return tuple(finding.name for finding in characteristics(release))
