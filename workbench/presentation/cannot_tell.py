"""Of which groups nothing can be told over all stages, and what could have been seen."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.selection import (
    characteristics,
    comparator_of,
    disparities,
    overall,
    siblings,
    side,
)
from workbench.presentation.sentence import detectable
from workbench.presentation.view import View, paragraph
from workbench.vocabulary.terms import CANNOT_TELL, OVERALL

FEWEST = 10
"""Of fewer people on a side nothing is told, however far apart they are."""


def what_we_cannot_tell(release: Release) -> View:
    """Say of which groups nothing can be told, and what could have been seen."""
    cells = [
        cell
        for finding in characteristics(release)
        for cell in overall(finding)
        if cell.verdict == CANNOT_TELL
    ]
    untested = _untested(release)
    if not cells:
        text = f"Over all stages, there is no group for which we cannot tell.{untested}"
        return View(text, paragraph(text), _names(release))
    rows = [_unknown_row(release, cell) for cell in cells]
    text = (
        f"Over all stages we cannot tell for {_groups(release, cells)}. "
        f"“Cannot tell” is not “no disparity”.{_at_a_stage(release, cells)}"
        f"{clear_but_one_of_many(release, cells)}{_example(release, cells)}{untested}"
    )
    harder = "Many comparisons make" if release.exact else "Rounding and many comparisons make"
    note = (
        "The last figure is the best case. With exact counts and one comparison, a rate below it "
        f"would have been found 4 times in 5. {harder} it harder."
    )
    done = release.context.completed
    head = [
        "Group",
        "Applied, less those waiting",
        f"Of every 100, {done}",
        "Comparison group",
        "Seen only if below (of every 100)",
    ]
    caption = "What could have been seen in groups of whom we cannot tell"
    table = table_html(release, caption, head, rows)
    folded = (
        '<details class="data"><summary>What could have been seen, group by group</summary>'
        f"{paragraph(note, 'caveat')}{table}</details>"
    )
    return View(text, paragraph(text) + folded, _names(release))


def clear_but_one_of_many(release: Release, cells: list[ReleasedCell]) -> str:
    """Say why there is no verdict of groups whose likely range leaves out equal rates.

    Parameters
    ----------
    release : Release
        What was released.
    cells : list of ReleasedCell
        Cells of which it cannot be told.

    Returns
    -------
    str
        A sentence after a space; empty where there is no such group.
    """
    apart = [
        cell
        for cell in cells
        if side(cell.numbers.get("relative_rate_index"))
        and (cell.counts["entered"].value or 0) >= FEWEST
    ]
    if not apart:
        return ""
    named = words.listed([words.people_of(cell.group, release.context) for cell in apart])
    return (
        f" Of {named} the likely range leaves out equal rates, but with so many groups compared "
        "one so far out turns up too often by chance."
    )


def _at_a_stage(release: Release, cells: list[ReleasedCell]) -> str:
    """Name groups of which it cannot be told over all stages and can be at one."""
    named = {(cell.characteristic, cell.group) for cell in cells}
    at_stages: dict[str, list[str]] = {}
    for cell in disparities(release):
        if (cell.characteristic, cell.group) in named and cell.basis != OVERALL:
            group = words.people_of(cell.group, release.context)
            at_stages.setdefault(group, []).append(release.context.stages[cell.stage])
    return "".join(
        f" For {group} there is evidence of a disparity at the {words.listed(stages)}; what it "
        "comes to over all stages cannot be told from chance."
        for group, stages in at_stages.items()
    )


def _example(release: Release, cells: list[ReleasedCell]) -> str:
    """Say of the largest of some groups what could have been seen, at best."""
    largest = max(cells, key=lambda cell: cell.counts["entered"].value or 0)
    other = comparator_of(siblings(release, largest), largest)
    seen = detectable(largest, other)
    if not seen[0].isdigit():
        return ""
    beside = words.rate(other.numbers.get("selection_rate"))
    group, comparator = (words.people_of(cell.group, release.context) for cell in (largest, other))
    return (
        f" Of the largest of these groups, {group}, a shortfall would have been noticed only if "
        f"fewer than about {seen} of every 100 had {release.context.completed}, beside {beside} of "
        f"every 100 {comparator}."
    )


def _untested(release: Release) -> str:
    """Name the characteristics that were not among the headlines, so not tested over all stages."""
    titles = [
        finding.title
        for finding in characteristics(release)
        if not any(cell.family for cell in overall(finding))
    ]
    if not titles:
        return ""
    return f" Not tested over all stages, and told in their own sections: {words.listed(titles)}."


def _unknown_row(release: Release, cell: ReleasedCell) -> list[str]:
    other = comparator_of(siblings(release, cell), cell)
    return [
        words.capital(words.people_of(cell.group, release.context)),
        cell.counts["entered"].shown,
        *(words.rate(one.numbers.get("selection_rate")) for one in (cell, other)),
        detectable(cell, other),
    ]


def _groups(release: Release, cells: list[ReleasedCell]) -> str:
    return words.listed([words.people_of(cell.group, release.context) for cell in cells])


def _names(release: Release) -> tuple[str, ...]:
    return tuple(finding.name for finding in characteristics(release))
