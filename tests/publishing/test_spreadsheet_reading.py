"""The reader of spreadsheets sees whatever was put where no sheet shows it."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import toy_project as toy
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName

from workbench.disclosure import Release
from workbench.errors import RunError
from workbench.publishing.spreadsheet import render
from workbench.publishing.spreadsheet_reading import read_values

SECRET = "Jane Smith"


@pytest.fixture(scope="module")
def good():
    return render(Release.from_json(toy.release_content()))


def by_library(change):
    """Return a planting that changes the workbook through another library."""

    def plant(content):
        book = openpyxl.load_workbook(BytesIO(content))
        change(book)
        made = BytesIO()
        book.save(made)
        return made.getvalue()

    return plant


def by_hand(name, old="", new=SECRET):
    """Return a planting that changes or adds one part of the file."""

    def plant(content):
        made = BytesIO()
        with ZipFile(BytesIO(content)) as source, ZipFile(made, "w") as target:
            parts = {part: source.read(part) for part in source.namelist()}
            before = parts.get(name, b"").decode()
            parts[name] = (before.replace(old, new, 1) if old else new).encode()
            assert not old or parts[name].decode() != before
            for part, text in parts.items():
                target.writestr(part, text)
        return made.getvalue()

    return plant


def hidden_sheet(state):
    def change(book):
        book.create_sheet("Kept").append([SECRET])
        book["Kept"].sheet_state = state

    return by_library(change)


def commented(content):
    """Put a comment on the archive itself."""
    made = BytesIO(content)
    with ZipFile(made, "a") as archive:
        archive.comment = SECRET.encode()
    return made.getvalue()


def twice(content):
    """Put a part into the archive a second time."""
    made = BytesIO(content)
    with ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("docProps/app.xml", f"<a>{SECRET}</a>")
    return made.getvalue()


def change(book):
    book["Records"]["Z99"] = SECRET


def formula(book):
    book["Records"]["Z99"] = f'="{SECRET}"'


def comment(book):
    book["Records"]["A1"].comment = Comment(SECRET, "nobody")


def name(book):
    book.defined_names["kept"] = DefinedName("kept", attr_text=f'"{SECRET}"')


def link(book):
    book["Records"]["A1"].hyperlink = "http://canary.invalid/Jane Smith"


def creator(book):
    book.properties.creator = SECRET


def custom(book):
    book.custom_doc_props.append(StringProperty(name="kept", value=SECRET))


def footer(book):
    book["Records"].oddFooter.center.text = SECRET


SHEET = "xl/worksheets/sheet5.xml"
STRINGS = "xl/sharedStrings.xml"
PLANTINGS = {
    "a cell far off": (by_library(change), lambda seen: [one.value for one in seen.cells]),
    "a formula": (
        by_library(formula),
        lambda seen: [one.value for one in seen.cells if one.formula],
    ),
    "a hidden sheet": (hidden_sheet("hidden"), lambda seen: [one.value for one in seen.cells]),
    "a very hidden sheet": (hidden_sheet("veryHidden"), lambda seen: [x.value for x in seen.cells]),
    "a comment": (by_library(comment), lambda seen: seen.loose),
    "a defined name": (by_library(name), lambda seen: seen.names.values()),
    "a link": (by_library(link), lambda seen: seen.links),
    "the author": (by_library(creator), lambda seen: [text for _, text in seen.properties]),
    "a property": (by_library(custom), lambda seen: [text for _, text in seen.properties]),
    "a hint on a link": (
        by_hand(SHEET, 'display="', f'tooltip="{SECRET}" display="'),
        lambda seen: seen.loose,
    ),
    "another text of a link": (
        by_hand(SHEET, 'display="', f'display="{SECRET} '),
        lambda seen: seen.loose,
    ),
    "where a link leads": (
        by_hand(SHEET, 'location="', f'location="{SECRET} '),
        lambda seen: seen.links,
    ),
    "a footer": (by_library(footer), lambda seen: seen.loose),
    "a part of its own": (
        by_hand("customXml/item1.xml", new=f"<a>{SECRET}</a>"),
        lambda s: s.loose,
    ),
    "a file that is no part": (by_hand("xl/media/a.bin"), lambda seen: seen.loose),
    "a text no cell uses": (
        by_hand(STRINGS, "</sst>", f"<si><t>{SECRET}</t></si></sst>"),
        lambda seen: seen.loose,
    ),
    "a text in a cell itself": (
        by_hand(SHEET, "</row>", f'<c r="Z1" t="inlineStr"><is><t>{SECRET}</t></is></c></row>'),
        lambda seen: [one.value for one in seen.cells],
    ),
    "a comment on the archive": (commented, lambda seen: seen.loose),
}


@pytest.mark.parametrize("planted", PLANTINGS)
def test_a_text_is_seen_wherever_it_is(good, planted):
    """A name could leave the building in a part of the file that nobody looks at."""
    plant, look = PLANTINGS[planted]
    assert not any(SECRET in str(text) for text in look(read_values(good)))
    assert any(SECRET in str(text) for text in look(read_values(plant(good))))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('<row r="5"', '<row hidden="1" r="5"', "Records row 5"),
        ('<row r="5"', '<row ht="0" r="5"', "Records row 5"),
        ('<col min="1"', '<col hidden="true" min="1"', "Records col 1 to 4"),
        ("<sheetFormatPr", '<sheetFormatPr zeroHeight="1"', "Records rows"),
    ],
)
def test_what_is_hidden_on_a_sheet_is_named(good, old, new, told):
    """A row of exact counts could stand in the file out of sight."""
    assert read_values(by_hand(SHEET, old, new)(good)).hidden == (told,)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_the_state_of_a_sheet_is_told(good, state):
    """A sheet of exact counts could stand in the file out of sight."""
    assert read_values(hidden_sheet(state)(good)).sheets["Kept"] == state


@pytest.mark.parametrize(
    ("plant", "part"),
    [
        (by_hand("customXml/item1.xml", new="<a/>"), "customXml/item1.xml"),
        (by_hand("xl/vbaProject.bin"), "xl/vbaProject.bin"),
        (by_hand("report.csv"), "report.csv"),
        (twice, "docProps/app.xml"),
    ],
)
def test_parts_that_sheets_do_not_need_are_named(good, plant, part):
    """A macro or a file of rows could travel inside."""
    assert read_values(good).other_parts == ()
    assert read_values(plant(good)).other_parts == (part,)


def test_a_document_type_is_refused(good):
    """A few bytes could grow to fill the memory, or read a file of this machine."""
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><sst>&b;</sst>'
    with pytest.raises(RunError, match="The spreadsheet cannot be read"):
        read_values(by_hand(STRINGS, new=bomb)(good))
