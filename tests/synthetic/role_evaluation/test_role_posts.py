"""Posts, costs, dates and the region-level version, against the truth and each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.role_evaluation.generator import synthesise


@pytest.fixture(scope="module")
def regions() -> pd.DataFrame:
    (table,) = synthesise().tables["regions"]
    return table


def test_posts_are_those_told(regions: pd.DataFrame, truth: dict[str, Any]) -> None:
    """Breaks when posts funded and filled no longer add up."""
    last = regions[regions["month"] == "2023-06"]
    told = truth["posts"]
    assert last["support_fte_funded"].sum() == pytest.approx(told["funded"], abs=0.05)
    assert last["support_fte"].sum() == pytest.approx(told["filled"], abs=0.1)
    assert told["filled"] == pytest.approx(158, abs=0.05)
    assert last["spo_headcount"].sum() == told["spo_headcount"]
    assert last["spo_fte"].sum() == pytest.approx(850, abs=5)


def test_posts_fill_over_the_first_months(regions: pd.DataFrame, truth: dict[str, Any]) -> None:
    """Breaks when posts are filled before the role began, or do not grow as told."""
    shares = truth["posts"]["filled_by_month_since_start"]
    for each in truth["rollout"]:
        rows = regions[regions["region"] == each["region"]].set_index("month")["support_fte"]
        followed = each["months_followed"]
        assert (rows.iloc[: 30 - followed] == 0).all()
        grown = [shares[min(month, 2)] * rows.iloc[-1] for month in range(followed)]
        np.testing.assert_allclose(rows.iloc[30 - followed :], grown, atol=0.011)


def test_cohorts_are_of_three_four_and_three_regions(truth: dict[str, Any]) -> None:
    """Breaks when regions begin at other dates than the design says."""
    actual = pd.Series([each["actual_month"] for each in truth["rollout"]])
    assert actual.value_counts().to_dict() == {"2022-10": 3, "2023-01": 4, "2023-04": 3}
    assert actual.isna().sum() == 2
    followed = {each["months_followed"] for each in truth["rollout"]}
    assert followed == {0, 3, 6, 9}
    both = pd.DataFrame(truth["rollout"]).dropna(subset="actual_month")
    begun, planned = (
        pd.PeriodIndex(both[name], freq="M").year * 12 + pd.PeriodIndex(both[name], freq="M").month
        for name in ("actual_month", "planned_month")
    )
    assert sorted(begun - planned) == [-2, *[0] * 7, 1, 2]


def test_dates_of_the_file_are_those_of_the_truth(
    panel: pd.DataFrame, truth: dict[str, Any]
) -> None:
    """Breaks when units of a region do not share its dates."""
    names = ["region", "planned_month", "actual_month"]
    rows = panel[names].drop_duplicates().set_index("region").astype(object)
    assert len(rows) == 12
    for each in truth["rollout"]:
        found = rows.loc[each["region"]]
        assert [value if isinstance(value, str) else None for value in found] == [
            each["planned_month"],
            each["actual_month"],
        ]


def test_the_value_follows_from_file_and_truth(
    regions: pd.DataFrame, truth: dict[str, Any]
) -> None:
    """Breaks when cost, hours released and their value do not hang together."""
    told = truth["value"]
    last = regions[regions["month"] == "2023-06"]
    assert last["support_cost"].sum() * 12 == pytest.approx(told["cost_a_year"], rel=0.01)
    assert told["cost_a_year"] == pytest.approx(5.2e6, rel=0.005)
    hours = {each["name"]: each["in_full"] for each in truth["outcomes"]}["administration_hours"]
    people = last.loc[last["actual_month"].notna(), "spo_headcount"].sum()
    assert people == told["spo_with_role"]
    assert told["hours_released_a_week"] == pytest.approx(-hours * people, rel=1e-3)
    value = told["hours_released_a_week"] * told["weeks_worked"] * told["pounds_an_hour"]
    assert told["value_of_time_a_year"] == pytest.approx(value, rel=1e-4)
    assert value == pytest.approx(3.7e6, rel=0.01)
    assert told["value_for_each_pound"] == pytest.approx(value / told["cost_a_year"], abs=1e-3)
    assert told["break_even_hours"] == pytest.approx(3.7, abs=0.05)


def test_the_region_level_is_that_of_its_units() -> None:
    """Breaks when the two levels do not tell the same."""
    data = synthesise(size=24, seed=3)
    units, (of_regions,) = pd.concat(data.tables["panel"]), data.tables["regions"]
    complete = units.groupby(["region", "month"]).filter(lambda rows: len(rows) == 2)
    by = complete.groupby(["region", "month"])
    hours = (complete["administration_hours"] * complete["spo_headcount"]).groupby(
        [complete["region"], complete["month"]]
    ).sum() / by["spo_headcount"].sum()
    there = of_regions.set_index(["region", "month"])
    both = there.loc[hours.index]
    np.testing.assert_allclose(both["administration_hours"], hours, atol=0.11)
    for name in ("spo_leavers", "vacancies", "spo_headcount"):
        assert (both[name] == by[name].sum()).all(), name
    np.testing.assert_allclose(both["support_fte"], by["support_fte"].sum(), atol=0.02)
    assert len(of_regions) == 12 * 30
    assert of_regions.notna().drop(columns=["planned_month", "actual_month"]).all(axis=None)


def test_working_patterns_make_the_hours_of_all(panel: pd.DataFrame) -> None:
    """Breaks when the hours of all are not those of the two working patterns."""
    part = panel["spo_part_time"].astype(float) / panel["spo_headcount"].astype(float)
    half = panel["administration_hours_part_time"]
    assert (half.isna() == (part == 0)).all()
    both = panel["administration_hours_full_time"] * (1 - part) + half.fillna(0) * part
    np.testing.assert_allclose(panel["administration_hours"], both, atol=0.11)


def test_gaps_and_blanks_are_as_told(panel: pd.DataFrame, truth: dict[str, Any]) -> None:
    """Breaks when the file has more or fewer gaps than it should."""
    told = truth["recording"]
    (many,) = synthesise(size=1_200, seed=5).tables["panel"]
    missing = 1 - len(many) / (1_200 * 30 - 4)
    assert missing == pytest.approx(told["unit_months_missing"], abs=0.002)
    blank = many["countersigning_days"].isna().mean()
    assert blank == pytest.approx(told["outcomes_blank"], abs=0.0025)
    rows = panel[panel["unit"] == told["unit_with_long_gap"]]
    assert len(rows) <= 26
    assert not rows["month"].between(*told["long_gap"]).any()
    assert not panel.duplicated(["unit", "month"]).any()
