"""Exact numbers planted in the page, the records, the spreadsheet, the manifest, the folder."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
from draft import FINDINGS, PAGE, Draft
from openpyxl.comments import Comment
from register import FOLDER, MADE, PLANTED, STATED, planted

BOOK, LINES = "tables.xlsx", "findings.csv"


def on_page(name: str, old: str, new: str) -> None:
    def plant(draft: Draft) -> None:
        draft.change(PAGE, old, new)

    PLANTED[name] = (plant, MADE, r"report\.html: line \d+ does not follow")


on_page("a sentence of the page", "</p>", " 237 of them.</p>")
on_page("a remark in the page", "</body>", "<!-- 237 --></body>")
on_page("something hidden in the page", "</main>", "<p hidden>237</p></main>")
on_page("a name in the page's head", "</head>", '<meta name="exact" content="237"></head>')
on_page("a style of the page", "</style>", ".n237{}</style>")
on_page("a drawing of the page", "<svg", '<svg data-n="237"')
on_page("blanks at the end of the page", "</html>", "</html>   ")


@planted(MADE, r"findings\.json: record \d+ does not follow")
def a_value_of_a_record(draft: Draft) -> None:
    draft.change(FINDINGS, '"value": 0.', '"value": 0.0')


@planted(MADE, r"findings\.json: record 1 does not follow")
def a_field_of_a_record(draft: Draft) -> None:
    draft.change(FINDINGS, "{", '{"exact": 237, ')


@planted(MADE, r"findings\.json: record 1 does not follow")
def the_order_of_records(draft: Draft) -> None:
    records = json.loads(draft.files[FINDINGS])
    lines = [json.dumps(record, ensure_ascii=False) for record in reversed(records)]
    draft.files[FINDINGS] = ("[\n" + ",\n".join(lines) + "\n]\n").encode()


@planted(MADE, r"findings\.csv: line \d+ does not follow")
def a_value_of_a_line(draft: Draft) -> None:
    draft.change(LINES, ",0.", ",0.0")


@planted(MADE, r"findings\.csv: line 1 does not follow")
def a_column_of_lines(draft: Draft) -> None:
    draft.change(LINES, '"finding"', '"exact","finding"')


def in_book(name: str, words: str) -> Callable[[Callable[[Any], None]], None]:
    def add(change: Callable[[Any], None]) -> None:
        def plant(draft: Draft) -> None:
            book = openpyxl.load_workbook(io.BytesIO(draft.files[BOOK]))
            change(book)
            out = io.BytesIO()
            book.save(out)
            draft.files[BOOK] = out.getvalue()

        PLANTED[name] = (plant, MADE, words)

    return add


@in_book("a hidden sheet", "its sheets do not follow")
def _(book: Any) -> None:
    sheet = book.create_sheet("exact")
    sheet["A1"], sheet.sheet_state = 237, "veryHidden"


@in_book("a hidden column", "its hidden rows or columns do not follow")
def _(book: Any) -> None:
    sheet = book.worksheets[-1]
    sheet["AZ1"] = 237
    sheet.column_dimensions["AZ"].hidden = True


@in_book("a cell of the spreadsheet", r"cell A200 does not follow")
def _(book: Any) -> None:
    book.worksheets[0]["A200"] = 237


@in_book("a comment on a cell", "its inner files do not follow")
def _(book: Any) -> None:
    book.worksheets[0]["A1"].comment = Comment("237", "x")


@in_book("a property of the spreadsheet", "its properties do not follow")
def _(book: Any) -> None:
    book.properties.description = "237"


@in_book("a defined name", "its defined names do not follow")
def _(book: Any) -> None:
    name = openpyxl.workbook.defined_name.DefinedName("exact", attr_text="237")
    book.defined_names["exact"] = name


@planted(MADE, "its inner files do not follow")
def a_file_inside_the_spreadsheet(draft: Draft) -> None:
    with zipfile.ZipFile(out := io.BytesIO(draft.files[BOOK]), "a") as archive:
        archive.writestr("custom/exact.xml", "<n>237</n>")
    draft.files[BOOK] = out.getvalue()


@planted(MADE, "its texts outside of cells do not follow")
def a_remark_of_the_archive(draft: Draft) -> None:
    with zipfile.ZipFile(out := io.BytesIO(draft.files[BOOK]), "a") as archive:
        archive.comment = b"237"
    draft.files[BOOK] = out.getvalue()


def stated(name: str, words: str, **changes: Any) -> None:
    def plant(draft: Draft) -> None:
        draft.manifest.update(changes)

    PLANTED[f"manifest: {name}"] = (plant, STATED, words)


stated("one more statement", "states 'exact', which no manifest does", exact=237)
stated("headline", "'headline' does not follow", headline="237 of 1,604 Black applicants started.")
stated("rows read", "'rows_read' does not follow", rows_read={"value": 5601, "shown": "5,601"})
stated("rows by reason", "'records' does not follow", records={"objected": {"value": 3}})
stated("verdicts", "'verdicts' does not follow", verdicts={"cannot tell": 237})
stated("duration", "'duration_seconds' is not of the form", duration_seconds=31.237)
stated("versions", "versions", versions={"python": "237 rows"})
stated("time", "'run_time' is not of the form", run_time="2026-04-01T00:00:00.237Z")
stated("what it leads with", "'headlines' does not follow", headlines=[{"value": 237}])
stated("what it took the place of", "'previous' is not of the form", previous={"exact": 237})
stated("seed", "'seed' does not follow", seed=237)
stated("commit", "'code' is not of the form", code={"commit": "237", "dirty": False})
stated("defaults", "'defaults_used' is not of the form", defaults_used=["237 rows"])


def in_folder(name: str, file: str, words: str) -> None:
    def plant(draft: Draft) -> None:
        draft.loose[file] = b"237"

    PLANTED[name] = (plant, FOLDER, words)


in_folder("one more file", "notes.txt", "notes.txt is not named in the manifest")
in_folder("a file that starts with a dot", ".exact", r"\.exact is not named in the manifest")
