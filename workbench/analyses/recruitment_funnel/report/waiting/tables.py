"""Tables of waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.analyses.recruitment_funnel.report.waiting.reading import (
    Wait,
    by_day,
    day,
    known,
    range_of,
)
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import View, paragraph

SHARES = ("passed_by", "left_by", "still_waiting")
NOTE = (
    "Half of those who passed had a result within the days shown. [c]: too few people, "
    "not shown to protect some, or none beside whom to compare."
)


def every_group(release: Release) -> View:
    """Return the medians of every group and stage, a table a characteristic."""
    head = ["Group", "Stage", "Days", "Likely range", "Longer or shorter by", "Likely range"]
    findings = release.of_section("waiting")
    tables = [
        table_html(
            release,
            finding.title,
            head,
            [_row(release, cell) for cell in finding.cells],
            row_heads=2,
        )
        for finding in findings
    ]
    names = tuple(finding.name for finding in findings)
    return View("Days", paragraph(NOTE, "caveat") + "".join(tables), names)


def _row(release: Release, cell: ReleasedCell) -> list[str]:
    return [
        cell.group,
        words.capital(release.context.stages[cell.stage]),
        *_both(cell, "median_days", day),
        *(
            ["Comparison", words.NOT_AVAILABLE]
            if cell.role == "comparator"
            else _both(cell, "median_difference", _signed)
        ),
    ]


def _both(cell: ReleasedCell, name: str, form: Callable[[float], str]) -> list[str]:
    if not known(cell.numbers, name):
        return [words.WITHHELD, words.WITHHELD]
    number = cell.numbers[name]
    return [form(number.value or 0.0), range_of(number, form)]


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{day(abs(value))}"


def by_days(release: Release, told: Sequence[Wait]) -> View:
    """Return who had passed, left or still waited after round days, beside the comparator."""
    head = ["Days", "Group", "Passed", "Left", "Still waiting"]
    tables, names = [], []
    for one in told:
        pairs = [by_day(release, cell) for cell in (one.own, one.other)]
        rows = [
            [str(after), cells[after].group, *(_of_100(cells[after], name) for name in SHARES)]
            for after in pairs[0]
            for cells in pairs
        ]
        own = words.people_of(one.own.group, release.context)
        stage = release.context.stages[one.own.stage]
        caption = f"Of every 100 who came to the {stage}: {own} beside their comparison group"
        tables.append(table_html(release, caption, head, rows, row_heads=2))
        names.append(f"waiting_by:{one.own.characteristic}")
    return View("By days", "".join(tables), tuple(names))


def _of_100(cell: ReleasedCell, name: str) -> str:
    number = cell.numbers.get(name)
    if number is None or number.value is None:
        return words.WITHHELD
    return f"{words.of_100(number.value)} ({words.span(number, words.of_100)})"
