"""The committed synthetic tables are what the generator makes, and say that they are synthetic."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel.generator import SEED, SIZE, plan, synthesise
from workbench.analyses.recruitment_funnel.generator.truth import implied_truth
from workbench.synthetic import write
from workbench.vocabulary.characteristics import CODE_LISTS

TABLES = ("applications", "earlier_applications", "channel_spend", "benchmarks", "promotions")
FOLDER = Path(__file__).parents[2] / "data" / "synthetic" / "recruitment_funnel"


FIRST_COLUMNS = "74c4cc7ea36f4edbf97b066f90880ddde6190fce54ec8e712ea563f65ea1a63b"
"""SHA-256 of `applications.csv` as first committed, before a column was added to it."""
LATER_COLUMNS = ["assessment_centre_panel_mix"]


def read(table: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{table}.csv", dtype=str, keep_default_na=False)


def test_the_committed_tables_are_what_the_generator_makes(tmp_path: Path) -> None:
    assert (SIZE, SEED) == (5600, 20230331)
    data = replace(synthesise(), truth=lambda: {})
    *written, _ = write(data, tmp_path)
    assert [path.name for path in written] == [f"{name}.csv" for name in (*TABLES, "codebook")]
    for path in written:
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name


def test_new_columns_left_the_first_ones_as_they_were() -> None:
    first = read("applications").drop(columns=LATER_COLUMNS)
    text = first.to_csv(index=False, lineterminator="\n")
    assert hashlib.sha256(text.encode()).hexdigest() == FIRST_COLUMNS


def test_no_committed_file_is_large() -> None:
    for path in FOLDER.iterdir():
        assert path.stat().st_size < 4.5e6, path.name


def test_the_committed_truth_is_what_the_plan_implies() -> None:
    committed = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
    assert committed == json.loads(json.dumps(implied_truth()))
    assert committed["synthetic"] is True
    assert committed["description"].startswith("SYNTHETIC")


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_same_seed_same_bytes(tmp_path: Path, file_format: str) -> None:
    def written(folder: str, seed: int) -> list[bytes]:
        data = synthesise(size=300, seed=seed)
        paths = write(data, tmp_path / folder, file_format=file_format)  # type: ignore[arg-type]
        return [path.read_bytes() for path in paths]

    assert written("first", 5) == written("second", 5)
    assert written("first", 5)[0] != written("third", 6)[0]


def test_the_first_rows_are_the_same_whatever_the_size(golden: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(
        pd.concat(synthesise(size=200).tables["applications"]), golden.head(200)
    )


@pytest.mark.parametrize("table", TABLES)
def test_the_codebook_covers_every_column_and_label(table: str) -> None:
    data = synthesise()
    frame = pd.concat(data.tables[table], ignore_index=True)
    codebook = data.codebook[data.codebook["table"] == table]
    assert codebook["column"].tolist() == frame.columns.tolist()
    assert set(codebook["synthetic"]) == {"Yes"}
    assert (codebook.drop(columns="labels") != "").all(axis=None)
    labels = codebook.set_index("column")["labels"]
    for column in frame.select_dtypes(["category", "str"]):
        listed = tuple(labels[column].split("; "))
        if isinstance(frame[column].dtype, pd.CategoricalDtype):
            if listed != ("ISO date",):
                assert listed == tuple(frame[column].cat.categories)
        elif not column.endswith("_id") and listed != ("ISO date",):
            assert listed == tuple(frame[column].unique()), column


def test_the_codebook_is_of_these_tables_alone() -> None:
    assert tuple(synthesise(size=1).codebook["table"].unique()) == TABLES


def test_labels_are_those_of_the_code_lists(golden: pd.DataFrame) -> None:
    for code_list in CODE_LISTS:
        expected = code_list.groups + code_list.undeclared
        assert tuple(golden[code_list.name].cat.categories) == expected
        assert golden[code_list.name].notna().all()
        assert set(code_list.undeclared) <= set(golden[code_list.name])


def test_no_religion_survives_the_file() -> None:
    frame = pd.read_csv(FOLDER / "applications.csv", keep_default_na=False)
    assert 0.35 < (frame["religion"] == "None").mean() < 0.50
    assert len(frame) == frame["application_id"].nunique() == SIZE
    assert set(frame["campaign"]) == {"2023-03"}
    assert frame["application_id"].str.startswith("SYN-").all()
    dates = frame.filter(regex="_on$|_date$").to_numpy().ravel()
    assert dates.max() <= plan.DATA_DATE


def test_an_export_holds_the_same_applications_under_other_names(tmp_path: Path):
    data = synthesise(size=50)
    assert [path.name for path in write(data, tmp_path, file_format="export")] == [
        "applications.csv"
    ]
    content = (tmp_path / "applications.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfCandidate ref;")
    assert content.count(b"\r\n") == content.count(b"\n") == 51
    frame = pd.read_csv(tmp_path / "applications.csv", sep=";", dtype=str, keep_default_na=False)
    known = pd.concat(data.tables["applications"])
    passed = (known["sift"] == "Pass").to_numpy()
    assert (frame["Sift result"] == "Successful").tolist() == passed.tolist()
    assert frame["Sift date"].str.fullmatch(r"\d\d/\d\d/\d{4}|").all()
