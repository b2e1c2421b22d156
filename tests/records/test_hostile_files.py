"""Files that someone could have made to do harm: refused in plain words, or counted as they are."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from campaign import FILE, GOOD, GROUP, HEADER, MAP, NOWHERE, Case, check_refused, counted

from workbench.errors import DataError
from workbench.records.opening import delimited

ALL = HEADER + GOOD
PIPE = "is a pipe or a device, not a file. Save what it gives to a file first."
NO_FIELDS = (
    "the first line has only one field. It must name the columns: take out what is above them. If "
    "it does name them, say what separates them: reading: {delimiter: '^'}."
)
BINARY = (
    "holds NUL bytes, the first in line 1: it is damaged, or not text. Export it again as UTF-8."
)
NOT_TEXT = (
    "is neither UTF-8 (the first bytes that are not stand in line {}) nor cp1252. Save it as UTF-8 "
    "and export it again."
)
NO_COUNT = (
    "'n' is not a whole number of people in 1 row. Write figures alone, 12 at most; 0 is allowed."
)
COUNTED = {"identifier": None, "count": "n"}
UNSEEN = (
    "'application_id' holds characters that cannot be seen in 1 row, so that one could count as "
    "two. Take them out."
)
BYTES = bytes(range(1, 200))


def sock(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def linked_folder(path: Path) -> None:
    (path.parent / "folder").mkdir()
    path.symlink_to("folder")


def counts(first: str) -> str:
    return f"n,sex,sift,offer\n{first},Men,Pass,Pass\n5,Women,Fail,\n5,Men,Fail,\n"


def no_count(text: str) -> Case:
    return Case(counts(text), NO_COUNT, COUNTED)


def label(text: str, told: str, **changes: object) -> Case:
    """Return a case of one row with a label, quoted in the file, and how it is shown."""
    quoted = text.replace('"', '""')
    says = f"'sex': 1 unknown label in 1 row: {told}. {GROUP}"
    return Case(f'{ALL}105,"{quoted}",Fail,\n', says, changes)


def nowhere(data: str, called: str, parent: str) -> Case:
    return Case(None, f"no such file in {parent}. {NOWHERE}", data=data, called=called)


CASES = {
    "a link to itself": Case(
        lambda path: path.symlink_to(path.name),
        f"is a link to a file that is not there. {NOWHERE}",
    ),
    "a link to a device": Case(lambda path: path.symlink_to(os.devnull), PIPE),
    "a socket": Case(sock, PIPE),
    "a link to a folder": Case(
        linked_folder,
        "is a folder, not a file. Name a file in 'data', or all of them: folder/*.csv.",
    ),
    "a command for a name": nowhere("$(touch x).csv", "$(touch x).csv", "FOLDER"),
    "an address for a name": nowhere(
        "https://example.org/a.csv", "a.csv", "FOLDER/https:/example.org"
    ),
    "a bucket for a name": nowhere("s3://bucket/a.csv", "a.csv", "FOLDER/s3:/bucket"),
    "a query for a name": nowhere("a.csv'); DROP TABLE a;--", "a.csv'); DROP TABLE a;--", "FOLDER"),
    "a line break in a name": nowhere("a\n.csv", r"'a\n.csv'", "FOLDER"),
    "a terminal's command in a name": nowhere("\x1b(0a.csv", r"'\x1b(0a.csv'", "FOLDER"),
    "a program": Case(b"\x7fELF" + bytes(300), BINARY),
    "a database": Case(b"SQLite format 3\0" + bytes(500), BINARY),
    "an archive of 7-Zip": Case(b"7z\xbc\xaf\x27\x1c" + BYTES, NOT_TEXT.format(1)),
    "an archive of zstd": Case(b"\x28\xb5\x2f\xfd" + BYTES, NOT_TEXT.format(1)),
    "an archive of bzip2": Case(b"BZh91AY&SY" + BYTES, NOT_TEXT.format(2)),
    "a table of Arrow": Case(b"ARROW1\0\0" + bytes(100), BINARY),
    "a table of SPSS": Case(b"$FL2@(#) SPSS DATA FILE", NO_FIELDS),
    "lines of JSON": Case('{"a":1}\n{"a":2}\n', NO_FIELDS),
    "a letter in RTF": Case(r"{\rtf1\ansi hello}", NO_FIELDS),
    "a table of HTML": Case("<table><tr><td>a</td></tr></table>", NO_FIELDS),
    "quotation marks alone": Case(
        '"""""\n', "a name in the header holds a line break or half a quote. Take it out."
    ),
    "delimiters alone": Case(
        ",,,\n,,,\n",
        "the first line is blank. It must name the columns: take out what is above them.",
    ),
    "an end of file of DOS": Case(
        ALL + "\x1a",
        "1 row with too few fields, the first at line 10. The file may be cut off there, or a "
        "field may hold a line break: put it in quotes, and export again.",
    ),
    "no number": no_count("NaN"),
    "a count without end": no_count("inf"),
    "a count of a power": no_count("1e3"),
    "a count below nothing": no_count("-5"),
    "a count of 30 figures": no_count("9" * 30),
    "a count of 13 figures": no_count("9" * 13),
    "a count in another script": no_count("\u0663"),
    "a count in hex": no_count("0x10"),
    "a count with a comma": no_count('"1,000"'),
    "half a person": no_count("2.5"),
    "a header in other marks of one letter": Case(
        ALL.replace("sex", "se\u0301x"),
        rf"column 's\xe9x' is missing. The nearest is 'se\u0301x'. {MAP}".replace(
            r"\xe9", "\u00e9"
        ),
        {"columns": {"sex": "s\u00e9x"}},
        mend={"columns": {"sex": "se\u0301x"}},
    ),
    "a quotation mark in a name": Case(
        ALL.replace("sex", 's"ex;--'),
        "a name in the header holds a line break or half a quote. Take it out.",
        {"columns": {"sex": 's"ex;--'}},
    ),
    "a label in other marks of one letter": label(
        "Me\u0301n",
        r"'Me\u0301n' ('M\xe9n' but for letters that look alike)".replace(r"\xe9", "\u00e9"),
        characteristics={"sex": {"recode": {"Men": ["M\u00e9n"]}}},
    ),
    "a label with another script's letter": label(
        "\u041cen", r"'\u041cen' ('Men' but for letters that look alike)"
    ),
    "a label with a mark of no width": label(
        "Men\u200b", r"'Men\u200b' ('Men' but for characters that cannot be seen)"
    ),
    "a label turned round": label("\u202eneM", r"'\u202eneM'"),
    "a label with a terminal's command": label("\x1b[31mMen", r"'\x1b[31mMen'"),
    "a label with a bell": label(
        "Men\x07", r"'Men\x07' ('Men' but for characters that cannot be seen)"
    ),
    "a label of half a million letters": label("M" * 500_000, repr("M" * 60)),
    "a label that is a formula": label("=cmd|' /C calc'!A0", "\"=cmd|' /C calc'!A0\""),
    "a label that is a script": label("<script>alert(1)</script>", "'<script>alert(1)</script>'"),
    "a label that is a query": label(
        "'; DROP TABLE record_rows;--", '"\'; DROP TABLE record_rows;--"'
    ),
    "a mark of UTF-8 between rows": Case(ALL + "\ufeff105,Men,Fail,\n", UNSEEN),
    "an identifier with a mark of no width": Case(ALL + "1\u200b05,Men,Fail,\n", UNSEEN),
    "an identifier with a vertical tab": Case(ALL + "105\x0b,Men,Fail,\n", UNSEEN),
    "two files put together, one identifier in both": Case(
        ALL + "\ufeff4,Men,Fail,\n", UNSEEN, mend=ALL + "105,Men,Fail,\n"
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    check_refused(tmp_path, CASES[case])


def linked(path: Path) -> None:
    (path.parent / "elsewhere.csv").write_text(ALL)
    path.symlink_to("elsewhere.csv")


def wide(columns: int) -> str:
    """Return the campaign with many columns that nobody asks for."""
    head, *rows = ALL.splitlines()
    names = ",".join(f"x{number}" for number in range(columns))
    return f"{head},{names}\n" + "".join(row + "," * columns + "\n" for row in rows)


HARMLESS = "s'ex); DROP TABLE record_rows;--"
TAKEN = {
    "a link to a file": (linked, {}),
    "ten thousand columns": (wide(10_000), {}),
    "a name that is a query": (ALL.replace("sex", HARMLESS), {"columns": {"sex": HARMLESS}}),
    "ten thousand blank lines": (ALL + "\n" * 10_000, {}),
    "a long cell that nobody asks for": (
        "".join(
            f"{line},{'notes' if not number else 'x' * 1_500_000 if number == 3 else ''}\n"
            for number, line in enumerate(ALL.splitlines())
        ),
        {},
    ),
    "an identifier of a hundred thousand figures": (ALL.replace("104,", "4" * 100_000 + ","), {}),
}


@pytest.mark.parametrize("case", TAKEN)
def test_it_is_counted_as_it_is(case: str, tmp_path: Path):
    content, changes = TAKEN[case]
    found = counted(tmp_path, Case(content, "", changes))
    assert found.everyone["reached"].tolist() == [8, 6]
    assert found.everyone["passed"].tolist() == [6, 1]


def test_great_counts_do_not_run_over(tmp_path: Path):
    rows = "n,sex,sift,offer\n" + "999999999999,Men,Pass,Pass\n" * 3000 + "5,Women,Fail,\n"
    found = counted(tmp_path, Case(rows, "", COUNTED))
    assert found.everyone["reached"].tolist() == [2_999_999_999_997_005, 2_999_999_999_997_000]


@pytest.mark.parametrize(
    ("after", "says"),
    [
        ("", "no rows under the header. Check the export."),
        (
            ALL + "105,Men,Pa",
            "1 row with too few fields, the first at line 10. The file may be cut off there, or a "
            "field may hold a line break: put it in quotes, and export again.",
        ),
        (None, "cannot be read to its end; it is damaged, or the disk is full. Export it again."),
    ],
)
def test_a_file_that_changes_while_it_is_read_is_refused(after, says, tmp_path: Path, monkeypatch):
    """What was looked at is not what is read; a run also compares hashes before and after."""
    look = delimited.fields

    def change(first: str, delimiter: str) -> list[str]:
        path = tmp_path / FILE
        if after is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(after)
        return look(first, delimiter)

    monkeypatch.setattr(delimited, "fields", change)
    with pytest.raises(DataError) as caught:
        counted(tmp_path, Case(ALL, ""))
    assert str(caught.value) == f"{FILE}: {says}"
