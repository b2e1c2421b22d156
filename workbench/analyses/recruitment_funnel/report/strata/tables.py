"""Tables of groups compared like with like."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workbench.analyses.recruitment_funnel.report.strata.reading import (
    Compared,
    changes,
    contradicts,
    differ,
    within,
)
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.disclosure.models import TOO_FEW, UNTANGLED
from workbench.disclosure.weighing import SOME_HIDDEN
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import View, paragraph
from workbench.vocabulary.terms import OVERALL

NO_BREAK = "\u00a0"
PROTECTED = (TOO_FEW, UNTANGLED, SOME_HIDDEN)


def found_table(release: Release, told: list[Compared]) -> View:
    """Show the ratio of all together beside those like with like."""
    head, rows = _ratios(release, told, titled_rows=True)
    note = paragraph(
        "Rate ratios with likely ranges. “Turns round”: on the other side of 1 and clearly so. "
        "“Changes”: by more than 0.05. “Strata differ”: no one ratio stands for all; headline "
        "characteristics have theirs below, where enough people are in them. [x]: not available; "
        "[c]: too few people, or not shown to protect some.",
        "caveat",
    )
    caption = "All together, and like with like"
    return View(caption, table_html(release, caption, head, rows, row_heads=2) + note, names(told))


def every_group(release: Release, found: list[Compared]) -> View:
    """Show the same for every group at every stage, a table a characteristic."""
    html = ""
    for name in dict.fromkeys(one.whole.characteristic for one in found):
        own = [one for one in found if one.whole.characteristic == name]
        head, rows = _ratios(release, own, titled_rows=False)
        caption = f"{release[name].title}: all together, and like with like"
        html += table_html(release, caption, head, rows, row_heads=2)
    return View("Every group, like with like", html, names(found))


def _ratios(
    release: Release, told: list[Compared], *, titled_rows: bool
) -> tuple[list[str], list[list[str]]]:
    choices = [words.capital(within(release, cell)) for cell in told[0].within]
    head = ["Group", "Stage", "All together", *choices]
    rows = []
    for one in told:
        group = one.whole.group
        if titled_rows:
            group = words.capital(words.people_of(group, release.context))
        cells = [_ratio_text(release, one, cell) for cell in one.within]
        rows.append([group, stage(release, one), with_range(one.crude), *cells])
    return head, rows


def _ratio_text(release: Release, one: Compared, cell: ReleasedCell) -> str:
    number = cell.numbers.get("pooled_ratio")
    if number is None:
        return words.NOT_AVAILABLE if release.complete or _told(cell) else words.WITHHELD
    mark = ""
    if contradicts(one.crude, number):
        mark = "\nturns round"
    elif changes(one.crude, number, exact=release.exact):
        mark = "\nchanges"
    if differ(cell):
        form = words.ratio_form(number)
        pooled = f"(pooled {form(number.value or 0)}, {words.span(number, form)})".replace(
            " ", NO_BREAK
        )
        return f"Strata differ{mark}\n{pooled}"
    return with_range(number) + mark


def _told(cell: ReleasedCell) -> bool:
    return cell.reason is not None and cell.reason not in PROTECTED


def with_range(number: ReleasedNumber, form: Callable[[float], str] | None = None) -> str:
    """Return a ratio above its likely range."""
    if number.value is None:
        return words.NOT_AVAILABLE
    form = form or words.ratio_form(number)
    span = words.span(number, form).replace(" ", NO_BREAK)
    return f"{form(number.value)}\n({span})"


def stage(release: Release, one: Compared) -> str:
    """Name the stage of a comparison, or all of them."""
    name = one.whole.stage
    if name == OVERALL:
        return "Over all stages" if len(release.context.stages) > 1 else "All together"
    return words.capital(release.context.stages[name])


def names(told: Iterable[Compared]) -> tuple[str, ...]:
    """Return the findings that comparisons are read off."""
    return tuple(dict.fromkeys(f"strata:{one.whole.characteristic}" for one in told))
