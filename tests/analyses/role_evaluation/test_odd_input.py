"""What is strange and is taken all the same: kept, counted, and told of; by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.analyses.role_evaluation.small_rollout import (
    FRAME,
    LONDON,
    STATED,
    in_months,
    put,
    read,
    stated,
)
from workbench.analyses.role_evaluation import Parameters, analyse
from workbench.errors import DataError

REGIONS = sorted(set(FRAME["region"]))
ITEM = "wellbeing"
HOURS = "administration_hours"


def test_months_without_a_row_are_kept_as_gaps_and_reported(tmp_path: Path):
    without = ~FRAME["month"].isin(["2021-05", "2021-06", "2022-02"]) | ~LONDON
    values = bare(tmp_path, FRAME[without])
    found = analyse(Parameters.from_values(values, source="run.yaml"))
    told = found.findings[0].cells.set_index("group")["number"]
    assert told["rows read"] == 357
    assert told["months of units without a row"] == 3
    assert told["units"] == 12
    observed = read(tmp_path, lambda frame: frame[without])
    gaps = np.isnan(observed.outcomes[HOURS][observed.panel.units.index("London")])
    assert np.flatnonzero(gaps).tolist() == [4, 5, 13]


def test_planned_and_actual_months_years_apart_are_told(tmp_path: Path):
    # London began in January 2023: 24 months from January 2021 are two years, 23 are not.
    observed = read(tmp_path, put("planned_month", "2021-01", LONDON))
    assert observed.checked.warnings == (
        "'planned_month' and 'actual_month' are 24 months or more apart in 1 unit. See that "
        "neither is mistaken.",
        "'planned_month' is in or before the first month of the file in 1 unit, which can be no "
        "part of a comparison by planned days.",
    )
    assert not read(tmp_path, put("planned_month", "2021-02", LONDON)).checked.warnings


def test_a_role_that_began_unplanned_is_told(tmp_path: Path):
    observed = read(tmp_path, put("planned_month", None, LONDON))
    assert observed.checked.warnings == (
        "'planned_month' is blank in 1 unit where the role began: by planned days they count among "
        "those without it. See that none is missing.",
    )
    assert observed.starts[observed.panel.units.index("London")] == 30


def test_officers_unknown_in_some_months_leave_the_mean_of_the_others(tmp_path: Path):
    observed = read(tmp_path, put("spo_headcount", None, in_months("2021-02")))
    first = FRAME.loc[in_months("2021-01", "2021-01"), "spo_headcount"].item()
    assert observed.people[observed.panel.units.index("London")] == first


def bare(folder: Path, frame: pd.DataFrame = FRAME, **changes: object) -> dict[str, Any]:
    """Return one outcome of a panel, with nothing measured apart: quick to estimate."""
    frame.to_csv(folder / "panel.csv", index=False)
    outcomes = {HOURS: STATED["outcomes"][HOURS]}
    few = {"outcomes": outcomes, "secondary": [], "splits": [], "draws": 999}
    return stated(**{"data": str(folder / "panel.csv")} | few | changes)


def answers(since: int, before: int = 15) -> pd.DataFrame:
    """Return so many answers of each region before, and so many of all of them since."""
    rows = [("2022", region, 1 + at % 5) for region in REGIONS for at in range(before)]
    rows += [("2023", REGIONS[at % 12], 1 + at % 5) for at in range(since)]
    return pd.DataFrame(rows, columns=["wave", "region", ITEM])


def surveyed(folder: Path, **changes: object) -> dict[str, Any]:
    survey = {
        "data": str(folder / "answers.csv"),
        "waves": {"2022": "2022-09-30", "2023": "2023-06-30"},
        "unit": "region",
        "items": {ITEM: {"said": "My wellbeing at work is good"}},
    }
    return bare(folder, survey=survey | changes)


def test_of_six_respondents_nothing_is_told(tmp_path: Path):
    answers(6).to_csv(tmp_path / "answers.csv", index=False)
    parameters = Parameters.from_values(surveyed(tmp_path), source="run.yaml")
    found = analyse(parameters)
    assert found.context.not_covered["What do staff say?"] == (
        "fewer than 10 people answered in a wave, with the role or without it; of so few nothing "
        "is told"
    )
    assert (
        "'wave': the wave '2023' has fewer than the 10 respondents from which an index is told."
    ) in found.context.read_as


INVITED: dict[str, tuple[list[tuple[str, object]], str]] = {
    "fewer than answered": (
        [("2022", 200), ("2023", 99)],
        "'invited': fewer were asked than answered in 1 of the survey's groups: 2023. Take both "
        "files from one survey, with a row for each group that was asked.",
    ),
    "another survey's waves, and no numbers": (
        [("2021", 200), ("2023", "many"), ("2023", -3), ("2022", "")],
        "3 problems. (1) 'wave': 1 row with what is not in the survey: '2021'. The survey's are "
        "'2022', '2023'. Take the others out, or name them under 'survey: waves'. (2) 'invited' is "
        "blank in 1 row. Write how many were asked, 0 if nobody. (3) 'invited' is negative or no "
        "whole number in 2 rows. Write how many people were asked.",
    ),
}


@pytest.mark.parametrize("case", INVITED)
def test_an_invited_file_that_does_not_fit_is_refused(case: str, tmp_path: Path):
    rows, says = INVITED[case]
    answers(100).to_csv(tmp_path / "answers.csv", index=False)
    asked = tmp_path / "asked.csv"
    pd.DataFrame(rows, columns=["wave", "invited"]).to_csv(asked, index=False)
    parameters = Parameters.from_values(surveyed(tmp_path, invited=str(asked)), source="run.yaml")
    with pytest.raises(DataError) as caught:
        analyse(parameters)
    assert str(caught.value) == f"asked.csv: {says}"
    pd.DataFrame([("2022", 200), ("2023", 100)], columns=["wave", "invited"]).to_csv(asked)
    assert "What do staff say?" not in analyse(parameters).context.not_covered


def test_labels_of_a_role_are_mended_where_the_role_is_stated(tmp_path: Path):
    roles = {"column": "role", "supported": ["SPO"]}
    told = answers(100).assign(role="SPO")
    told.loc[:2, "role"] = "Head"
    told.to_csv(tmp_path / "answers.csv", index=False)
    values = surveyed(tmp_path, roles=roles)
    with pytest.raises(DataError) as caught:
        analyse(Parameters.from_values(values, source="run.yaml"))
    assert str(caught.value) == (
        "answers.csv: 'role': 1 unknown label in 3 rows: 'Head'. Correct the file, or name them "
        "under survey.roles: 'supported' or 'others'."
    )
    values = surveyed(tmp_path, roles=roles | {"others": ["Head"]})
    assert analyse(Parameters.from_values(values, source="run.yaml"))
