"""The spreadsheet as people use it who hear it, magnify it, or go through it by keys alone.

The rules are those of the Government Analysis Function on releasing statistics in spreadsheets.
"""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import hostile
import openpyxl
import pytest
import toy_project as toy
from openpyxl.utils import range_boundaries

from workbench.disclosure import Release
from workbench.publishing.spreadsheet import render

ABOUT = "This worksheet holds one table. The worksheet Notes explains symbols such as [c]."


def committed():
    whole = hostile.committed()
    few = ("records", "campaign", "ethnicity", "strata_rows:sex", "waiting_by:sex")
    return replace(whole, findings=tuple(one for one in whole.findings if one.name in few))


def hostile_texts():
    whole = hostile.release()
    return replace(whole, findings=whole.findings[:12])


def counts_alone():
    return Release.from_json(toy.release_content())


@pytest.fixture(scope="module", params=[committed, counts_alone, hostile_texts])
def content(request):
    """A workbook: of many tables, of counts without a method, and with hostile texts."""
    return render(request.param())


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(BytesIO(content))


def sheets(content):
    with ZipFile(BytesIO(content)) as archive:
        names = sorted(one for one in archive.namelist() if one.startswith("xl/worksheets/sheet"))
        return [archive.read(name).decode() for name in names]


def test_each_sheet_has_one_named_table_and_nothing_beside_it(book):
    """A screen reader says which table it is in by its name, and finds nothing outside of one."""
    names = []
    for sheet in book:
        (table,) = sheet.tables.values()
        names.append(table.displayName)
        assert table.headerRowCount == 1
        assert range_boundaries(table.ref) == (1, 4, sheet.max_column, sheet.max_row)
        beside = sheet.iter_rows(min_row=1, max_row=3, min_col=2, values_only=True)
        assert not any(value for row in beside for value in row)
    assert len({name.casefold() for name in names}) == len(book.sheetnames)
    assert all(re.fullmatch(r"Table_\w+", name) for name in names)


def test_heads_are_there_and_no_two_alike(book):
    """Each cell is read with the head of its column."""
    for sheet in book:
        heads = [cell.value for cell in sheet[4]]
        assert all(isinstance(head, str) and head for head in heads)
        assert len({head.casefold() for head in heads}) == len(heads)


def test_no_cell_is_merged_and_none_is_empty(book):
    """Who goes through cells by keys would stop short, or hear a value twice."""
    for sheet in book:
        assert sheet.merged_cells.ranges == set()
        rows = list(sheet.iter_rows(min_row=4, values_only=True))
        assert [row for row in rows if None in row or "" in row] == []


def test_title_purpose_and_way_on_come_first(book):
    """A reader who lands on a sheet would not know where they are or how to leave."""
    for sheet in book:
        title, about, onward = (sheet.cell(row, 1) for row in (1, 2, 3))
        assert title.value
        assert title.font.b
        assert title.font.sz > about.font.sz
        assert about.value == ABOUT
        to = "Cover" if sheet.title == "Contents" else "Contents"
        assert onward.value == f"Go to {to}"
        assert onward.hyperlink.location == f"'{to}'!A1"


def test_contents_lead_to_every_other_sheet(book):
    """A reader would have to look through the tabs."""
    rows = list(book["Contents"].iter_rows(min_row=5, max_col=1))
    linked = {row[0].value: row[0].hyperlink.location for row in rows}
    assert list(linked) == book.sheetnames[2:]
    assert linked == {name: f"'{name}'!A1" for name in linked}


def test_heads_stay_in_sight_and_few_rows_with_them(book):
    """Far down, nobody would know what a column holds; too much kept in sight hides the rest."""
    for sheet in book:
        assert sheet.freeze_panes == "A5"
        assert [sheet.cell(row, 1).alignment.wrap_text or False for row in (1, 2)] == [False, False]


def test_texts_are_wrapped_and_columns_wide_enough(book):
    """A text would be cut off at the next cell, or a number shown as hashes."""
    for sheet in book:
        for row in sheet.iter_rows(min_row=4):
            for cell in row:
                width = sheet.column_dimensions[cell.column_letter].width
                assert 12 <= width <= 50
                if isinstance(cell.value, str):
                    assert cell.alignment.wrap_text
                else:
                    assert len(f"{cell.value:,}") < width


def test_font_is_plain_and_large(book):
    """Small or ornate letters tire."""
    fonts = {(cell.font.name, cell.font.sz >= 12) for sheet in book for (cell,) in sheet["A1:A5"]}
    assert fonts == {("Arial", True)}


def test_nothing_is_hidden_filtered_or_worked_out(book, content):
    """A filter's button covers the head; a formula may show another value than was published."""
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    for sheet in book:
        assert not any(row.hidden for row in sheet.row_dimensions.values())
        assert not any(column.hidden for column in sheet.column_dimensions.values())
        assert [table.autoFilter for table in sheet.tables.values()] == [None]
        assert sheet.auto_filter.ref is None
    assert not any("<f>" in text or "<f " in text for text in sheets(content))
    assert not any("conditionalFormatting" in text for text in sheets(content))


def test_the_document_has_a_title_and_a_language(book):
    """A screen reader says the title first, and reads in the voice of the language."""
    assert book.properties.title
    assert book.properties.language == "en-GB"


def test_the_first_sheet_opens_first_and_is_the_cover(book):
    """Somebody would begin in the middle."""
    assert book.active.title == book.sheetnames[0] == "Cover"
    assert book.sheetnames[:4] == ["Cover", "Contents", "Notes", "Methods"]


def test_every_symbol_that_is_used_is_explained(book):
    """A mark in brackets would be guessed at."""
    known = {row[0] for row in book["Notes"].iter_rows(min_row=5, values_only=True)}
    tables = [sheet for sheet in book if sheet.title not in ("Notes", "Cover", "Contents")]
    used = {
        cell
        for sheet in tables
        for row in sheet.iter_rows(min_row=5, values_only=True)
        for cell in row
        if isinstance(cell, str) and re.fullmatch(r"\[[a-z]\]|<\d+", cell)
    }
    assert used <= known
