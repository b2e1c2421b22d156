"""The first page: what was found, what was not seen, what cannot be told, what else explains it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.cannot_tell import clear_but_one_of_many
from workbench.presentation.grid import table_html
from workbench.presentation.one_step.opening import headline
from workbench.presentation.one_step.words import counted, listed_groups, who
from workbench.presentation.selection import (
    asked,
    characteristics,
    comparator_of,
    disparities,
    siblings,
)
from workbench.presentation.sentence import RATIO_MEANS, conclusion, detectable
from workbench.presentation.summary import verdict_html
from workbench.presentation.view import View, anchor, folded, paragraph
from workbench.vocabulary.terms import CANNOT_TELL, NO_EVIDENCE

NOTHING = (
    "Nothing here meets the standard for evidence of a disparity. That is not evidence that there "
    "is none: see what we cannot tell."
)
BEST_CASE = (
    "The last figure is the best case. With exact counts and one comparison, a rate below it would "
    "have been found 4 times in 5. Rounding and many comparisons make it harder."
)
GENERAL = (
    "On this page each characteristic is looked at on its own.",
    "A disparity is a reason to ask why. It is not by itself proof of discrimination, and no UK "
    "law sets a ratio that passes or fails.",
)
Also = Sequence[tuple[str, str, str]]
"""What a section says first, its heading, and how a link names it."""


def what_we_found(release: Release, also: Also = ()) -> View:
    """List the disparities there is evidence of, then what the sections say first.

    Parameters
    ----------
    release : Release
        What was released.
    also : sequence of (str, str, str)
        Texts of other sections, each with the heading it is under and what a link is called;
        those that are empty are left out.
    """
    found = disparities(release)
    items = [f"<li>{_disparity(release, cell)}</li>" for cell in found]
    items += [_item(*one) for one in also if one[0]]
    first = headline(release) + ("" if found else f" {NOTHING}")
    listed = f'<ol class="findings">{"".join(items)}</ol>' if items else ""
    ratio = paragraph(RATIO_MEANS, "caveat") if found else ""
    return View(first, paragraph(first) + listed + ratio, ("people", *_names(release)))


def no_evidence_seen(release: Release) -> View:
    """Name the groups for which a disparity as large as a fifth was looked for and not seen."""
    seen = [cell for cell in asked(release) if cell.verdict == NO_EVIDENCE]
    told = [f"{who(release, one)} (compared with {_others(release, one)})" for one in seen]
    text = f"No evidence seen for {words.listed(told)}." if seen else "No group is in this class."
    low = release.context.rule.negligible_ratio
    note = (
        "“No evidence seen” means that we would have noticed a disparity as large as a fifth. The "
        f"whole likely range of the rate ratio lies between {low:.2f} and {1 / low:.2f} (1 is "
        "equal rates); so does that of not getting there, or the rates lie within "
        f"{100 * release.context.rule.negligible_difference:g} points of each other. It does not "
        "mean that everyone was treated alike."
    )
    return View(text, paragraph(text) + paragraph(note, "caveat"), _names(release))


def cannot_tell(release: Release) -> View:
    """Say of which groups nothing can be told, and what could have been seen."""
    cells = [cell for cell in asked(release) if cell.verdict == CANNOT_TELL]
    if not cells:
        text = "There is no group among those tested for which we cannot tell."
        return View(text, paragraph(text), _names(release))
    text = (
        f"We cannot tell for {listed_groups(release, cells)}. “Cannot tell” is not “no disparity”."
        f"{clear_but_one_of_many(release, cells)}"
    )
    caption = "What could have been seen, group by group"
    done = release.context.completed
    head = [
        "Group",
        words.capital(counted(release.context)),
        f"Of every 100, {done}",
        "Comparison group",
        "Seen only if below (of every 100)",
    ]
    table = table_html(release, caption, head, [_could_see(release, cell) for cell in cells])
    view = folded(caption, View(text, paragraph(BEST_CASE, "caveat") + table))
    return View(text, paragraph(text) + view.html, _names(release))


def what_else(release: Release) -> View:
    """Say what the figures do not take account of."""
    told = "".join(f"<li>{escape(one)}</li>" for one in (*release.context.explanations, *GENERAL))
    return View("What else could explain it", f"<ul>{told}</ul>")


def _disparity(release: Release, cell: ReleasedCell) -> str:
    title = release[cell.characteristic].title
    link = (
        f'<a href="#{anchor(cell.characteristic)}">See {escape(title.lower())}'
        f'<span class="visually-hidden">: {escape(cell.group)}</span></a>'
    )
    return (
        f'<div class="finding">{paragraph(conclusion(release, cell))}'
        f"<p>{verdict_html(cell)} {link}</p></div>"
    )


def _item(text: str, heading: str, named: str) -> str:
    link = f'<a href="#{anchor(heading)}">See {escape(named)}</a>'
    return f"<li>{paragraph(text)}<p>{link}</p></li>"


def _could_see(release: Release, cell: ReleasedCell) -> list[str]:
    other = comparator_of(siblings(release, cell), cell)
    return [
        words.capital(who(release, cell)),
        cell.counts["entered"].shown,
        *(words.rate(one.numbers.get("selection_rate")) for one in (cell, other)),
        detectable(cell, other),
    ]


def _others(release: Release, cell: ReleasedCell) -> str:
    return words.people_of(cell.comparator, release.context)


def _names(release: Release) -> tuple[str, ...]:
    return tuple(finding.name for finding in characteristics(release))
