"""What was not seen, what cannot be told, and what else could explain what was found."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from workbench.analyses.attrition.report.declared import headlined
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.selection import characteristics, comparator_of, siblings
from workbench.presentation.view import EMPTY, View, folded, paragraph
from workbench.vocabulary.terms import CANNOT_TELL, NO_EVIDENCE

PARTS = {20: "a fifth", 25: "a quarter", 33: "a third", 50: "half"}
SEEN = "Seen only if above (of every 100)"
MANY = 5
"""More groups than these are listed by characteristic."""
BEST_CASE = (
    "The last figure is the best case. With exact counts and one comparison, a rate above it would "
    "have been found 4 times in 5. Rounding and many comparisons make it harder."
)
NOT_NONE = "“Cannot tell” is not “no disparity”."


def no_evidence_seen(release: Release) -> View:
    """Name the groups for which a large disparity was looked for and not seen."""
    if not characteristics(release):
        return EMPTY
    seen = [cell for cell in headlined(release) if cell.verdict == NO_EVIDENCE]
    rule = release.context.rule
    text = (
        f"No evidence of a disparity seen for {_compared(release, seen)}."
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
    cells = [cell for cell in headlined(release) if cell.verdict == CANNOT_TELL]
    if not cells:
        text = "There is no group of the headline characteristics for which we cannot tell."
        return View(text, paragraph(text), _names(release))
    text, listed = _who(release, cells)
    html = paragraph(text) + listed + paragraph(_at_best(release, cells))
    rows = [_could_see(release, cell) for cell in cells]
    head = ["Group", "In post", "Of every 100, left", "Of the comparison group", SEEN]
    table = table_html(release, "What could have been seen, group by group", head, rows)
    view = View(text, paragraph(BEST_CASE, "caveat") + table)
    told = folded("What could have been seen, group by group", view)
    return View(text, html + told.html, _names(release))


def _who(release: Release, cells: Sequence[ReleasedCell]) -> tuple[str, str]:
    """Return a sentence of the groups and, where they are many, a list by characteristic."""
    if len(cells) <= MANY:
        return f"We cannot tell for {groups(release, cells)}. {NOT_NONE}", ""
    named = {
        release[name].title: groups(release, [one for one in cells if one.characteristic == name])
        for name in dict.fromkeys(cell.characteristic for cell in cells)
    }
    items = "".join(f"<li>{escape(f'{title}: {who}.')}</li>" for title, who in named.items())
    return f"We cannot tell for {len(cells)} groups. {NOT_NONE}", f"<ul>{items}</ul>"


def _at_best(release: Release, cells: Sequence[ReleasedCell]) -> str:
    """Say what could have been seen at best, of the groups that could show least and most."""
    told = sorted((one for cell in cells if (one := _seen(release, cell))), key=lambda one: one[0])
    few = len(cells) - len(told)
    parts = [
        f"{words.of_100(seen)} of every 100 {words.people_of(cell.group, release.context)}, "
        f"against {words.rate(beside)} of {words.people_of(cell.comparator, release.context)}"
        for seen, cell, beside in (told if len(told) < 2 else (told[0], told[-1]))
    ]
    first = f"At best we would have seen leaving of more than {'; and of more than '.join(parts)}."
    alone = f"{few} {'group is' if few == 1 else 'groups are'} too small to say even that."
    return " ".join([*([first] if parts else []), *([alone] if few and len(cells) > 1 else [])])


def _seen(
    release: Release, cell: ReleasedCell
) -> tuple[float, ReleasedCell, ReleasedNumber] | None:
    """Return the rate above which it would have been seen, and the comparison group's own."""
    other = comparator_of(siblings(release, cell), cell).numbers.get("selection_rate")
    number = cell.numbers.get("minimum_detectable_excess")
    if number is None or not number.value or other is None or not other.value:
        return None
    return number.value * other.value, cell, other


def _could_see(release: Release, cell: ReleasedCell) -> list[str]:
    other, seen = comparator_of(siblings(release, cell), cell), _seen(release, cell)
    return [
        words.capital(words.people_of(cell.group, release.context)),
        cell.counts["entered"].shown,
        *(words.rate(one.numbers.get("selection_rate")) for one in (cell, other)),
        words.of_100(seen[0]) if seen else "Too few people",
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
        "Like is compared with like under “Does it remain, like with like?”."
        if release.of_section("like_with_like")
        else "Here like is not compared with like."
    )
    return (
        f"Groups differ in other things too, such as in {grade}length of service. {compared}",
        "A disparity is a reason to ask why. It is not by itself proof of discrimination.",
    )


def groups(release: Release, cells: Sequence[ReleasedCell]) -> str:
    """Return whom cells are of, as a sentence lists them."""
    return words.listed([words.people_of(cell.group, release.context) for cell in cells])


def _compared(release: Release, cells: Sequence[ReleasedCell]) -> str:
    return words.listed(
        [
            f"{words.people_of(cell.group, release.context)} (compared with "
            f"{words.people_of(cell.comparator, release.context)})"
            for cell in cells
        ]
    )


def _names(release: Release) -> tuple[str, ...]:
    return tuple(finding.name for finding in characteristics(release))
