"""The committed synthetic intake is what the generator makes, and says that it is synthetic."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel.generator import SEED, SIZE, plan, synthesise
from workbench.analyses.recruitment_funnel.generator.truth import DRAWS, implied_truth
from workbench.analyses.recruitment_funnel.generator.truth import SEED as TRUTH_SEED
from workbench.synthetic import write
from workbench.vocabulary.characteristics import CODE_LISTS

FOLDER = Path(__file__).parents[2] / "data" / "synthetic" / "recruitment_funnel"


def test_the_committed_intake_is_what_the_generator_makes(tmp_path: Path) -> None:
    assert (SIZE, SEED) == (5600, 20230331)
    data = replace(synthesise(), truth=lambda: {})
    applications, codebook, _ = write(data, tmp_path)
    assert applications.read_bytes() == (FOLDER / "applications.csv").read_bytes()
    assert codebook.read_bytes() == (FOLDER / "codebook.csv").read_bytes()


def test_the_committed_truth_is_what_the_plan_implies() -> None:
    committed = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
    assert (committed["draws"], committed["seed"]) == (DRAWS, TRUTH_SEED) == (10**7, 20230630)
    assert committed["synthetic"] is True
    assert committed["description"].startswith("SYNTHETIC")
    fresh = json.loads(json.dumps(implied_truth(draws=400_000)))
    assert fresh["planted"] == committed["planted"]
    for new, old in zip(fresh["groups"], committed["groups"], strict=True):
        same = ("characteristic", "group", "comparator", "stage")
        assert [new[key] for key in same] == [old[key] for key in same]
        assert new["ratio"] == pytest.approx(old["ratio"], abs=0.015), old


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_same_seed_same_bytes(tmp_path: Path, file_format: str) -> None:
    def written(folder: str, seed: int) -> list[bytes]:
        data = synthesise(size=300, seed=seed, draws=2000)
        paths = write(data, tmp_path / folder, file_format=file_format)  # type: ignore[arg-type]
        return [path.read_bytes() for path in paths]

    assert written("first", 5) == written("second", 5)
    assert written("first", 5)[0] != written("third", 6)[0]


def test_the_first_rows_are_the_same_whatever_the_size(golden: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(
        pd.concat(synthesise(size=200).tables["applications"]), golden.head(200)
    )


def test_the_codebook_covers_every_column_and_label(golden: pd.DataFrame) -> None:
    codebook = synthesise().codebook
    assert codebook["column"].tolist() == golden.columns.tolist()
    assert set(codebook["synthetic"]) == {"Yes"}
    assert (codebook.drop(columns="labels") != "").all(axis=None)
    labels = codebook.set_index("column")["labels"]
    for column in golden.select_dtypes("category"):
        if labels[column] != "ISO date":
            assert tuple(labels[column].split("; ")) == tuple(golden[column].cat.categories)


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
