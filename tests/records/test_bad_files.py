"""Paths that are no file, files of another kind than they say, and files side by side."""

from __future__ import annotations

import gzip
import os
import pickle
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from campaign import GOOD, HEADER, MAP, NO_HEADER, NOWHERE, REPEATED, Case, check_refused, counted

from workbench.errors import DataError
from workbench.records.opening import source

ALL = HEADER + GOOD
AS_CSV = "If it is delimited text, give it the ending .csv, or say so: reading: {format: csv}."
FOLDER = "is a folder, not a file. Name a file in 'data', or all of them: folder/*.csv."
PICKLE = "is a pickle, which can run code when it is opened. Export it as csv or parquet."
COMPRESSED = "is compressed. Unpack it first."
OLD_EXCEL = "is in Excel's old format (xls), or has a password. Save it as xlsx without a password."
CUT_OFF = "cannot be read as parquet; it may be cut off. Export again."
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
PARQUET = "applications.parquet"
FRAME = pd.DataFrame(
    {"application_id": range(600), "sex": ["Men", "Women"] * 300, "sift": "Pass", "offer": "Pass"}
)


def parquet(**changes: object) -> bytes:
    """Return the bytes of a parquet file; a column that is None is left out."""
    columns = {name: changes.get(name, FRAME[name].tolist()) for name in FRAME.columns}
    columns |= {name: column for name, column in changes.items() if name not in columns}
    kept = {name: column for name, column in columns.items() if column is not None}
    buffer = pa.BufferOutputStream()
    pq.write_table(pa.table({name: pa.array(column) for name, column in kept.items()}), buffer)
    return buffer.getvalue().to_pybytes()


def damaged() -> bytes:
    content = bytearray(parquet())
    content[100:1000] = b"\xff" * 900
    return bytes(content)


def twice(path: Path) -> None:
    names = ["application_id", "sex", "sex", "sift", "offer"]
    pq.write_table(pa.table([pa.array(["1"])] * 5, names=names), path)


CASES = {
    "no file": Case(None, f"no such file in FOLDER. {NOWHERE}"),
    "no folder": Case(
        None, f"no such file in FOLDER/none. {NOWHERE}", data="none/a.csv", called="a.csv"
    ),
    "a name that is too long": Case(
        None, f"cannot be the name of a file. {NOWHERE}", data="a" * 300 + ".csv"
    ),
    "a name with a NUL": Case(
        None, f"no such file in FOLDER. {NOWHERE}", data="a\0.csv", called=r"'a\x00.csv'"
    ),
    "a folder": Case(lambda path: path.mkdir(), FOLDER),
    "a broken link": Case(
        lambda path: path.symlink_to("gone.csv"),
        f"is a link to a file that is not there. {NOWHERE}",
    ),
    "a pipe": Case(
        os.mkfifo, "is a pipe or a device, not a file. Save what it gives to a file first."
    ),
    "a pickle": Case(pickle.dumps([]), PICKLE, file="applications.pkl"),
    "a pickle that says it is csv": Case(pickle.dumps(FRAME), PICKLE),
    "a pickle that says it is parquet": Case(pickle.dumps(FRAME), PICKLE, file=PARQUET),
    "compressed": Case(gzip.compress(ALL.encode()), COMPRESSED, file="applications.csv.gz"),
    "compressed, but says csv": Case(gzip.compress(ALL.encode()), COMPRESSED),
    "an old workbook": Case(OLD, OLD_EXCEL, file="applications.xls"),
    "an old workbook that says it is new": Case(OLD, OLD_EXCEL, file="applications.xlsx"),
    "a picture": Case(
        b"\x89PNG\r\n\x1a\n" + bytes(99),
        "is a picture, not a table. Export the table itself as csv.",
    ),
    "another format": Case(
        "[]",
        "has an ending (.json) that says no format the workbench reads. Export it as csv, parquet "
        "or xlsx; if it is one of them, say which: reading: {format: csv}.",
        file="applications.json",
    ),
    "no ending": Case(
        ALL,
        "has an ending (none) that says no format the workbench reads. Export it as csv, parquet "
        "or xlsx; if it is one of them, say which: reading: {format: csv}.",
        file="applications",
        mend={"reading": {"format": "csv"}},
    ),
    "text that says it is parquet": Case(
        ALL, f"is not parquet inside. {AS_CSV}", file=PARQUET, mend={"reading": {"format": "csv"}}
    ),
    "parquet that says it is csv": Case(
        parquet(),
        "is parquet inside. Give it the ending .parquet, or say so: reading: {format: parquet}.",
        mend={"reading": {"format": "parquet"}},
    ),
    "csv, said to be parquet": Case(
        ALL,
        "is not parquet inside. Correct 'format' under 'reading', or leave it out.",
        {"reading": {"format": "parquet"}},
        mend={"reading": {}},
    ),
    "truncated parquet": Case(parquet()[:-30], CUT_OFF, file=PARQUET),
    "parquet in name alone": Case(b"PAR1 but not really", CUT_OFF, file=PARQUET),
    "parquet damaged within": Case(
        damaged(),
        "cannot be read to its end; it is damaged, or the disk is full. Export it again.",
        file=PARQUET,
    ),
    "parquet without rows": Case(
        parquet(application_id=[], sex=[], sift=[], offer=[]),
        "no rows under the header. Check the export.",
        file=PARQUET,
    ),
    "parquet without a column": Case(
        parquet(sift=None),
        f"column 'sift' is missing. None of the 3 columns is like it. {MAP}",
        file=PARQUET,
    ),
    "parquet of something else": Case(
        parquet(application_id=None, sex=None, sift=None, offer=None, x=[1]),
        NO_HEADER,
        file=PARQUET,
    ),
    "parquet with a column twice": Case(
        twice, "column 'sex' stands twice in the header. Keep one.", file=PARQUET
    ),
    "parquet with a twin in capitals": Case(
        parquet(Sex=["Men"] * 600),
        "column 'sex' has a twin that differs only in capitals. Keep one.",
        file=PARQUET,
    ),
    "parquet with lists": Case(
        parquet(sex=[["Men"]] * 600),
        "column 'sex' holds lists or structures, not single values. Export one value a row.",
        file=PARQUET,
    ),
    "a glob that matches nothing": Case(
        {"a.csv": ALL}, f"no file in FOLDER matches. {NOWHERE}", data="*.parquet"
    ),
    "a glob of a file and a folder": Case(
        {"a.csv": ALL, "b.csv": lambda path: path.mkdir()},
        f"b.csv: {FOLDER}",
        data="*.csv",
        called="*.csv (2 files)",
    ),
    "files with different columns": Case(
        {"a.csv": ALL, "b.csv": ALL.replace("sex", "gender"), "c.csv": ""},
        (
            f"b.csv: column 'sex' is missing. None of the 4 columns is like it. {MAP}",
            "c.csv: is empty. Check the export.",
        ),
        data="*.csv",
        called="*.csv (3 files)",
    ),
    "the same rows in two files": Case(
        {"a.csv": ALL, "b.csv": ALL},
        f"'application_id': 8 rows {REPEATED}",
        data="*.csv",
        called="*.csv (2 files)",
    ),
    "files of one name that are cut off": Case(
        {"x/a.csv": ALL, "y/a.csv": HEADER + "1,Men\n"},
        "y/a.csv: 1 row with too few fields, the first at line 2. The file may be cut off there, "
        "or a field may hold a line break: put it in quotes, and export again.",
        data="*/a.csv",
        called="a.csv (2 files)",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    check_refused(tmp_path, CASES[case])


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch):
    def denied(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(source, "kind_of", denied)
    check_refused(
        tmp_path, Case(ALL, "cannot be opened. Check its name, and that you may read it.")
    )


def test_what_the_engine_says_is_not_shown(tmp_path: Path):
    with pytest.raises(DataError) as caught:
        counted(tmp_path, CASES["parquet damaged within"])
    said = str(caught.value.__cause__.__cause__)
    assert said
    assert said not in str(caught.value)


TAKEN = {
    "a name that is a pattern": ({"a[1].csv": ALL, "a1.csv": HEADER + "9,Men,,\n"}, "a[1].csv"),
    "a name with a star": ({"a*.csv": ALL, "ab.csv": HEADER + "9,Men,,\n"}, "a*.csv"),
    "columns in another order": (
        {"a.csv": ALL, "b.csv": "offer,sift,sex,application_id\n"},
        "*.csv",
    ),
    "a folder that names a column": ({"sex=Men/a.csv": ALL}, "sex=*/a.csv"),
    "files of one name, both written anew": (
        {
            "x/a.csv": (HEADER + GOOD[:33]).encode("utf-16"),
            "y/a.csv": (HEADER + GOOD[33:]).encode("utf-16"),
        },
        "*/a.csv",
    ),
}


@pytest.mark.parametrize("case", TAKEN)
def test_it_is_taken(case: str, tmp_path: Path):
    files, data = TAKEN[case]
    found = counted(tmp_path, Case(files, "", data=data))
    assert found.everyone["reached"].tolist() == [8, 6]
    assert found.everyone["passed"].tolist() == [6, 1]


def test_a_folder_of_parquet_does_not_take_the_place_of_a_column(tmp_path: Path):
    found = counted(tmp_path, Case({"sex=Men/a.parquet": parquet()}, "", data="sex=Men/a.parquet"))
    assert found.stages.set_index(["group", "stage"]).loc[("Women", "sift"), "reached"] == 300
