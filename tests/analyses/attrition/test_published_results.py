"""The whole way from published data, as a file of staff, to released numbers."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import published
import pytest

from workbench.analyses.attrition import Parameters, analyse, analysis
from workbench.analyses.attrition.questions import how_many, like_with_like, when
from workbench.analyses.attrition.questions.drivers import question as drivers
from workbench.analyses.attrition.report import how_many as how_many_section
from workbench.disclosure import Release, ReleasedCell, release
from workbench.parameters.root import INSTALLED
from workbench.publishing.verification import words

MADE_IN_R = pd.read_csv(published.REFERENCE / "attrition_published_r.csv", comment="#")
SAME_LEVELS = MADE_IN_R[MADE_IN_R["level"] != "as published"].to_dict("records")
SIX_FIGURES = 1.000001e-6
PUBLISHED = {
    ("rossi", "fin", "no"): (0.3794, 0.1914),
    ("rossi weeks", "employed", "Employed"): (-1.3283, 0.2507),
    ("rossi weeks lagged", "employed", "Employed"): (-0.7869, 0.2181),
    ("job retention", "field", "Finance"): (0.22334, 0.06681),
    ("job retention", "sex", "Women"): (0.04548, 0.05886),
}
"""Log hazard ratios and standard errors: Fox and Weisberg; R survival; McNulty, chapter 9."""
SLOPES = {("job retention", "sentiment"): (-0.11756, 0.01397), ("rossi", "prio"): (0.0915, 0.0286)}
"""The same of a number as it is, to a step of one."""


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Release]:
    """Every study released to analysts, but for the second opinion, which nothing published has."""
    folder, found = tmp_path_factory.mktemp("published"), {}
    asked = (how_many.QUESTION, when.QUESTION, drivers.QUESTION, like_with_like.QUESTION)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "QUESTIONS", asked)
        patch.setattr(drivers, "_second", lambda *_: None)
        for study in published.STUDIES:
            parameters = Parameters.from_file(published.written(study, folder))
            found[study] = release(analyse(parameters), parameters.policy)
    return found


def level_of(told: Release, term: str, level: str) -> ReleasedCell:
    name = f"like_with_like:{term}" if term == "sex" else f"driver:{term}"
    (found,) = [cell for cell in told[name].cells if cell.group == level]
    return found


def log_ratio(told: Release, term: str, level: str) -> tuple[float, float]:
    """Return the logarithm of a ratio and, from its limits, the standard error."""
    one = level_of(told, term, level).numbers["adjusted_ratio"]
    value, lower, upper = np.log(np.array([one.value, one.lower, one.upper], dtype=float))
    return float(value), float(upper - lower) / 2 / 1.959964


def test_the_shipped_data_are_the_published_rows():
    """If it fails, the method check in the project is of other data than the handbook's."""
    shipped = INSTALLED / "data" / "published" / "job_retention.csv"
    assert shipped.read_text() == published.job_retention_spells().to_csv(index=False)


@pytest.mark.parametrize(
    ("study", "left", "people"),
    [("job retention", 1354, 3770), ("rossi", 114, 432), ("rossi weeks", 114, 432)],
)
def test_nobody_is_lost_on_the_way(releases, study: str, left: int, people: int):
    """If it fails, people or leavers of spells or of months are dropped, or counted twice."""
    told = {name: releases[study][name].cells[0].counts for name in ("leaving", "stability")}
    assert (told["leaving"]["left"].value, told["stability"]["entered"].value) == (left, people)


def test_whoever_is_followed_no_more_is_no_leaver(releases):
    """If it fails, people whose follow-up ends count as leavers, or go on being at risk."""
    told = {
        cell.group: cell.counts["number"].value
        for cell in releases["job retention"]["records"].cells
    }
    people = published.job_retention()
    assert told["rows not of this population, set aside"] == 388
    assert told["leavers who were not of this population when they left"] == 0
    (last,) = [
        cell.numbers["at_risk_then"].value
        for cell in releases["job retention"]["service:months"].cells
        if (cell.group, cell.stratum) == ("", "month: 13")
    ]
    assert last == (people["month"] == 12).sum()


@pytest.mark.parametrize(("gender", "share"), [("Women", 0.603), ("Men", 0.623)])
def test_who_is_still_there_after_twelve_months(releases, gender: str, share: float):
    """If it fails, survival is not that of McNulty's handbook; month 13 follows the survey's."""
    (found,) = [
        cell.numbers["survival"].value
        for cell in releases["job retention"]["service:months"].cells
        if (cell.characteristic, cell.group, cell.stratum) == ("sex", gender, "month: 13")
    ]
    assert found == pytest.approx(share, abs=5e-4)


@pytest.mark.parametrize("row", SAME_LEVELS, ids=lambda row: f"{row['study']} {row['level']}")
def test_ratios_are_those_of_r_on_the_same_rows(releases, row: dict[str, Any]):
    """If it fails, the grouped hazard model or its limits differ from R's of single rows."""
    cell = level_of(releases[row["study"]], row["term"], row["level"])
    one, exactly = cell.numbers["adjusted_ratio"], partial(pytest.approx, abs=SIX_FIGURES)
    assert cell.comparator == row["to"]
    assert one.value == exactly(row["ratio"])
    assert (one.lower, one.upper) == (exactly(row["lower"]), exactly(row["upper"]))


@pytest.mark.parametrize("row", SAME_LEVELS, ids=lambda row: f"{row['study']} {row['level']}")
def test_ratios_are_those_of_cox_within_a_quarter_of_their_error(releases, row: dict[str, Any]):
    """If it fails, months in bands of service no longer tell what single months do."""
    value, error = log_ratio(releases[row["study"]], row["term"], row["level"])
    assert value == pytest.approx(row["log_hazard"], abs=row["error"] / 4)
    assert error == pytest.approx(row["error"], rel=0.1)


@pytest.mark.parametrize("of", PUBLISHED, ids=" ".join)
def test_ratios_are_the_published_ones_within_a_quarter_of_their_error(
    releases, of: tuple[str, str, str]
):
    """If it fails, the report's ratio is not the hazard ratio that was published."""
    study, term, level = of
    published_value, published_error = PUBLISHED[of]
    value, error = log_ratio(releases[study], term, level)
    assert value == pytest.approx(published_value, abs=published_error / 4)
    assert error == pytest.approx(published_error, rel=0.1)


@pytest.mark.parametrize("of", SLOPES, ids=" ".join)
def test_bands_of_a_number_rise_as_it_does(releases, of: tuple[str, str]):
    """If it fails, bands of sentiment or of earlier arrests are out of order, or mixed up."""
    (study, term), (slope, error) = of, SLOPES[of]
    value = published.middles(study)
    cells = [one for one in releases[study][f"driver:{term}"].cells if one.role == "declared"]
    logs = np.array([log_ratio(releases[study], term, cell.group) for cell in cells])
    steps = np.array([value[cell.group] - value[cell.comparator] for cell in cells])
    weights = 1 / logs[:, 1] ** 2
    found = (weights * steps * logs[:, 0]).sum() / (weights * steps**2).sum()
    assert found == pytest.approx(slope, abs=error)


def test_a_file_without_resignations_leaves_rounded_too(tmp_path: Path):
    """If it fails, nobody resigning is shown as a rate of nothing, and contradicts the leavers."""
    told = Parameters.from_file(published.written("rossi", tmp_path))
    counted = release(analyse(told.model_copy(update={"policy": "open"})), "open")
    (cell,) = counted["leaving"].cells
    assert cell.counts["left"].shown == "115"
    assert "left_resigned" not in cell.counts
    assert set(cell.numbers) == {"leaving_rate"}
    assert "Resignations" not in how_many_section.show(counted).html


def test_what_a_notebook_is_handed_is_what_the_file_says(tmp_path: Path):
    """If it fails, a file that is accepted is refused on its way through `workbench run`."""
    for study in published.STUDIES:
        told = Parameters.from_file(published.written(study, tmp_path))
        again = Parameters.from_values(told.model_dump(mode="json"), source="notebook")
        assert again == told


@pytest.mark.parametrize(
    ("key", "label", "told"),
    [
        ("stratum", "month: 40", 0),
        ("stratum", "month: 41", 1),
        ("basis", "quarter ending 2022-02-28", 0),
        ("basis", "quarter ending 2022-02-27", 1),
        ("basis", "year ending 2024-04-30", 0),
        ("basis", "year ending 2024-05-31", 1),
        ("group", "237 people", 1),
    ],
)
def test_months_and_periods_are_no_figures_of_people(
    releases, tmp_path: Path, key: str, label: str, told: int
):
    """If it fails, a file without grades is not published, or a label may hold a count."""
    parameters = Parameters.from_file(published.written("rossi", tmp_path))
    content = copy.deepcopy(releases["rossi"].to_json())
    (monthly,) = [one for one in content["findings"] if one["name"] == "service:months"]
    monthly["cells"][-1][key] = label
    changed = Release.from_json(content)
    assert len(words.problems(changed, parameters.model_dump(mode="json"))) == told


def test_levels_of_too_few_leavers_are_left_out_with_the_reason(releases):
    """If it fails, a ratio rests on eight of the fifty-three who were married."""
    cell = level_of(releases["rossi"], "mar", "married")
    assert cell.counts["left"].value == 8
    assert "adjusted_ratio" not in cell.numbers
    assert cell.reason == "too few left at this level to tell it from the next"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run a parameter file of each reference example through the command itself."""
    folder = tmp_path_factory.mktemp("commanded")
    studies = ("rossi", "rossi weeks", "job retention")
    files = [str(published.written(study, folder)) for study in studies]
    told = ["run", *files, "--reports", str(folder / "reports"), "--jobs", "2"]
    program = Path(sys.executable).with_name("workbench")
    own = {name: value for name, value in os.environ.items() if name != "WORKBENCH_ROOT"}
    done = subprocess.run([program, *told], cwd=folder, env=own, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "reports" / "attrition"


@pytest.mark.parametrize(
    ("study", "measure", "keys", "expected", "within"),
    [
        ("job-retention", "survival", ("Women", "month: 13"), 0.603, 5e-4),
        ("job-retention", "survival", ("Men", "month: 13"), 0.623, 5e-4),
        ("job-retention", "adjusted_ratio", ("Finance", ""), np.exp(0.22334), 0.02),
        ("rossi", "adjusted_ratio", ("no", ""), np.exp(0.3794), 0.01),
        ("rossi-weeks", "adjusted_ratio", ("Employed", ""), np.exp(-1.3283), 0.01),
    ],
)
def test_published_results_come_out_of_the_command_line(
    run: Path, study: str, measure: str, keys: tuple[str, str], expected: float, within: float
):
    """If it fails, what `workbench run` publishes is not what the functions find."""
    records = json.loads((run / study / "findings.json").read_text())
    found = [
        record["value"]
        for record in records
        if (record["measure"], record["group"], record["stratum"]) == (measure, *keys)
        and record["characteristic"] in ("sex", "field", "fin", "employed")
    ]
    assert found == [pytest.approx(expected, abs=within)]
