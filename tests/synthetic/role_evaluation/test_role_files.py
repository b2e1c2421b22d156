"""The synthetic files are what the seed makes, and say that they are synthetic."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analyses.role_evaluation.generator import SEED, SIZE, implied_truth, synthesise
from workbench.synthetic import write

TABLES = ("panel", "regions", "survey", "survey_invited", "planned")


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_same_seed_same_bytes(tmp_path: Path, file_format: str) -> None:
    """Breaks when a draw depends on anything but the seed."""

    def written(folder: str, seed: int) -> list[bytes]:
        paths = write(
            synthesise(size=14, seed=seed),
            tmp_path / folder,
            file_format=file_format,  # type: ignore[arg-type]
        )
        return [path.read_bytes() for path in paths]

    first, again, other = written("first", 5), written("again", 5), written("other", 6)
    assert first == again
    assert all(one != another for one, another in zip(first[:5], other[:5], strict=True))
    assert first[5:] == other[5:]


def test_no_file_is_large(tmp_path: Path) -> None:
    """Breaks when the repository would grow by more than half a megabyte a file."""
    assert (SIZE, SEED) == (108, 20230630)
    for path in write(synthesise(), tmp_path):
        assert path.stat().st_size < 5e5, path.name


@pytest.mark.parametrize("table", ["panel", "survey"])
def test_the_first_units_are_the_same_whatever_the_size(table: str) -> None:
    """Breaks when a unit's draws depend on how many there are."""
    few, many = (pd.concat(synthesise(size=size).tables[table]) for size in (12, 30))
    rows = many[many["unit"].isin(few["unit"].unique())].reset_index(drop=True)
    pd.testing.assert_frame_equal(few.reset_index(drop=True), rows)


@pytest.mark.parametrize("table", TABLES)
def test_the_codebook_covers_every_column_and_label(table: str) -> None:
    """Breaks when a column or a label is not explained."""
    data = synthesise()
    frame = pd.concat(data.tables[table], ignore_index=True)
    codebook = data.codebook[data.codebook["table"] == table]
    assert codebook["column"].tolist() == frame.columns.tolist()
    assert set(codebook["synthetic"]) == {"Yes"}
    described = codebook.set_index("column")["labels"]
    for column in frame.select_dtypes(["category", "object", "str"]):
        if column != "response_id":
            assert set(frame[column].dropna()) <= set(described[column].split("; ")), column


def test_everything_is_marked_as_synthetic() -> None:
    """Breaks when an identifier or the truth could be taken for a real one."""
    data = synthesise()
    responses = pd.concat(data.tables["survey"])["response_id"]
    assert responses.str.fullmatch(r"SYN-[12]-\d{7}").all()
    assert responses.is_unique
    truth = json.loads(json.dumps(implied_truth(), allow_nan=False))
    assert truth["synthetic"] is True
    assert truth["description"].startswith("SYNTHETIC")


def test_the_planned_months_are_those_of_the_panel_before_the_first_start() -> None:
    """Breaks when a plan is looked at with months that nobody has seen."""
    data = synthesise(size=12)
    panel, planned = (pd.concat(data.tables[name]) for name in ("panel", "planned"))
    assert planned["month"].max() < planned["planned_month"].min()
    assert not {"actual_month", "support_fte"} & set(planned)
    before = panel.loc[panel["month"] < "2022-10", planned.columns.tolist()]
    pd.testing.assert_frame_equal(planned, before.reset_index(drop=True))


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 120))
def test_any_draw_could_have_happened(seed: int, size: int) -> None:
    """Breaks when a size or seed makes impossible rows."""
    data = synthesise(size=size, seed=seed)
    panel, (regions,) = pd.concat(data.tables["panel"]), data.tables["regions"]
    assert panel["unit"].nunique() == size
    assert regions["region"].nunique() == min(size, 12)
    for table in (panel, regions):
        numbers = table.select_dtypes("number").astype(float)
        assert not (numbers < 0).any(axis=None)
        assert not (table["supervision_on_time"] > 100).any()
        assert (table["support_fte"] <= table["support_fte_funded"] + 0.01).all()
    survey = pd.concat(data.tables["survey"])
    supported = survey["with_role"] == "Yes"
    assert (survey.loc[supported, "wave"] == "2023-06").all()
    assert (survey.loc[supported, "role"] != "Other SPO").all()
    assert (survey["weight"] >= 1).all()


@pytest.mark.parametrize(("size", "seed"), [(0, 1), (1, -1)])
def test_impossible_sizes_and_seeds_are_refused(size: int, seed: int) -> None:
    """Breaks when an impossible draw is made anyway."""
    with pytest.raises(ValueError, match="at least"):
        synthesise(size=size, seed=seed)


def test_an_export_holds_the_same_months_under_other_names(tmp_path: Path) -> None:
    """Breaks when the strange file is not the same panel."""
    data = synthesise(size=12)
    (path,) = write(data, tmp_path, file_format="export")
    known = pd.concat(data.tables["panel"])
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfCost centre;")
    assert content.count(b"\r\n") == content.count(b"\n") == len(known) + 1
    frame = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False)
    months = pd.to_datetime(frame["Period"], format="%d/%m/%Y").dt.strftime("%Y-%m")
    assert months.tolist() == known["month"].tolist()
    never = known["actual_month"].isna().tolist()
    assert (frame["Go-live (actual)"] == "Not planned").tolist() == never
