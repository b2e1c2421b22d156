"""Text files that are cut off, ragged, quoted half, or written in another way than they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from campaign import GOOD, HEADER, MAP, NO_HEADER, Case, check_refused, counted

FIELDS = "Put fields that hold the delimiter in quotes, and export again."
CUT_OFF = (
    "The file may be cut off there, or a field may hold a line break: put it in quotes, and export "
    "again."
)
QUOTED = (
    "a quotation mark that is not closed, or stands within a field, the first at line 10. Close "
    "it, or write it twice inside a field in quotes, and export again."
)
ONE_FIELD = (
    "the first line has only one field. It must name the columns: take out what is above them. If "
    "it does name them, say what separates them: reading: {delimiter: '^'}."
)
LONG = "line 10 has more than 2,000,000 characters: it is damaged, or not a table. Export it again."
BLANK = "the first line is blank. It must name the columns: take out what is above them."
NO_ROWS = "no rows under the header. Check the export."
NUL = "holds NUL bytes, the first in line 10: it is damaged, or not text. Export it again as UTF-8."
WRONG_DELIMITER = "Correct 'delimiter' under 'reading', or leave it out."
LEAVE_OUT = "Leave out 'encoding' under 'reading'."
LINE_BREAK = "a name in the header holds a line break or half a quote. Take it out."
WHERE = "(the first bytes that are not stand in line 10)"
ACCENT = "5,Mén,Pass,Fail\n"
ALL = HEADER + GOOD

CASES = {
    "empty": Case(b"", "is empty. Check the export."),
    "a mark of UTF-8 alone": Case(b"\xef\xbb\xbf", BLANK),
    "blank lines alone": Case("\n\n\n", BLANK),
    "a blank line first": Case("\n" + ALL, BLANK),
    "a header alone": Case(HEADER, NO_ROWS),
    "a header without a line end": Case(HEADER.strip(), NO_ROWS),
    "no header": Case("A001,Jane Doe,Fail,x\nA002,John Smith,Fail,x\n", NO_HEADER),
    "a title above the header": Case("Applications 2023\n" + ALL, ONE_FIELD),
    "a title with delimiters above": Case("Applications 2023,,,\n" + ALL, NO_HEADER),
    "a note to Excel above the header": Case(
        "sep=,\n" + ALL, "the first line is a note to Excel (sep=). Take it out."
    ),
    "a page to sign in": Case("<!DOCTYPE html>\n<html>Sign in</html>\n", ONE_FIELD),
    "a column in other capitals": Case(
        ALL.replace("sex", "Sex"),
        f"column 'sex' is missing. The nearest is 'Sex'. {MAP}",
        mend={"columns": {"sex": "Sex"}},
    ),
    "two columns missing": Case(
        ALL.replace("sex", "gender").replace("offer", "OFFER MADE"),
        (
            f"column 'offer' is missing. The nearest is 'OFFER MADE'. {MAP}",
            f"column 'sex' is missing. None of the 4 columns is like it. {MAP}",
        ),
        mend={"columns": {"sex": "gender", "offer": "OFFER MADE"}},
    ),
    "spaces around a name": Case(
        ALL.replace("sex", " sex\u00a0"),
        rf"column 'sex' is missing. The nearest is ' sex\xa0'. {MAP}",
        mend={"columns": {"sex": " sex\u00a0"}},
    ),
    "a mark of UTF-8 twice": Case(
        "\ufeff\ufeff" + ALL,
        rf"column 'application_id' is missing. The nearest is '\ufeffapplication_id'. {MAP}",
    ),
    "a column twice": Case(
        ALL.replace("sex", "sex,sex"), "column 'sex' stands twice in the header. Keep one."
    ),
    "a line break in a name": Case(ALL.replace("sex", '"sex\n(asked)"'), LINE_BREAK),
    "half a quote in the header": Case(ALL.replace("sex", '"sex'), LINE_BREAK),
    "a header without an end": Case(
        "a" * 1_100_000, "the first line has over 1,000,000 characters. Is this a table?"
    ),
    "semicolons, said to be commas": Case(
        ALL.replace(",", ";"),
        f"the first line has one field when separated by ',', more by ';'. {WRONG_DELIMITER}",
        {"reading": {"delimiter": ","}},
        mend={"reading": {}},
    ),
    "an unusual delimiter": Case(
        ALL.replace(",", "^"), ONE_FIELD, mend={"reading": {"delimiter": "^"}}
    ),
    "too many fields": Case(
        ALL + "5,Men,Pass,Fail,extra\n6,Men,Fail,,,more\n",
        f"2 rows with too many fields, the first at line 10. {FIELDS}",
    ),
    "too few fields": Case(
        ALL + "5,Men\n", f"1 row with too few fields, the first at line 10. {CUT_OFF}"
    ),
    "ragged both ways": Case(
        ALL + "5,Men\n6,Men,Fail,,x,y\n",
        (
            f"1 row with too few fields, the first at line 10. {CUT_OFF}",
            f"1 row with too many fields, the first at line 11. {FIELDS}",
        ),
    ),
    "cut off in a row": Case(
        ALL[:-8], f"1 row with too few fields, the first at line 9. {CUT_OFF}"
    ),
    "a line of spaces": Case(
        ALL + "   \n", f"1 row with too few fields, the first at line 10. {CUT_OFF}"
    ),
    "half a quote": Case(ALL + '5,"Men,Pass,Fail\n6,Men,Fail,\n', f"1 row with {QUOTED}"),
    "a quote within a field in quotes": Case(ALL + '5,"Me"n,Pass,Fail\n', f"1 row with {QUOTED}"),
    "a line longer than the engine's buffer": Case(ALL + "5,Men,Fail,x" + "x" * 9_000_000, LONG),
    "a line without an end": Case(ALL + "x" * 40_000_000 + "\n6,Men,Fail,\n", LONG),
    "a long line in UTF-16": Case((ALL + "x" * 2_000_001).encode("utf-16"), LONG),
    "a NUL byte": Case(ALL + "5,Me\0n,Pass,Fail\n", NUL),
    "NUL bytes at the end": Case(ALL.encode() + bytes(50), NUL),
    "UTF-32": Case(
        ALL.encode("utf-32"),
        "holds NUL bytes, the first in line 1: it is damaged, or not text. Export it again as "
        "UTF-8.",
    ),
    "UTF-16 cut off": Case(
        ALL.encode("utf-16")[:-1], "is UTF-16 that is cut off or damaged. Export it again."
    ),
    "UTF-8, said to be UTF-16": Case(
        ALL,
        f"is not UTF-16, as 'encoding' says. {LEAVE_OUT}",
        {"reading": {"encoding": "utf-16"}},
        mend={"reading": {}},
    ),
    "UTF-16, said to be cp1252": Case(
        ALL.encode("utf-16"),
        f"is UTF-16, not cp1252. {LEAVE_OUT}",
        {"reading": {"encoding": "cp1252"}},
        mend={"reading": {}},
    ),
    "UTF-8, said to be cp1252": Case(
        ALL + ACCENT,
        f"is UTF-8, not cp1252. {LEAVE_OUT}",
        {"reading": {"encoding": "cp1252"}},
        mend={"reading": {}, "characteristics": {"sex": {"recode": {"Men": ["Mén"]}}}},
    ),
    "cp1252, said to be UTF-8": Case(
        (ALL + ACCENT).encode("cp1252"),
        f"is not UTF-8 {WHERE}, as 'encoding' says. {LEAVE_OUT}",
        {"reading": {"encoding": "utf-8"}},
        mend={"reading": {}, "characteristics": {"sex": {"recode": {"Men": ["Mén"]}}}},
    ),
    "cp1252 and UTF-8 put together": Case(
        ALL.encode() + ACCENT.encode("cp1252") + ACCENT.encode(),
        f"is UTF-8 in part only {WHERE}: files were put together that are written in different "
        "ways. Save each as UTF-8 before they are put together.",
    ),
    "rare marks of cp1252": Case(
        (ALL + "5,M×n,Pass,Fail\n").encode("cp1252"),
        f"is not UTF-8 {WHERE}, and has marks that are rare in cp1252. Save it as UTF-8, or if it "
        "is cp1252, say so: reading: {encoding: cp1252}.",
        {"characteristics": {"sex": {"recode": {"Men": ["M×n"]}}}},
        mend={"reading": {"encoding": "cp1252"}},
    ),
    "neither UTF-8 nor cp1252": Case(
        ALL.encode() + b"5,M\x81n,Pass,Fail\n",
        f"is neither UTF-8 {WHERE} nor cp1252. Save it as UTF-8 and export it again.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    check_refused(tmp_path, CASES[case])


TAKEN = {
    "a mark of UTF-8": b"\xef\xbb\xbf" + ALL.encode(),
    "a mark, then a quote": b'\xef\xbb\xbf"application_id"' + ALL[14:].encode(),
    "mixed line ends": HEADER.replace("\n", "\r\n") + GOOD[:33] + GOOD[33:].replace("\n", "\r"),
    "blank lines": ALL.replace("\n", "\n\n"),
    "no line end at the end": ALL.rstrip("\n"),
    "names left blank": ALL.replace("sex,", "sex,,").replace("en,", "en,,"),
    "a column twice that nobody asks for": (
        ALL.replace(",sex", ",x,x,sex").replace(",M", ",,,M").replace(",W", ",,,W")
    ),
    "a delimiter at the end of every row": ALL.replace("\n", ",\n"),
}


@pytest.mark.parametrize("case", TAKEN)
def test_it_is_taken(case: str, tmp_path: Path):
    found = counted(tmp_path, Case(TAKEN[case], ""))
    assert found.everyone["reached"].tolist() == [8, 6]
    assert found.everyone["passed"].tolist() == [6, 1]
