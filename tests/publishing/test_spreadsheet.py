"""The spreadsheet: the released values and nothing else, every text a text."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import hostile
import openpyxl
import payloads
import pytest
import toy_project as toy

from workbench.disclosure import Release
from workbench.errors import RunError
from workbench.publishing.spreadsheet import render
from workbench.publishing.spreadsheet_names import sheet_names, table_names
from workbench.publishing.spreadsheet_reading import read_values

FRONT = ["Cover", "Contents", "Notes", "Methods"]


def released(*cells, **changes):
    content = toy.release_content(**changes)
    content["findings"] = [toy.finding(*(cells or (toy.cell("rows read"),)))]
    return Release.from_json(content)


def compared(group, *, value=0.25, lower=0.2, upper=None, **changes):
    """Return a cell with a rate and its limits."""
    number = {"value": value, "lower": lower, "upper": upper, "level": 0.95, "method": "Wilson"}
    number |= {"upper_open": upper is None}
    return toy.cell(group, numbers={"selection_rate": number}, **changes)


def sheets(content):
    """Return every sheet's rows, read by a library that did not write them."""
    book = openpyxl.load_workbook(BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book}


def outside(seen):
    """Return the links that leave the file."""
    return [link for link in seen.links if not link.startswith("#")]


@pytest.fixture(scope="module")
def committed():
    """The release of the committed notebook, some of its findings."""
    whole = hostile.committed()
    few = ("records", "campaign", "ethnicity", "strata_rows:sex", "waiting_by:sex")
    return replace(whole, findings=tuple(one for one in whole.findings if one.name in few))


@pytest.fixture(scope="module")
def content(committed):
    return render(committed)


def test_what_stands_before_the_tables():
    """A reader could not tell what the file is of, or what its symbols mean."""
    made = sheets(render(released(population="Applicants", data_date="2024-06-30")))
    assert list(made) == [*FRONT, "Records"]
    assert made["Cover"][0][0] == "Toy one"
    assert dict(made["Cover"][4:])["Marking"] == "OFFICIAL"
    assert dict(made["Cover"][4:])["People"] == "Applicants"
    assert dict(made["Cover"][4:])["Data at"] == "30 June 2024"
    assert made["Contents"][-1] == ["Records", "Rows", 1]
    assert [row[0] for row in made["Contents"][4:]] == ["Notes", "Methods", "Records"]
    assert {row[0] for row in made["Notes"][4:]} >= {"<5", "[c]", "[x]", "[z]", "no limit"}


def test_a_table_and_its_symbols():
    """A withheld number would read as nothing, or as a number."""
    cells = (
        compared("Asian", role="declared", verdict="cannot tell"),
        compared("Black", role="declared", value=None, lower=None, upper=0.1),
        toy.cell("Mixed", role="declared", value=None),
        toy.cell("White", role="comparator"),
    )
    cells[2]["counts"]["number"]["shown"] = "<5"
    made = sheets(render(released(*cells)))
    head = ["Finding", "Group", "Role", "Number", "Selection rate", "Selection rate: lower limit"]
    head += ["Selection rate: upper limit", "Verdict"]
    assert made["Records"][3:] == [
        head,
        ["Rows", "Asian", "declared", 40, 0.25, 0.2, "no limit", "cannot tell"],
        ["Rows", "Black", "declared", 40, "[c]", "[x]", 0.1, "[z]"],
        ["Rows", "Mixed", "declared", "<5", "[c]", "[c]", "[c]", "[z]"],
        ["Rows", "White", "comparator", 40, "[z]", "[z]", "[z]", "[z]"],
    ]
    assert made["Methods"][4:] == [["Records", "Selection rate", "Wilson", 0.95]]


def test_exact_figures_are_marked_on_every_sheet():
    """A sheet of exact counts, printed alone, would not say that it must not go round."""
    made = sheets(render(released(policy="analyst", marking="NOT FOR RELEASE")))
    assert all(rows[0][0].startswith("NOT FOR RELEASE: ") for rows in made.values())


def test_every_released_value_is_there_and_no_other(committed, content):
    """The spreadsheet and the report would tell different things."""
    made = sheets(content)
    for number, section in enumerate(dict.fromkeys(one.section for one in committed.findings)):
        head, *rows = list(made.values())[len(FRONT) + number][3:]
        cells = [cell for one in committed.of_section(section) for cell in one.cells]
        assert len(rows) == len(cells)
        for cell, row in zip(cells, rows, strict=True):
            told = dict(zip(head, row, strict=True))
            numbers = [value for value in row if not isinstance(value, str)]
            assert sorted(numbers) == sorted(_numbers(cell))
            for name, count in cell.counts.items():
                shown = count.shown if count.value is None else count.value
                assert told[name.replace("_", " ").capitalize()] == shown
            assert told.get("Group", "[z]") == (cell.group or "[z]")
            assert told.get("Verdict", "[z]") == (cell.verdict or "[z]")


def _numbers(cell):
    ends = [(one.value, one.lower, one.upper) for one in cell.numbers.values()]
    found = [value for each in ends for value in each]
    found += [count.value for count in cell.counts.values()]
    found += [cell.p_value, cell.p_adjusted, cell.family_size]
    return [value for value in found if value is not None]


def test_the_same_release_gives_the_same_bytes(committed, content):
    """Nobody could check a spreadsheet by making it again."""
    assert render(committed) == content
    times = {item.date_time for item in ZipFile(BytesIO(content)).infolist()}
    assert {time[0] for time in times} == {1980}


def test_each_sheet_is_one_marked_table(content):
    """A screen reader would not find the table, or its heads."""
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        (table,) = sheet.tables.values()
        assert table.ref == f"A4:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        assert [column.name for column in table.tableColumns] == [one.value for one in sheet[4]]


def test_nothing_is_hidden_linked_or_signed(content):
    """Something could be found in the file that no reader of it has seen."""
    seen = read_values(content)
    assert set(seen.sheets.values()) == {"visible"}
    assert (seen.hidden, outside(seen), seen.other_parts, seen.loose) == ((), [], (), ())
    assert seen.names == {}
    told = {name: text for name, text in seen.properties if name.startswith("docProps/core")}
    times = ["docProps/core.xml: created", "docProps/core.xml: modified"]
    language = "docProps/core.xml: language"
    assert list(told) == ["docProps/core.xml: title", *times, language]
    assert told[language] == "en-GB"
    assert {told[time] for time in times} == {"1980-01-01T00:00:00Z"}


def test_the_reader_sees_what_another_library_sees(content):
    """The audit would look at other values than a reader of the file does."""
    seen = {(cell.sheet, cell.address): cell.value for cell in read_values(content).cells}
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert seen == {(cell.parent.title, cell.coordinate): cell.value for cell in cells}


@pytest.mark.parametrize("payload", payloads.SHOWN)
def test_a_text_is_never_a_formula(payload):
    """A label would run as a command, or fetch a page, when somebody opens the file."""
    content = render(released(compared(payload), title=payload))
    seen = read_values(content)
    assert [cell.value for cell in seen.cells if cell.formula] == []
    assert outside(seen) == []
    named = [cell for cell in seen.cells if cell.value == payload]
    assert [(cell.sheet, cell.address) for cell in named] == [("Cover", "A1"), ("Records", "B5")]
    cell = openpyxl.load_workbook(BytesIO(content))["Records"]["B5"]
    assert cell.data_type == "s"
    assert bool(cell.quotePrefix) is not payload[0].isalnum()


def test_names_of_sheets_are_legal_and_apart():
    """Excel would refuse the file, or mend it and say that it was broken."""
    wanted = ["a" * 40, "A" * 40, "[x]:*?/\\", "'quoted'", "", " ", "History", *payloads.SHOWN]
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    assert all(0 < len(name) <= 31 for name in names)
    assert not any(re.search(r"[\[\]:*?/\\\n]|^'|'$", name) for name in names)


def test_names_of_tables_are_legal_and_apart():
    """Excel would refuse the file, or take the name for the address of a cell."""
    names = table_names(["R1C1", "A1", "a 1", "", "\u00e9", "x" * 300, "x" * 299, *payloads.SHOWN])
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"Table(_[A-Za-z0-9]+)*", name) for name in names)
    assert all(len(name) <= 200 for name in names)


@pytest.mark.parametrize("payload", payloads.SHOWN)
def test_strange_names_of_sections_and_numbers_are_written(payload):
    """A spreadsheet with a strange heading would not open."""
    content = toy.release_content()
    one = compared("Asian")
    one["numbers"] |= {payload: {"value": 1.0}, payload.upper() + " ": {"value": 2.0}}
    content["findings"] = [{**toy.finding(one), "section": payload}]
    assert len(sheets(render(Release.from_json(content)))) == len(FRONT) + 1


def test_a_text_that_no_cell_can_hold_is_refused():
    """The library leaves such a text out without a word."""
    with pytest.raises(RunError) as refused:
        render(released(toy.cell("x" * 40_000)))
    assert str(refused.value) == (
        "A text of 40,000 characters does not fit into a cell of tables.xlsx, which holds 32,767. "
        "Shorten the title, name or label it is."
    )


def test_what_is_no_spreadsheet_is_refused(tmp_path):
    """A damaged file would pass for one with nothing in it."""
    path = tmp_path / "tables.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(RunError) as refused:
        read_values(path)
    assert str(refused.value) == "The spreadsheet cannot be read. Make the report again."
