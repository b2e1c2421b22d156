"""A report with a list of people who objected is that of files without them, and says so."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel import Parameters, analysis
from workbench.analyses.recruitment_funnel.counting import count_campaign
from workbench.analyses.recruitment_funnel.questions.campaigns import question as campaigns
from workbench.disclosure import Release, release
from workbench.errors import ParameterError
from workbench.findings import Findings
from workbench.presentation.table import records_table
from workbench.publishing.key import inputs
from workbench.publishing.plan import plan

LABELS = ("2023-03", "2024-03")
SAID = "people who objected in writing were taken out before anything was counted"
TAKEN = "applications taken out: objected in writing"
UNMATCHED = "entries of the list of objections that match no row"
OBJECTED = [*range(0, 90, 10), 5000]
"""Nine people of whom all applied twice, and one who never did."""


def applications() -> pd.DataFrame:
    """Return two campaigns in which the same 600 people applied."""
    draw = np.random.default_rng(20240403)
    every = pd.DataFrame({"person": np.tile(np.arange(600), 2), "campaign": np.repeat(LABELS, 600)})
    every["application_id"] = [f"A{number:05}" for number in range(len(every))]
    every["sex"] = draw.choice(["Men", "Women"], len(every))
    every["sift"] = draw.choice(["P", "F"], len(every))
    every["offer"] = np.where(every["sift"] == "P", draw.choice(["P", "F"], len(every)), "")
    return every


def parameters_of(folder: Path, **changes: object) -> Parameters:
    told = {
        "analysis": "recruitment_funnel",
        "title": "Built",
        "data": str(folder / "new.csv"),
        "data_source": "synthetic",
        "campaign": LABELS[1],
        "person": "person",
        "outcomes": {"passed": ["P"], "failed": ["F"]},
        "stages": {"sift": {}, "offer": {}},
        "characteristics": {"sex": {}},
        "earlier": [{"campaign": LABELS[0], "data": str(folder / "old.csv")}],
    }
    return Parameters.from_values(told | changes, source="test")


def write(folder: Path, rows: pd.DataFrame) -> None:
    for name, label in zip(("old", "new"), LABELS, strict=True):
        rows[rows["campaign"] == label].to_csv(folder / f"{name}.csv", index=False)


def found(folder: Path, **changes: object) -> Findings:
    parameters = parameters_of(folder, **changes)
    return analysis.state(parameters, count_campaign(parameters), [campaigns.QUESTION])


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> tuple[Findings, Findings]:
    """Return what is found with a list, and in files from which its people were deleted."""
    folder, rows = tmp_path_factory.mktemp("exclusions"), applications()
    write(folder, rows)
    (folder / "objections.csv").write_text("person\n" + "\n".join(map(str, OBJECTED)) + "\n")
    with_list = found(folder, exclusions=str(folder / "objections.csv"))
    write(folder, rows[~rows["person"].isin(OBJECTED)])
    return with_list, found(folder)


def plain(cells: pd.DataFrame) -> pd.DataFrame:
    return cells[~cells["group"].isin([TAKEN, UNMATCHED])].reset_index(drop=True)


def test_every_exact_count_is_that_of_files_without_them(both):
    """Earlier campaigns too: whoever objected is nowhere in the report."""
    with_list, deleted = both
    pairs = list(zip(with_list.findings, deleted.findings, strict=True))
    assert {"campaigns", "campaigns:sex"} <= {one.name for one, _ in pairs}
    for one, other in pairs:
        pd.testing.assert_frame_equal(plain(one.cells), plain(other.cells))


@pytest.mark.parametrize(
    ("policy", "taken", "unmatched"), [("analyst", "9", "1"), ("open", "10", "<5")]
)
def test_how_many_is_told_as_the_policy_tells_counts(both, policy, taken, unmatched):
    released = release(both[0], policy)
    shown = {cell.group: cell.counts["number"].shown for cell in released["records"].cells}
    assert (shown[TAKEN], shown[UNMATCHED]) == (taken, unmatched)
    assert SAID in released.context.read_as
    text = records_table(released).html
    assert TAKEN.capitalize() in text
    assert f"{SAID}." in text


def test_all_else_that_is_shown_is_the_same(both):
    released = [release(one, "open").to_json() for one in both]
    for one in released:
        one["context"]["read_as"] = []
        (records,) = (finding for finding in one["findings"] if finding["name"] == "records")
        records["cells"] = [c for c in records["cells"] if c["group"] not in (TAKEN, UNMATCHED)]
    assert released[0] == released[1]


def test_without_a_list_nothing_is_said_of_one(both):
    released: Release = release(both[1], "open")
    assert TAKEN not in {cell.group for cell in released["records"].cells}
    assert SAID not in released.context.read_as


def test_the_list_is_an_input_of_the_run(tmp_path: Path, monkeypatch):
    """A report of another list is another report; its folder is named nowhere."""
    monkeypatch.setenv("WORKBENCH_ROOT", str(tmp_path))
    folder = tmp_path / "parameters/recruitment_funnel"
    folder.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/recruitment_funnel.ipynb").write_text('{"cells": []}')
    write(tmp_path, applications())
    (tmp_path / "private").mkdir()
    listed = tmp_path / "private/objections.csv"
    listed.write_text("person\n10\n")
    file = folder / "spring.yaml"
    file.write_text(
        "analysis: recruitment_funnel\ntitle: T\ndata: new.csv\ndata_source: synthetic\n"
        "person: person\noutcomes: {passed: [P], failed: [F]}\nstages: {sift: {}}\n"
        "characteristics: {sex: {}}\nexclusions: private/objections.csv\n"
    )
    (run,), refusals = plan([file])
    assert not refusals
    before = inputs(run)
    assert [one.name for one in before] == ["new.csv", "objections.csv"]
    listed.write_text("person\n20\n")
    assert inputs(run) != before


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"person": None, "identifier": None},
            "'exclusions' needs an 'identifier' or a 'person' to know people by. Name its column; "
            "without one, whoever objected must be taken out before the file is made.",
        ),
        (
            {"count": "people"},
            "with 'count' a row stands for many people, and no one can be taken out of it. Take "
            "'exclusions' out, and leave whoever objected out of the counts.",
        ),
        (
            {"exclusions": {"data": "a.csv", "colum": "Ref"}},
            "unknown name 'colum' under exclusions. Did you mean 'column'?",
        ),
        ({"exclusions": {}}, "'exclusions.data' is missing. Add it."),
        (
            {"exclusions": ["a.csv"]},
            "'exclusions' must be names with what each is, such as {title: a title}; found "
            "['a.csv'].",
        ),
        (
            {"exclusions": {"data": "a.csv", "column": 7}},
            "'exclusions.column' must be text but reads as a number. Put it in quotes.",
        ),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(changes, says: str, tmp_path: Path):
    with pytest.raises(ParameterError) as caught:
        parameters_of(tmp_path, **({"exclusions": "a.csv", "earlier": []} | changes))
    assert str(caught.value) == f"test: {says}"
