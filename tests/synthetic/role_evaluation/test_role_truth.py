"""What the truth tells is found in the tables: effects, drift, and nothing where there is none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.synthetic.role_evaluation.conftest import HOURS, MONTHS, near

OUTCOMES = {
    HOURS: 0.2,
    f"{HOURS}_full_time": 0.2,
    f"{HOURS}_part_time": 0.25,
    f"{HOURS}_other_spo": 0.25,
    "supervision_on_time": 0.6,
    "countersigning_days": 0.3,
    "overtime_hours": 0.25,
    "sickness_days": 0.04,
    "span_of_control": 0.1,
}
"""With the largest error that the draws may leave."""
BEHIND = {f"{HOURS}_part_time": "spo_part_time", f"{HOURS}_other_spo": "other_spo_headcount"}


def told(truth: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in truth["outcomes"] if each["name"] == name)


def behind(table: pd.DataFrame, name: str) -> np.ndarray:
    """Return the people whose mean an outcome is, by region."""
    people = table[BEHIND.get(name, "spo_headcount")].astype(float)
    if name.endswith("_full_time"):
        people = people - table["spo_part_time"].astype(float)
    return people.to_numpy().reshape(12, 30)[:, 0]


def changes(
    table: pd.DataFrame,
    name: str,
    by: str = "actual_month",
    leave_out: str = "",
    base_months: int = 1,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return change beyond the two regions without the role, months since the start, people.

    The base ends three months before the start of each region.
    """
    first = table.iloc[::30]
    values = table[name].to_numpy(dtype=float).reshape(12, 30)
    people = behind(table, name)
    never = first["actual_month"].isna().to_numpy()
    path = np.average(values[never], axis=0, weights=people[never])
    found = []
    for place, (region, start) in enumerate(zip(first["region"], first[by], strict=True)):
        if isinstance(start, str) and region != leave_out:
            begins = MONTHS.index(start)
            beyond = values[place] - path
            base = beyond[max(begins - 2 - base_months, 0) : begins - 2]
            change = beyond[begins:] - base.mean()
            found.append((change, np.arange(30 - begins), np.full(30 - begins, people[place])))
    change, months, people = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return change, months, people


def simple(table: pd.DataFrame, name: str, **kinds: Any) -> float:
    change, _, people = changes(table, name, **kinds)
    return float(np.average(change, weights=people))


@pytest.mark.parametrize("name", OUTCOMES)
def test_simple_effects_are_those_told(
    of_regions: list[pd.DataFrame], truth: dict[str, Any], name: str
) -> None:
    """Breaks when an effect is planted otherwise than told; one region has another trend."""
    early, outcome = truth["early_region"], told(truth, name)
    bias = early["bias_of_simple"] if name in early["outcomes"] else 0.0
    found = [simple(table, name) for table in of_regions]
    assert near(found, outcome["simple"] + bias, OUTCOMES[name])
    assert (outcome["kind"] == "null") == (outcome["simple"] == 0)


def test_effects_grow_over_the_first_months(
    of_regions: list[pd.DataFrame], truth: dict[str, Any]
) -> None:
    """Breaks when effects come at once, or of other regions than told."""
    name = "supervision_on_time"
    steps = told(truth, name)["by_months_since_start"]
    assert [each["regions"] for each in steps] == [10, 10, 10, 7, 7, 7, 3, 3, 3]
    found: dict[int, list[float]] = {each["months"]: [] for each in steps}
    for table in of_regions:
        change, months, people = changes(table, name)
        for month, effects in found.items():
            at = months == month
            effects.append(float(np.average(change[at], weights=people[at])))
    for each in steps:
        assert near(found[each["months"]], each["effect"], 1.1), each["months"]
    effects = [each["effect"] for each in steps[:3]]
    assert effects == pytest.approx([effects[2] * share for share in (0.4, 0.7, 1)], abs=1e-3)


def test_effects_by_planned_month_are_diluted_as_told(
    of_regions: list[pd.DataFrame], truth: dict[str, Any]
) -> None:
    """Breaks when the planned months are not those the truth averages over."""
    outcome = told(truth, "supervision_on_time")
    both = [
        (simple(table, outcome["name"], by="planned_month"), simple(table, outcome["name"]))
        for table in of_regions
    ]
    assert near([planned for planned, _ in both], outcome["simple_by_planned_month"], 0.6)
    less = outcome["simple_by_planned_month"] - outcome["simple"]
    assert near([planned - actual for planned, actual in both], less, 0.2)
    assert less < -0.1


def test_part_time_spo_gain_less(of_regions: list[pd.DataFrame], truth: dict[str, Any]) -> None:
    """Breaks when the gap is another; both share the shocks of their region, so little is left."""
    names = [f"{HOURS}_{pattern}" for pattern in ("part_time", "full_time")]
    found = [simple(table, names[0]) - simple(table, names[1]) for table in of_regions]
    part, full = (told(truth, name) for name in names)
    gap = part["simple"] - full["simple"]
    assert near(found, gap, 0.2)
    assert (part["in_full"], full["in_full"]) == pytest.approx((-1.2, -2.9), abs=0.01)


@pytest.mark.parametrize(("name", "base_months"), [("1", 1), ("6", 6), ("12", 12), ("all", 30)])
def test_the_early_region_biases_as_told(
    of_regions: list[pd.DataFrame], truth: dict[str, Any], name: str, base_months: int
) -> None:
    """Breaks when the drift is of another size or region: without the region it is gone."""
    early = truth["early_region"]
    bias = early["bias_of_simple_by_base_months"][name]
    found = [
        tuple(
            simple(table, HOURS, leave_out=without, base_months=base_months)
            for without in ("", early["region"])
        )
        for table in of_regions
    ]
    assert near([without for _, without in found], early["simple_without_region"], 0.2)
    difference = told(truth, HOURS)["simple"] - early["simple_without_region"]
    assert near([every - without for every, without in found], difference + bias, 0.06)
    assert bias < -0.2


def test_longer_bases_bias_more_as_worked_out_by_hand(truth: dict[str, Any]) -> None:
    """Breaks when a base is of other months, or the drift before it is taken to have gone on.

    The region begins in the 22nd month and drifts from the 10th; the base ends with the 19th. In
    its nine months since the start it has drifted 16 months' worth on average; in base months it
    had 9, 8, 7 and so on down to 0, and 0 before.
    """
    early = truth["early_region"]
    base = {"1": 9, "3": 8, "6": 6.5, "12": 45 / 12, "all": 45 / 19}
    found = early["bias_of_simple_by_base_months"]
    assert list(found) == list(base)
    for name, before in base.items():
        assert found[name] == pytest.approx(found["1"] * (16 - before) / (16 - 9), abs=2e-4)
    assert (early["base_months"], early["bias_of_simple"]) == (1, found["1"])


def test_the_early_region_was_improving_before(
    of_regions: list[pd.DataFrame], truth: dict[str, Any]
) -> None:
    """Breaks when the drift is not there before the role began, or is elsewhere too."""
    early = truth["early_region"]
    slopes: dict[str, list[float]] = {region: [] for region in of_regions[0]["region"].unique()}
    first, last = MONTHS.index(early["drift_from"]), MONTHS.index("2022-09")
    for table in of_regions:
        values = table[HOURS].to_numpy(dtype=float).reshape(12, 30)[:, first : last + 1]
        fitted = np.polyfit(np.arange(values.shape[1]), values.T, 1)[0]
        for region, slope in zip(slopes, fitted, strict=True):
            slopes[region].append(float(slope))
    for region, found in slopes.items():
        expected = early["drift_a_month"] if region == early["region"] else 0.0
        assert near(found, expected, 0.05), region


def test_leavers_and_vacancies_stay_as_they_were(
    of_regions: list[pd.DataFrame], truth: dict[str, Any]
) -> None:
    """Breaks when somebody leaves for, or stays because of, the role."""
    rows = pd.concat(of_regions)
    begun = rows["month"] >= rows["actual_month"].fillna("9999")
    for _, part in rows.groupby(begun):
        expected = told(truth, "spo_leavers")["level_before"] / 1200 * part["spo_headcount"].sum()
        assert abs(part["spo_leavers"].sum() - expected) < 4 * np.sqrt(expected)
    for name, within in (("vacancies", 0.5), ("spo_leavers", 0.15)):
        assert near([simple(table, name) for table in of_regions], 0.0, within), name


def test_levels_before_are_those_told(
    of_regions: list[pd.DataFrame], truth: dict[str, Any]
) -> None:
    """Breaks when a level is another than told."""
    for name, within in OUTCOMES.items():
        found = []
        for table in of_regions:
            values = table[name].to_numpy(dtype=float).reshape(12, 30)[:, :9].mean(axis=1)
            found.append(float(np.average(values, weights=behind(table, name))))
        season = np.cos(2 * np.pi * np.arange(9) / 12).mean()
        rise = {"supervision_on_time": 1.0, "sickness_days": 0.0}.get(name, 0.0) * season
        assert near(found, told(truth, name)["level_before"] + rise, within), name
