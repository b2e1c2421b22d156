"""Files on object storage are read and refused as the same files in a folder are."""

from __future__ import annotations

import hashlib
import hmac
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import test_bad_files
import test_bad_layouts
import test_bad_shape
import test_bad_workbooks
from campaign import FILE, GOOD, HEADER, Case, parameters, rows_taken, write
from forms import FRAME, TEMPLATE, text_of

from workbench.analyses.attrition import Parameters as Attrition
from workbench.analyses.attrition.posts import read_posts
from workbench.analyses.recruitment_funnel.counting import count_campaign
from workbench.analyses.recruitment_funnel.side_files import SideTable
from workbench.errors import DataError
from workbench.parameters import Reading
from workbench.parameters.root import INSTALLED
from workbench.publishing.key import inputs
from workbench.publishing.plan import Run
from workbench.records.opening import objects, open_files
from workbench.storage import ObjectPath

NO_FOLDERS_THERE = "a glob of a file and a folder"
CASES = {
    f"{module.__name__}: {name}": case
    for module, every in (
        (test_bad_files, 1),
        (test_bad_workbooks, 3),
        (test_bad_layouts, 5),
        (test_bad_shape, 5),
    )
    for name, case in list(module.CASES.items())[::every]
    if name != NO_FOLDERS_THERE
}


def stored(bucket, folder: Path, prefix: str = "in") -> str:
    """Put every file of a folder into a bucket; return the address of the folder there."""
    for path in folder.rglob("*"):
        if path.is_file():
            bucket.put(f"{prefix}/{path.relative_to(folder).as_posix()}", path.read_bytes())
    return f"s3://{bucket.name}/{prefix}"


def message(data: object, case: Case) -> str:
    with pytest.raises(DataError) as caught:
        count_campaign(parameters(data, **case.changes))
    assert caught.value.public == "The data file was refused. Whoever ran it was told why."
    return str(caught.value)


def as_csv(folder: Path) -> str:
    (folder / "a.csv").write_text(text_of(FRAME))
    return "a.csv"


def as_parquet(folder: Path) -> str:
    FRAME.to_parquet(folder / "a.parquet", index=False)
    return "a.parquet"


def as_xlsx(folder: Path) -> str:
    FRAME.to_excel(folder / "a.xlsx", index=False)
    return "a.xlsx"


def as_several(folder: Path) -> str:
    for number, part in enumerate((FRAME[:100], FRAME[100:220], FRAME[220:])):
        (folder / f"part={number}").mkdir()
        part.to_parquet(folder / f"part={number}/a.parquet", index=False)
    return "**/*.parquet"


@pytest.mark.parametrize("made", [as_csv, as_parquet, as_xlsx, as_several])
def test_each_format_gives_the_counts_of_the_same_file_in_a_folder(bucket, tmp_path, made):
    name = made(tmp_path)
    near = count_campaign(parameters(tmp_path / name, **TEMPLATE))
    far = count_campaign(parameters(f"{stored(bucket, tmp_path)}/{name}", **TEMPLATE))
    pd.testing.assert_frame_equal(near.stages, far.stages)


OF_FOLDERS = {
    f"test_bad_files: {case}"
    for case in (
        *("no file", "no folder", "a name that is too long", "a name with a NUL", "a folder"),
        *("a broken link", "a pipe", "a glob that matches nothing"),
    )
}
"""Cases of which nothing could be put into a bucket."""


@pytest.mark.parametrize("name", [name for name in CASES if name not in OF_FOLDERS])
def test_a_bad_object_is_refused_as_the_bad_file_is(bucket, tmp_path, name):
    case = CASES[name]
    write(case.content, tmp_path / case.file)
    files = [path for path in tmp_path.rglob("*") if path.is_file() and not path.is_symlink()]
    place = case.data or case.file
    assert any(path.match(place) for path in files)
    near = message(tmp_path / place, case)
    assert message(f"{stored(bucket, tmp_path)}/{place}", case) == near


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("s3://{bucket}/none.csv", "s3://{bucket}/none.csv: there is no such object. Check"),
        ("s3://{bucket}/none/*.csv", "no object matches, of 0 that begin so. Check the pattern."),
        ("s3://{bucket}/folder/", "is a folder, not a file. Name an object, or all of them"),
        ("s3://no-such-bucket-here/a.csv", "there is no such bucket. Check its name"),
    ],
)
def test_what_is_not_there_is_refused_with_its_mend(bucket, data, told):
    said = message(data.format(bucket=bucket.name), Case(None, ""))
    assert told.format(bucket=bucket.name) in said


def test_every_object_that_cannot_be_read_is_named_at_once(bucket):
    for name in ("a", "b", "c"):
        bucket.put(f"in/{name}.csv", HEADER + GOOD)
    with bucket.denied("s3:GetObject", under="in/*"):
        said = message(f"s3://{bucket.name}/in/*.csv", Case(None, ""))
    assert said.startswith("3 objects: 3 problems.")
    assert said.count("permission denied") == 3


@pytest.mark.parametrize("change", ["content", "another file", "gone"])
def test_what_changes_while_it_is_read_is_refused(bucket, monkeypatch, change):
    """Else the counts could be of a mixture that never was."""
    for name in ("a.csv", "b.csv"):
        bucket.put(f"in/{name}", HEADER + GOOD)
    download = objects.download

    def meanwhile(one, copy):
        download(one, copy)
        if one.path.name == "b.csv":
            if change == "content":
                bucket.put("in/a.csv", HEADER + GOOD.replace("Women", "Men"))
            elif change == "another file":
                bucket.put("in/c.csv", HEADER + GOOD)
            else:
                bucket.remove("in/b.csv")

    monkeypatch.setattr(objects, "download", meanwhile)
    said = message(f"s3://{bucket.name}/in/*.csv", Case(None, ""))
    assert said.startswith("*.csv: was changed, or another file came or went beside it")


def test_copies_are_private_and_gone_at_the_end(bucket, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    bucket.put(FILE, HEADER + GOOD)
    place = ObjectPath.parse(f"s3://{bucket.name}/{FILE}")
    with open_files(place, ("sex",), Reading()):
        (copy,) = tmp_path.rglob("object-0.csv")
        assert copy.read_text() == HEADER + GOOD
        assert copy.parent.stat().st_mode & 0o777 == 0o700
        assert copy.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == []


def test_a_copy_that_does_not_fit_is_told_of(bucket, monkeypatch):
    bucket.put(FILE, HEADER + GOOD)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    said = message(f"s3://{bucket.name}/{FILE}", Case(None, ""))
    assert "cannot be copied to this machine (No space left on device). Name a larger" in said


def test_people_who_objected_are_taken_out_by_a_list_in_a_bucket(bucket):
    bucket.put("in/list.csv", "application_id\n3\n4\n")
    bucket.put("in/a.csv", HEADER + GOOD)
    address = f"s3://{bucket.name}/in"
    told = {"identifier": "application_id", "exclusions": {"data": f"{address}/list.csv"}}
    assert rows_taken(parameters(f"{address}/a.csv", **told)) == 6
    told["exclusions"] = {"data": f"{address}/none.csv"}
    with pytest.raises(DataError, match=r"none\.csv: there is no such object"):
        rows_taken(parameters(f"{address}/a.csv", **told))


def test_a_side_table_in_a_bucket_is_read_and_refused_as_one_in_a_folder(bucket, tmp_path):
    text = "channel,spend\r\nA,10\r\nB,x\r\n"
    (tmp_path / "spend.csv").write_bytes(text.encode("utf-8-sig"))
    address = f"{stored(bucket, tmp_path)}/spend.csv"
    near, far = SideTable(str(tmp_path / "spend.csv")), SideTable(address)
    assert near.columns == far.columns == ("channel", "spend")
    assert near.lines == far.lines
    with pytest.raises(DataError, match="there is no such object"):
        SideTable(address.replace("spend", "none"))


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_posts_in_a_bucket_are_read_as_those_in_a_folder(bucket, tmp_path, ending):
    quarters = ["2023-01-01", "2023-04-01"]
    frame = pd.DataFrame({"quarter": quarters, "region": "Wales", "posts": ["10", "12"]})
    path = tmp_path / f"posts.{ending}"
    frame.to_csv(path, index=False) if ending == "csv" else frame.to_parquet(path, index=False)
    made = Attrition.from_file(INSTALLED / "parameters/attrition/synthetic.yaml")
    near = read_posts(made.with_(vacancies=str(path)))
    address = f"{stored(bucket, tmp_path)}/posts.{ending}"
    pd.testing.assert_frame_equal(read_posts(made.with_(vacancies=address)), near)
    with pytest.raises(DataError, match="there is no such object"):
        read_posts(made.with_(vacancies=address.replace("posts", "none")))


def test_every_file_that_parameters_name_is_an_input(bucket, tmp_path):
    """A change of one that is left out would leave an old report in place."""
    for name in ("a.csv", "list.csv"):
        bucket.put(f"in/{name}", name)
    address = f"s3://{bucket.name}/in"
    made = parameters(
        f"{address}/a.csv",
        identifier="application_id",
        exclusions={"data": f"{address}/list.csv"},
    )
    run = Run("recruitment_funnel", "one", tmp_path / "one.yaml", made, tmp_path / "none.ipynb")
    secret = b"k" * 32
    plain, keyed = inputs(run), inputs(with_personal(run), secret=secret)
    assert [(one.parameter, one.name) for one in plain] == [
        ("data", "a.csv"),
        ("exclusions.data", "list.csv"),
    ]
    assert {one.algorithm for one in plain} == {"sha256-etag"}
    assert [one.bytes for one in plain] == [5, 8]
    assert [(one.algorithm, one.bytes) for one in keyed] == [("hmac-sha256-etag", None)] * 2
    md5 = hashlib.md5(b"a.csv", usedforsecurity=False).hexdigest()
    told = f'"{md5}"\0005'.encode()
    assert plain[0].digest == hashlib.sha256(told).hexdigest()
    assert keyed[0].digest == hmac.new(secret, told, "sha256").hexdigest()
    bucket.put("in/list.csv", "another")
    assert [one == other for one, other in zip(inputs(run), plain, strict=True)] == [True, False]


def with_personal(run: Run) -> Run:
    return replace(run, parameters=run.parameters.with_(data_source="personal"))
