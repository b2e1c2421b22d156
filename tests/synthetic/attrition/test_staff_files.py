"""The committed synthetic staff are what the generator makes, and say that they are synthetic."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from workbench.analyses.attrition.generator import SEED, SIZE, synthesise
from workbench.analyses.attrition.generator.truth import DRAWS, implied_truth
from workbench.analyses.attrition.generator.truth import SEED as TRUTH_SEED
from workbench.synthetic import write

FOLDER = Path(__file__).parents[3] / "data" / "synthetic" / "attrition"
TABLES = ("staff", "vacancies")


def test_the_committed_tables_are_what_the_generator_makes(tmp_path: Path) -> None:
    """Breaks when the generator changes and the committed files are not made anew."""
    assert (SIZE, SEED) == (19290, 20230930)
    data = replace(synthesise(), truth=lambda: {})
    *tables, codebook, _ = write(data, tmp_path, file_format="parquet")
    assert [path.name for path in tables] == [f"{name}.parquet" for name in TABLES]
    for path in tables:
        # Not the bytes, in which the writer puts its own version.
        assert pq.read_table(path).equals(pq.read_table(FOLDER / path.name)), path.name
    assert codebook.read_bytes() == (FOLDER / "codebook.csv").read_bytes()


def test_no_committed_file_is_large() -> None:
    """Breaks when the repository would grow by more than 2 MB a file."""
    for path in FOLDER.iterdir():
        assert path.stat().st_size < 2e6, path.name


def same(new: Any, old: Any, where: str) -> None:
    """Check that two truths tell the same, up to the noise of their draws."""
    if isinstance(old, dict):
        assert list(new) == list(old), where
        for key in set(old) - {"draws"}:
            same(new[key], old[key], f"{where}.{key}")
    elif isinstance(old, list):
        for position, (one, other) in enumerate(zip(new, old, strict=True)):
            same(one, other, f"{where}.{position}")
    elif isinstance(old, float):
        assert new == pytest.approx(old, rel=0.05, abs=0.05 if "excess" not in where else 12), where
    elif where.endswith(("displaced_at_a_time", "fte_needed")):
        assert new == pytest.approx(old, rel=0.05), where
    elif not where.endswith(".kind"):
        assert new == old, where


def test_the_committed_truth_is_what_the_plan_implies() -> None:
    """Breaks when the plan changes and the committed truth is not made anew."""
    committed = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
    assert (committed["draws"], committed["seed"]) == (DRAWS, TRUTH_SEED) == (500_000, 20230701)
    assert committed["synthetic"] is True
    assert committed["description"].startswith("SYNTHETIC")
    fresh = json.loads(json.dumps(implied_truth(draws=60_000)))
    for part in ("planted", "pdus", "recording", "population", "people"):
        assert fresh[part] == committed[part], part
    for part in ("characteristics",):
        large = [
            place
            for place, entry in enumerate(committed[part])
            if entry["characteristic"] in ("age", "sex", "ethnicity", "disability")
        ]
        for place in large[:-1]:
            same(fresh[part][place], committed[part][place], f"excess {part}.{place}")
    for part in ("rates", "reasons", "service", "caps", "drivers"):
        same(fresh[part], committed[part], part)


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_same_seed_same_bytes(tmp_path: Path, file_format: str) -> None:
    """Breaks when a draw depends on anything but the seed."""

    def written(folder: str, seed: int) -> list[bytes]:
        data = synthesise(size=60, seed=seed, draws=2000)
        paths = write(data, tmp_path / folder, file_format=file_format)  # type: ignore[arg-type]
        return [path.read_bytes() for path in paths]

    assert written("first", 5) == written("second", 5)
    assert written("first", 5)[0] != written("third", 6)[0]


def test_the_first_people_are_the_same_whatever_the_size(staff: pd.DataFrame) -> None:
    """Breaks when a person's draws depend on how many there are."""
    few = pd.concat(synthesise(size=50).tables["staff"])
    pd.testing.assert_frame_equal(few, staff.head(len(few)))


@pytest.mark.parametrize("table", TABLES)
def test_the_codebook_covers_every_column_and_label(table: str) -> None:
    """Breaks when a column or a label is not explained."""
    data = synthesise(size=200)
    frame = pd.concat(data.tables[table], ignore_index=True)
    codebook = data.codebook[data.codebook["table"] == table]
    assert codebook["column"].tolist() == frame.columns.tolist()
    assert set(codebook["synthetic"]) == {"Yes"}
    assert (codebook.drop(columns="labels") != "").all(axis=None)
    labels = codebook.set_index("column")["labels"]
    for column in frame.select_dtypes("category"):
        listed = tuple(labels[column].split("; "))
        if listed != ("ISO date",):
            assert listed == tuple(frame[column].cat.categories), column


def test_the_codebook_is_of_these_tables_alone() -> None:
    """Breaks when a table is added and not explained."""
    data = synthesise(size=1)
    assert tuple(data.codebook["table"].unique()) == tuple(data.tables) == TABLES


def test_everyone_is_marked_as_synthetic(staff: pd.DataFrame) -> None:
    """Breaks when an identifier could be taken for a real one."""
    assert staff["person_id"].str.fullmatch(r"SYN-\d{7}").all()
    assert staff["person_id"].nunique() == SIZE


def test_vacancies_are_those_of_the_service(staff: pd.DataFrame) -> None:
    """Breaks when vacancies no longer add up: 464 in 2020, half of them in two regions."""
    table = pd.concat(synthesise(size=1).tables["vacancies"])
    autumn = table[table["quarter"] == "2020-10-01"].set_index("region")["vacancies"]
    assert autumn.sum() == 464
    assert autumn[["London", "Kent, Surrey and Sussex"]].sum() == pytest.approx(232, abs=1)
    assert table["quarter"].nunique() == 16
    assert set(table["region"]) == set(staff["region"].cat.categories)


def test_an_export_holds_the_same_staff_under_other_names(tmp_path: Path) -> None:
    """Breaks when the strange file is not the same people."""
    data = synthesise(size=30)
    (path,) = write(data, tmp_path, file_format="export")
    known = pd.concat(data.tables["staff"])
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfEmployee number;")
    assert content.count(b"\r\n") == content.count(b"\n") == len(known) + 1
    frame = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False)
    officers = (known["grade"] == "PO").tolist()
    assert (frame["Job role"] == "Band 4 Probation Officer").tolist() == officers
    assert frame["Effective to"].str.fullmatch(r"\d\d/\d\d/\d{4}|").all()
    back = pd.to_datetime(frame["Effective from"], format="%d/%m/%Y").dt.strftime("%Y-%m-%d")
    assert back.tolist() == known["start"].tolist()
