"""Excel workbooks that are none, name another sheet, or hold cells without a value."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from campaign import GOOD, GROUP, HEADER, NO_HEADER, OUTCOME, Case, check_refused, counted
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

ROWS = [line.split(",") for line in (HEADER + GOOD).splitlines()]
FILE = "applications.xlsx"
BROKEN = "cannot be read as an Excel workbook; it may be cut off. Export it again."
AS_CSV = "If it is delimited text, give it the ending .csv, or say so: reading: {format: csv}."
MERGED = (
    "only the first of them holds the value. Unmerge them, fill each cell in, and save it again."
)


def book(edit: Callable[[Worksheet], object] = lambda _: None, rows: list | None = None) -> bytes:
    """Return a workbook of the campaign, edited."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Applications"
    for row in ROWS if rows is None else rows:
        sheet.append(row)
    edit(sheet)
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def cells(**values: object) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        for place, value in values.items():
            sheet[place] = value

    return edit


def with_cover(sheet: Worksheet) -> None:
    sheet.parent.create_sheet("Cover", 0).append(["About this file"])


def rezipped(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a workbook with its parts changed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return kept.getvalue()


def cut_sheet(name: str, part: bytes) -> bytes:
    return part[: len(part) // 2] if "sheet1" in name else part


def wrong_size(_: str, part: bytes) -> bytes:
    return re.sub(rb'<dimension ref="[^"]+"', b'<dimension ref="A1:D3"', part)


CASES = {
    "text that says it is a workbook": Case(
        HEADER + GOOD,
        f"is not an Excel workbook (xlsx) inside. {AS_CSV}",
        mend={"reading": {"format": "csv"}},
        file=FILE,
    ),
    "a workbook that says it is csv": Case(
        book(),
        "is an Excel workbook (xlsx) inside. Give it the ending .xlsx, or say so: reading: "
        "{format: xlsx}.",
        mend={"reading": {"format": "xlsx"}},
    ),
    "cut off": Case(book()[:2000], BROKEN, file=FILE),
    "a sheet cut off within": Case(rezipped(book(), cut_sheet), BROKEN, file=FILE),
    "an archive of something else": Case(b"PK\x03\x04 and no more", BROKEN, file=FILE),
    "an archive that says it is csv": Case(
        b"PK\x03\x04 and no more", "is compressed. Unpack it first."
    ),
    "another sheet": Case(
        book(),
        "has no sheet 'Sheet9'; it has 'Applications'. Correct 'sheet' under 'reading'.",
        {"reading": {"sheet": "Sheet9"}},
        mend={"reading": {"sheet": "Applications"}},
        file=FILE,
    ),
    "a cover before the sheet": Case(
        book(with_cover),
        f"{NO_HEADER} Or is it another sheet of 'Cover', 'Applications'? Say so: reading: "
        "{sheet: ..}.",
        mend={"reading": {"sheet": "Applications"}},
        file=FILE,
    ),
    "an empty sheet": Case(
        book(rows=[]),
        "the first line is blank. It must name the columns: take out what is above them.",
        file=FILE,
    ),
    "a header alone": Case(
        book(rows=ROWS[:1]), "no rows under the header. Check the export.", file=FILE
    ),
    "a title above the header": Case(
        book(rows=[["Applications 2024"], [], *ROWS]), NO_HEADER, file=FILE
    ),
    "formulas without a value": Case(
        book(cells(B3='=IF(1=1,"Men","Women")', B4="=B3")),
        "'sex' has formulas without a value in 2 rows. Open the workbook in Excel and save it, or "
        "paste the values.",
        file=FILE,
    ),
    "errors in cells": Case(
        book(cells(B3="#N/A", D2="#REF!")),
        (
            f"'offer': 1 unknown label in 1 row: '#REF!'. {OUTCOME}",
            f"'sex': 1 unknown label in 1 row: '#N/A'. {GROUP}",
        ),
        file=FILE,
    ),
    "merged cells": Case(
        book(lambda sheet: sheet.merge_cells("A2:B4")),
        (
            f"'application_id' has merged cells (down to row 4): {MERGED}",
            f"'sex' has merged cells (down to row 4): {MERGED}",
        ),
        file=FILE,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    check_refused(tmp_path, CASES[case])


TAKEN = {
    "numbers for identifiers": book(rows=[ROWS[0], *([int(r[0]), *r[1:]] for r in ROWS[1:])]),
    "columns nobody asks for": book(rows=[[*row, None, "x"] for row in ROWS]),
    "formulas and merged cells elsewhere": book(
        lambda sheet: (sheet.merge_cells("F2:G9"), cells(E3="=1+1")(sheet))
    ),
    "a size that is written wrongly": rezipped(book(), wrong_size),
    "blank rows at the end": book(rows=[*ROWS, [None] * 4, ["", "", "", ""]]),
}


@pytest.mark.parametrize("case", TAKEN)
def test_it_is_taken(case: str, tmp_path: Path):
    found = counted(tmp_path, Case(TAKEN[case], "", file=FILE))
    assert found.everyone["reached"].tolist() == [8, 6]
    assert found.everyone["passed"].tolist() == [6, 1]
