"""Tables of ratios, all together and beside people alike in circumstances."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.analyses.recruitment_funnel.report.adjusted.reading import Adjusted
from workbench.analyses.recruitment_funnel.report.adjusted.sentences import why_not
from workbench.analyses.recruitment_funnel.report.strata.reading import kinds, pooled_form
from workbench.analyses.recruitment_funnel.report.strata.tables import NO_BREAK, with_range
from workbench.disclosure import Release, ReleasedNumber
from workbench.disclosure.models import TOO_FEW, UNTANGLED
from workbench.disclosure.weighing import SOME_HIDDEN
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import View, paragraph
from workbench.vocabulary.terms import OVERALL

NOTE = (
    "Rate ratios, and how many more (+) or fewer (−) of every 100, each with its likely range. "
    "“About the same”: one ratio is within about a twentieth of the other, or no further off than "
    "rounding. “May be nothing”: the range holds 1. “Penalised”: so few passed, or did not, that a "
    "fit made for few was used. [c]: too few people, or not shown to protect some."
)
HEAD = [
    "Group",
    "Stage",
    "All together",
    "Once equal",
    "Of every 100, all together",
    "Of every 100, once equal",
    "Once equal, the gap is",
]


def found_table(release: Release, found: list[Adjusted]) -> View:
    """Show the gaps that the sentences are about."""
    held = list(dict.fromkeys(kinds(release, one.cell) for one in found))
    alike = held[0] if len(held) == 1 else "what is held equal for each"
    caption = f"Gaps all together, and among people alike in {alike}"
    head, rows = _rows(release, found, titled=True)
    table = table_html(release, caption, head, rows, row_heads=2)
    return View(caption, table + paragraph(NOTE, "caveat"), names(found))


def every_group(release: Release, found: list[Adjusted]) -> View:
    """Show every declared group at every stage, a table a characteristic."""
    html = ""
    for name in dict.fromkeys(one.cell.characteristic for one in found):
        own = [one for one in found if one.cell.characteristic == name]
        caption = f"{release[name].title}: {kinds(release, own[0].cell)} held equal"
        html += table_html(release, caption, *_rows(release, own, titled=False), row_heads=2)
    note = paragraph(NOTE, "caveat")
    return View("Every group once circumstances are equal", note + html, names(found))


def names(found: Iterable[Adjusted]) -> tuple[str, ...]:
    """Return the findings that these are read off."""
    each = (f"adjusted:{one.cell.characteristic}" for one in found)
    return tuple(dict.fromkeys(each))


def stage(release: Release, one: Adjusted) -> str:
    """Name the stage, or all of them."""
    if one.cell.stage == OVERALL:
        return "Over all stages" if len(release.context.stages) > 1 else "All together"
    return words.capital(release.context.stages[one.cell.stage])


def _rows(
    release: Release, found: list[Adjusted], *, titled: bool
) -> tuple[list[str], list[list[str]]]:
    rows = []
    for one in found:
        group = one.cell.group
        if titled:
            group = words.capital(words.people_of(group, release.context))
        rows.append([group, stage(release, one), *_numbers(release, one)])
    return HEAD, rows


def _numbers(release: Release, one: Adjusted) -> list[str]:
    if one.ratio is None:
        few = one.cell.reason in (None, TOO_FEW, UNTANGLED, SOME_HIDDEN)
        mark = words.WITHHELD if few else words.NOT_AVAILABLE
        return [mark] * 4 + [words.capital(why_not(one))]
    form = pooled_form(release)
    told = one.reading(exact=release.complete)
    how = "\nPenalised" if one.penalised else ""
    return [
        with_range(one.crude, form) if one.crude else words.NOT_AVAILABLE,
        with_range(one.ratio, form),
        _points(one.cell.numbers.get("crude_difference")),
        _points(one.difference),
        words.capital(told) + how,
    ]


def _points(number: ReleasedNumber | None) -> str:
    if number is None or number.value is None:
        return words.NOT_AVAILABLE
    span = words.span(number, words.points).replace(" ", NO_BREAK)
    return f"{words.points(number.value)}\n({span})"
