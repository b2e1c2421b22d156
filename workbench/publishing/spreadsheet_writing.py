"""Sheets written one by one: a title, what is there, a link on, and one table marked as such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbench.errors import RunError
from workbench.publishing.spreadsheet_names import table_names
from workbench.publishing.spreadsheet_tables import Table, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FILE = "tables.xlsx"
LONGEST_TEXT = 32_767
NARROWEST, WIDEST = 12, 48
TOP = 3
"""The row of a table's heads: under the title, what the sheet holds, and the link."""
FONT = MappingProxyType({"font_name": "Arial", "font_size": 12})
"""Read only: the library adds to what it is given, and the next workbook would be another."""
LINK = {"font_color": "#1D4F91", "underline": 1}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, as it is to be written.

    Attributes
    ----------
    name : str
    title : str
        What stands in its first cell.
    table : Table
    onward : str
        The sheet that its link leads to.
    linked : bool
        Whether each row's first cell names a sheet, and leads there.
    """

    name: str
    title: str
    table: Table
    onward: str
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Looks:
    """How cells look, once a workbook: texts that begin with a mark stay texts if edited."""

    title: Format
    plain: Format
    head: Format
    text: Format
    kept: Format
    count: Format
    number: Format
    link: Format
    kept_link: Format

    @classmethod
    def of(cls, book: Workbook) -> Looks:
        """Return the looks of a workbook."""
        wrapped = {"text_wrap": True, "valign": "top"}
        kept = {"quote_prefix": True}
        return cls(
            title=book.add_format({"bold": True, "font_size": 15, **kept}),
            plain=book.add_format(),
            head=book.add_format({"bold": True, **wrapped}),
            text=book.add_format(wrapped),
            kept=book.add_format({**wrapped, **kept}),
            count=book.add_format({"valign": "top", "num_format": "#,##0"}),
            number=book.add_format({"valign": "top"}),
            link=book.add_format({**wrapped, **LINK}),
            kept_link=book.add_format({**wrapped, **LINK, **kept}),
        )


def write(book: Workbook, sheets: Sequence[Sheet]) -> None:
    """Write every sheet of a workbook, in order.

    Raises
    ------
    RunError
        If a text is longer than a cell can hold.
    """
    looks = Looks.of(book)
    names = table_names([sheet.name for sheet in sheets])
    for sheet, table_name in zip(sheets, names, strict=True):
        page = book.add_worksheet(sheet.name)
        _write_text(page, 0, 0, sheet.title, looks.title)
        about = "This worksheet holds one table. The worksheet Notes explains symbols such as [c]."
        _write_text(page, 1, 0, about, looks.plain)
        _write_link(page, TOP - 1, sheet.onward, looks, f"Go to {sheet.onward}")
        _write_table(page, sheet, looks)
        _mark(page, sheet.table, table_name, looks.head)
        page.freeze_panes(TOP + 1, 0)


def _write_table(page: Worksheet, sheet: Sheet, looks: Looks) -> None:
    table = sheet.table
    for place, head in enumerate(table.head):
        _write_text(page, TOP, place, head, looks.head)
        page.set_column(place, place, _width(table, place))
    for number, row in enumerate(table.rows, TOP + 1):
        for place, value in enumerate(row):
            if sheet.linked and place == 0:
                _write_link(page, number, str(value), looks, str(value))
            elif isinstance(value, str):
                plain = value[:1].isalnum()
                _write_text(page, number, place, value, looks.text if plain else looks.kept)
            else:
                look = looks.count if isinstance(value, int) else looks.number
                page.write_number(number, place, value, look)


def _write_text(page: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    if len(text) > LONGEST_TEXT:
        raise RunError(
            f"A text of {len(text):,} characters does not fit into a cell of {FILE}, which holds "
            f"{LONGEST_TEXT:,}. Shorten the title, name or label it is."
        )
    page.write_string(row, column, text, look)


def _write_link(page: Worksheet, row: int, name: str, looks: Looks, text: str) -> None:
    """Write a link to another sheet: no formula, and nothing outside the file."""
    look = looks.link if text[:1].isalnum() else looks.kept_link
    page.write_url(row, 0, f"internal:'{name}'!A1", look, text)


def _mark(page: Worksheet, table: Table, name: str, look: Format) -> None:
    columns = [{"header": head, "header_format": look} for head in table.head]
    options = {"name": name, "columns": columns, "autofilter": False, "style": None}
    page.add_table(TOP, 0, TOP + len(table.rows), len(table.head) - 1, options)


def _width(table: Table, place: int) -> int:
    longest = max((len(_told(row[place])) for row in table.rows), default=0)
    word = max(map(len, table.head[place].split()), default=0)
    return min(max(longest, word, NARROWEST) + 2, WIDEST)


def _told(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:,}"
