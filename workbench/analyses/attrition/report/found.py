"""The first page: what was found, what was not seen, what cannot be told, what else explains it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from html import escape

from workbench.analyses.attrition.report import (
    changing,
    drivers,
    how_many,
    learners,
    like_with_like,
    next_steps,
    picture,
    reasons,
    scenarios,
    undeclared,
    when,
    where,
)
from workbench.analyses.attrition.report.declared import headlined
from workbench.analyses.attrition.report.not_known import (
    cannot_tell,
    groups,
    no_evidence_seen,
    what_else,
)
from workbench.analyses.attrition.report.words import conclusion, is_mostly_retirement, shares
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation.selection import characteristics, disparities, people
from workbench.presentation.sentence import RATIO_MEANS
from workbench.presentation.summary import verdict_html
from workbench.presentation.view import View, anchor, paragraph, stack

__all__ = ["cannot_tell", "headline", "no_evidence_seen", "show", "strongest", "what_else"]

Headlines = Sequence[tuple[Callable[[Release], str], str, str]]
MOST = 4
"""Disparities that the list names one by one."""
LIKE, RATIO = "ike with like", "Rate ratio"
FEW = 2
"""Groups in the picture where there is evidence for none."""
ITEMS = 9
"""Items of the list at most; what is left out is linked to below it."""
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
    found = strongest(release)
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
    ahead = next_steps.show(release, found)
    listed = f'<ol class="findings">{"".join(_explained(release, items))}</ol>'
    drawn = picture.show(release, _drawn(release, found))
    views = stack([View(lead, listed, names), drawn, View(lead, rest + ahead, names)])
    return replace(views, text=lead)


def headline(release: Release) -> str:
    """Say the first disparity in one sentence, or how many left where there is none."""
    found = strongest(release)
    return shares(release, found[0]) if found else how_many.headline(release)


def strongest(release: Release) -> list[ReleasedCell]:
    """Return the disparities in leaving, those that are mostly retirement last."""
    found = [cell for cell in disparities(release) if cell in headlined(release)]
    return sorted(found, key=partial(is_mostly_retirement, release))


def _told(release: Release, headlines: Headlines) -> list[tuple[str, str, str]]:
    """Return what each section says first, its place and its name, where it says anything."""
    told = [(headline(release), place, named) for headline, place, named in headlines]
    return [one for one in told if one[0]]


def _item(text: str, place: str, named: str) -> str:
    return f"<li><p>{escape(text)} {_link(place, f'See {named}')}</p></li>"


def _explained(release: Release, items: list[str]) -> list[str]:
    """Say what a rate ratio and like with like mean under the items that first have them."""
    told = [*items]
    for word, meaning in ((RATIO, RATIO_MEANS), (LIKE, like_with_like.meaning(release))):
        first = next((n for n, one in enumerate(told) if word in one), None)
        if meaning and first is not None:
            told[first] = told[first].replace("</li>", f"{paragraph(meaning, 'caveat')}</li>")
    return told


def _drawn(release: Release, found: list[ReleasedCell]) -> list[ReleasedCell]:
    """Return what the picture shows: all that is named above, or else what is of most people."""
    named = [*found[:MOST], *like_with_like.unproven(release)]
    return named or sorted(headlined(release), key=lambda cell: -people(cell))[:FEW]


def _below(links: list[str]) -> str:
    return f"<p>Told below: {'; '.join(links)}.</p>" if links else ""


def _unlisted(release: Release, cells: list[ReleasedCell]) -> str:
    if not cells:
        return ""
    return paragraph(f"There is evidence too for {groups(release, cells)}: see “Who leaves more?”.")


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
