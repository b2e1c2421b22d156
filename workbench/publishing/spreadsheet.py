"""The released values as a spreadsheet: cover, contents, notes, one marked table a sheet.

Laid out as the Government Analysis Function asks of statistics in spreadsheets. Every text is
written as text, whatever it begins with, and the same release gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from workbench.disclosure import Release
from workbench.presentation.words import NOT_AVAILABLE, WITHHELD, day
from workbench.publishing.spreadsheet_names import sheet_names
from workbench.publishing.spreadsheet_tables import (
    NO_LIMIT,
    NOT_APPLICABLE,
    Table,
    Value,
    methods,
    sections,
    tables,
)
from workbench.publishing.spreadsheet_writing import FILE, FONT, Sheet, write

NO_TIME = datetime(1980, 1, 1)
"""The time in the file's properties, which must hold one; it tells of no run."""
__all__ = ["FILE", "render"]

PROPERTIES, ENDING = "docProps/core.xml", b"</cp:coreProperties>"
LANGUAGE = b"<dc:language>en-GB</dc:language>"
FRONT = ("Cover", "Contents", "Notes", "Methods")
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
    options = {"in_memory": True, "strings_to_urls": False, "default_format_properties": {**FONT}}
    book = Workbook(buffer, options)
    book.set_properties({"title": release.context.title[:255], "created": NO_TIME})
    write(book, _sheets(release))
    book.close()
    return _with_language(buffer)


def _with_language(made: BytesIO) -> bytes:
    """Say which language the texts are in, which the library that writes them cannot."""
    told = BytesIO()
    with ZipFile(made) as source, ZipFile(told, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == PROPERTIES:
                content = content.replace(ENDING, LANGUAGE + ENDING)
            target.writestr(item, content)
    return told.getvalue()


def _sheets(release: Release) -> list[Sheet]:
    """Return every sheet: what is there, what it means, then the tables."""
    found = tables(release)
    names = sheet_names([*FRONT, *(table.name for table in found)])
    named = names[len(FRONT) :]
    method = methods(release, dict(zip(sections(release), named, strict=True)))
    notes = _table(
        "Notes: what symbols and words mean",
        ("Symbol or word", "What it means"),
        (*SYMBOLS, *WORDS),
    )
    after = (notes, method, *found)
    listed = [(name, one.title, len(one.rows)) for name, one in zip(names[2:], after, strict=True)]
    about = _table("Contents", ("Worksheet", "What it holds", "Rows"), listed)
    marking = f"{release.marking}: " if release.exact else ""
    return [
        Sheet(
            name,
            marking + table.title,
            table,
            onward="Cover" if name == "Contents" else "Contents",
            linked=name == "Contents",
        )
        for name, table in zip(names, (_cover(release), about, *after), strict=True)
    ]


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
