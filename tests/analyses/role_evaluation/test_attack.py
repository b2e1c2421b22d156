"""If these fail, a unit, or a few people, can be worked out from what is released."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.analyses.role_evaluation.surveyed import begun, findings, small
from workbench.analyses.role_evaluation import Parameters
from workbench.analyses.role_evaluation.analysis import analyse
from workbench.disclosure import Release, ReleasedCell, release
from workbench.vocabulary.terms import PolicyName

MONTHS = [str(month) for month in pd.period_range("2021-01", "2022-12", freq="M")]
BEGINS = {"R1": "2021-10", "R2": "2022-02", "R3": "2022-02", "R4": "2022-06", "R5": "2022-06"}
OFFICERS = 8
OUTCOMES = {
    "hours": {"measured_in": "hours a week", "better": "lower", "worthwhile": 1},
    "leavers": {"measured_in": "of 100", "better": "lower", "count": "flow", "worthwhile": 2},
}


def rows(alone: str = "R1", begins: dict[str, str] = BEGINS) -> pd.DataFrame:
    """Return eight regions of three units with eight officers each; one region has a unit alone."""
    draw = np.random.default_rng(1)
    made = []
    for region in (f"R{number}" for number in range(1, 9)):
        for unit in range(1 if region == alone else 3):
            level = draw.normal(15, 2)
            for month in MONTHS:
                given = bool(begins.get(region)) and month >= begins[region]
                made.append(
                    {
                        "unit": f"{region} {unit}",
                        "region": region,
                        "month": month,
                        "planned_month": begins.get(region, ""),
                        "actual_month": begins.get(region, ""),
                        "officers": OFFICERS,
                        "hours": round(level + draw.normal(0, 1) - 3 * given, 2),
                        "leavers": int(draw.random() < 0.12),
                    }
                )
    return pd.DataFrame(made)


def told(panel: pd.DataFrame, folder: Path, **changed: Any) -> Release:
    panel.to_csv(folder / "panel.csv", index=False)
    values = {
        "analysis": "role_evaluation",
        "title": "A roll-out",
        "data": str(folder / "panel.csv"),
        "data_source": "synthetic",
        "data_date": "2022-12-31",
        "planned": "planned_month",
        "officers": "officers",
        "outcomes": OUTCOMES,
        "primary": "hours",
        "secondary": ["leavers"],
        "draws": 999,
    }
    return release(analyse(Parameters.from_values(values | changed, source="test")), "open")


@pytest.fixture(scope="module")
def lone(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Return what is released where the first wave is one unit of eight officers."""
    return told(rows(), tmp_path_factory.mktemp("lone"))


def untold(release: Release, name: str, stage: str) -> list[str]:
    """Return where nothing is told."""
    return [one.stratum for one in release[name].cells if one.stage == stage and not one.numbers]


def test_no_effect_rests_on_one_small_unit_with_the_role(lone: Release):
    """By hand: R1 alone until R2 begins, and alone from 11 months on, 24 less 13, R2's start."""
    assert untold(lone, "along_hours", "month") == ["2021-10", "2021-11", "2021-12", "2022-01"]
    assert untold(lone, "along_hours", "months since") == ["11", "12", "13", "14"]


def test_a_lone_wave_is_not_the_whole_less_the_others(lone: Release):
    """By hand: waves add up to the effect of all, so that two go, or one would be worked out."""
    assert untold(lone, "along_hours", "wave") == ["2021-10", "2022-02"]


def test_no_effect_is_compared_with_one_small_unit(tmp_path: Path):
    """By hand: of those without the role R1 alone was seen from October on."""
    begins = {"R2": "2021-10", "R3": "2021-10", "R4": "2022-02", "R5": "2022-02", "R8": "2022-02"}
    panel = rows(begins=begins)
    blank = panel["region"].isin(["R6", "R7"]) & (panel["month"] >= "2022-10")
    panel["hours"] = panel["hours"].mask(blank)
    release = told(panel, tmp_path)
    assert untold(release, "along_hours", "month") == ["2022-10", "2022-11", "2022-12"]
    assert untold(release, "along_hours", "wave") == ["2021-10", "2022-02"]


def test_few_leavers_are_not_worked_out_from_rates(lone: Release):
    """By hand: 14 of 100 a year, of 13 units of 8 officers in 6 months, were 7 leavers."""
    panel = rows()
    first = panel["region"].map({one: MONTHS.index(month) for one, month in BEGINS.items()})
    since = panel["month"].map(MONTHS.index) - first
    before = panel.loc[since.between(-8, -3), "leavers"].sum()
    assert before < 10
    cell = next(one for one in lone["effects"].cells if one.group == "leavers")
    assert "before" not in cell.numbers
    assert "effect" in cell.numbers
    quarters = [one for one in lone["belief_leavers"].cells if one.stage == "quarter"]
    assert quarters
    assert not any(one.numbers for one in quarters)


def test_rates_of_many_leavers_are_told(tmp_path: Path):
    """Else the test above could not fail: 24 units with a leaver in every month."""
    panel = rows(alone="")
    # More in a month that is nobody's base: an outcome that never moves is refused.
    panel["leavers"] = 1 + (panel["month"] == MONTHS[0])
    release = told(panel, tmp_path)
    cell = next(one for one in release["effects"].cells if one.group == "leavers")
    # One leaver a month of eight officers is 150 of 100 a year.
    assert cell.numbers["before"].value == 150
    assert len(untold(release, "belief_leavers", "quarter")) == 0


def answers(last: list[int]) -> pd.DataFrame:
    """Return twelve respondents a cell; `last` is what those without the role answer in the end."""
    given = begun()
    made = []
    for wave in ("2022-09", "2023-06"):
        for side in (True, False):
            units = [unit for unit in sorted(given) if given[unit] is side][:6]
            said = last if wave == "2023-06" and not side else [1, 2, 3, 4, 5, 1] * 2
            made += [
                {
                    "wave": wave,
                    "unit": units[place % 6],
                    "role": "SPO in Sentence Management and Courts",
                    "sex": "Women" if place % 2 else "Men",
                    "acceptable_workload": answer,
                    "support": 1 + place % 5,
                }
                for place, answer in enumerate(said)
            ]
    return pd.DataFrame(made)


@pytest.mark.parametrize("policy", ["open", "restricted"])
@pytest.mark.parametrize("last", [[1] * 12, [1] * 11 + [2], [5] * 12])
def test_an_index_does_not_tell_a_hidden_count(last: list[int], policy: PolicyName, tmp_path: Path):
    """By hand: an index of 0, of 2 or of 100 of twelve people says that none agree, or all."""
    release_ = release(findings(small(answers(last), tmp_path)), policy)
    cells = release_["survey_acceptable_workload"].cells
    told = [one for one in cells if index_of(one)]
    assert told == []
    agreed = next(
        one
        for one in release_["survey_agreement"].cells
        if (one.stage, one.group, one.basis) == ("acceptable_workload", "without", "2023-06")
    )
    assert policy == "open" or agreed.counts["passed"].shown == "[c]"


def index_of(cell: ReleasedCell) -> bool:
    return any(name.startswith("index") for name in cell.numbers)
