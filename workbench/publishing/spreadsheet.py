"""The released values as a spreadsheet: cover, contents, notes, one marked table a sheet.

Laid out as the Government Analysis Function asks of statistics in spreadsheets. Every text is
written as text, whatever it begins with, and the same release gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from workbench.disclosure import Release
from workbench.errors import RunError
from workbench.presentation.words import NOT_AVAILABLE, WITHHELD, day
from workbench.publishing.spreadsheet_tables import (
    NO_LIMIT,
    NOT_APPLICABLE,
    Table,
    Value,
    methods,
    sections,
    tables,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FILE = "tables.xlsx"
LONGEST_TEXT = 32_767
LONGEST_NAME = 31
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f\U00010000-\U0010ffff]")
NO_TIME = datetime(1980, 1, 1)
"""The time in the file's properties, which must hold one; it tells of no run."""
WIDEST = 44
SYMBOLS = (
    ("<5", "A count of 0 to 4. Which of them it is, is not said."),
    (
        WITHHELD,
        "Withheld: there are too few people, others could be worked out from it, or for the "
        "reason that its row names.",
    ),
    (NOT_AVAILABLE, "Not available: it cannot be worked out from what there is."),
    (NOT_APPLICABLE, "Does not apply: it is not said of rows of this kind."),
    (NO_LIMIT, "On this side the range has no limit that is known."),
)
WORDS = (
    ("Role", "Whether a row is of a declared group, of the comparison group, of people who did "
     "not declare, or of all."),
    ("Basis", "Of whom a rate is: conditional, of those who entered the stage; cumulative, of "
     "those who applied, as far as the stage; overall, of those who applied, over all stages."),
    ("Lower limit, upper limit", "The ends of the likely range; the sheet Methods says how each "
     "was worked out, and at which confidence level."),
    ("Rates", "Shares of 1: 0.25 is 25 of every 100."),
)  # fmt: skip


def render(release: Release) -> bytes:
    """Return the spreadsheet of a release.

    Raises
    ------
    RunError
        If a text is longer than a cell can hold.
    """
    # Imported late: a run that is skipped has no use for it.
    from xlsxwriter import Workbook

    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": release.context.title[:255], "created": NO_TIME})
    for name, table in _sheets(release):
        _write(book, book.add_worksheet(name), release, table)
    book.close()
    return buffer.getvalue()


def _sheets(release: Release) -> list[tuple[str, Table]]:
    """Return every sheet by its name: what is there, what it means, then the tables."""
    found = tables(release)
    fixed = ("Cover", "Contents", "Notes", "Methods")
    names = sheet_names([*fixed, *(table.name for table in found)])
    listed = list(zip(names[len(fixed) :], found, strict=True))
    method = methods(release, dict(zip(sections(release), names[len(fixed) :], strict=True)))
    contents = [(name, table.title, len(table.rows)) for name, table in listed]
    about = _table("Contents", ("Worksheet", "What it holds", "Rows"), contents)
    notes = _table("Notes", ("Symbol or word", "What it means"), (*SYMBOLS, *WORDS))
    front = zip(names, (_cover(release), about, notes, method), strict=False)
    return [*front, *listed]


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[Value, ...]]) -> Table:
    return Table(title, title, head, tuple(rows))


def _cover(release: Release) -> Table:
    context = release.context
    rows = [
        ("Marking", release.marking),
        ("Disclosure policy", release.policy),
        ("Data", f"{context.data_source} data"),
        ("Source", context.citation),
        ("People", context.population),
        ("Data at", context.data_date and day(context.data_date)),
        ("Report", "report.html, beside this file, says what the figures mean and whether its "
         "quality assurance is signed."),
        ("Symbols", "The worksheet Notes explains every symbol."),
    ]  # fmt: skip
    known = [(name, text) for name, text in rows if text]
    return Table("Cover", context.title, ("About this workbook", "Text"), tuple(known))


def sheet_names(wanted: Sequence[str]) -> tuple[str, ...]:
    """Return names that sheets may have: short, without marks of its own, no two alike.

    Examples
    --------
    >>> sheet_names(["Gap", "gap", "A/B: [1]", "History", ""])
    ('Gap', 'gap 2', 'A B 1', 'History 2', 'Sheet')
    """
    taken = {"history"}  # a name the program keeps for itself
    made: list[str] = []
    for text in wanted:
        plain = " ".join(NOT_IN_A_NAME.sub(" ", text).split())[:LONGEST_NAME].strip() or "Sheet"
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            ending = f" {number}"
            name = plain[: LONGEST_NAME - len(ending)] + ending
        taken.add(name.casefold())
        made.append(name)
    return tuple(made)


def _write(book: Workbook, sheet: Worksheet, release: Release, table: Table) -> None:
    """Write a sheet: its title, what it holds, and its one table, marked as such."""
    marking = f"{release.marking}: " if release.exact else ""
    bold, wrapped = book.add_format({"bold": True}), _wrapped(book)
    _text(sheet, 0, 0, marking + table.title, book.add_format({"bold": True, "font_size": 15}))
    about = "This worksheet holds one table. The worksheet Notes explains symbols such as [c]."
    _text(sheet, 1, 0, about, book.add_format({}))
    top, plain, kept = 3, wrapped[False], wrapped[True]
    for place, head in enumerate(table.head):
        _text(sheet, top, place, head, bold)
        sheet.set_column(place, place, _width(table, place))
    for number, row in enumerate(table.rows, top + 1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                _text(sheet, number, place, value, plain if value[:1].isalnum() else kept)
            else:
                sheet.write_number(number, place, value)
    if table.rows:
        _mark(sheet, table, top, bold)


def _wrapped(book: Workbook) -> dict[bool, Format]:
    """Return how texts look; those that begin with a mark are kept text if they are edited."""
    look: dict[str, Any] = {"text_wrap": True, "valign": "top"}
    return {kept: book.add_format({**look, "quote_prefix": kept}) for kept in (False, True)}


def _text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    if len(text) > LONGEST_TEXT:
        raise RunError(
            f"A text of {len(text):,} characters does not fit into a cell of {FILE}, which holds "
            f"{LONGEST_TEXT:,}. Shorten the title, name or label it is."
        )
    sheet.write_string(row, column, text, look)


def _mark(sheet: Worksheet, table: Table, top: int, look: Format) -> None:
    columns = [{"header": head, "header_format": look} for head in table.head]
    options = {"columns": columns, "autofilter": False, "style": None}
    sheet.add_table(top, 0, top + len(table.rows), len(table.head) - 1, options)


def _width(table: Table, place: int) -> int:
    texts = (value for row in table.rows if isinstance(value := row[place], str))
    longest = max(map(len, texts), default=0)
    return min(max(longest, len(table.head[place]), 10) + 2, WIDEST)
