"""What the plan implies, exactly: sums over every kind of person it knows."""

from __future__ import annotations

from itertools import product
from typing import Any

import pandas as pd

from workbench.analyses.pay_progression.generator import plan

BY = ("sex", "ethnicity", "disability", "age", "working_pattern", "region", "band")
COMPARATORS = {
    "sex": "Men",
    "ethnicity": "White",
    "disability": "Non-disabled",
    "working_pattern": "Full time",
}


def planted() -> dict[str, Any]:
    """Return the rates of every group in either year, all together and like with like.

    Like with like is among people of one region and working pattern: there the plan knows no
    difference but that of working pattern.
    """
    kinds = kinds_of_people()
    counted = kinds["weight"] * kinds["eligible"]
    told = kinds.assign(eligible=counted, progressed=counted * kinds["rate"])
    told = told.assign(assessed=counted * kinds["assessed"])
    rates = {name: _rates(told, name) for name in BY}
    return {
        "note": "exact sums over the plan; sexual orientation makes no difference",
        "eligible": _share(told["eligible"].sum()),
        "progressed_of_eligible": _share(told["progressed"].sum() / told["eligible"].sum()),
        "assessed_of_eligible": rates_of(told, "working_pattern", "assessed"),
        "progressed": rates,
        "ratios": _ratios(rates),
        "like_with_like": {
            "ethnicity/Black": 1.0,
            "sex/Women": 1.0,
            "working_pattern/Part time": _share(_part_time_ratio()),
        },
        "left_out": {
            reason: {name: _left_out(kinds, name, reason) for name in ("sex", "disability", "age")}
            for reason in plan.LEFT_OUT
        },
    }


def kinds_of_people() -> pd.DataFrame:
    """Return every kind of person: share of everyone, and chances of each outcome."""
    rows = []
    for region, band, sex, disability, age in product(
        plan.REGION, plan.BANDS, plan.SEX, plan.DISABILITY, plan.AGE
    ):
        hard = region == plan.HARD_REGION
        ethnicities = plan.ETHNICITY_IN_HARD_REGION if hard else plan.ETHNICITY
        base = plan.REGION[region] * plan.BANDS[band] * plan.SEX[sex] * plan.AGE[age]
        base *= plan.DISABILITY[disability]
        part = plan.PART_TIME[sex]
        for ethnicity, pattern in product(ethnicities, plan.ASSESSED):
            share = base * ethnicities[ethnicity] * (part if pattern == "Part time" else 1 - part)
            keys = (sex, ethnicity, disability, age, pattern, region, band)
            rows.append((*keys, share, *_chances(sex, disability, age, pattern, hard=hard)))
    return pd.DataFrame(
        rows, columns=[*BY, "weight", *plan.LEFT_OUT, "eligible", "assessed", "rate"]
    )


def _chances(sex: str, disability: str, age: str, pattern: str, *, hard: bool) -> tuple[float, ...]:
    """Return the chance of each reason to be left out, to be eligible, assessed, and progress."""
    chance = dict(plan.LEFT_OUT)
    if age in ("50 to 59", "60 and over"):
        chance[plan.TOP] = plan.TOP_FROM_50
    if disability == "Disabled":
        chance[plan.LONG_LEAVE] = plan.LONG_LEAVE_DISABLED
    if sex != plan.MATERNITY_OF[0] or age not in plan.MATERNITY_OF[1]:
        chance[plan.MATERNITY] = 0.0
    left, told = 1.0, []
    for reason in plan.LEFT_OUT:
        told.append(left * chance[reason])
        left *= 1 - chance[reason]
    assessed = plan.ASSESSED[pattern]
    rate = plan.PROGRESSED * (plan.IN_HARD_REGION if hard else 1.0)
    rate *= plan.PART_TIME_ASSESSED if pattern == "Part time" else 1.0
    return (*told, left, assessed, assessed * rate)


def rates_of(told: pd.DataFrame, name: str, what: str) -> dict[str, float]:
    """Return a share of the eligible by group."""
    added = told.groupby(name, sort=False)[[what, "eligible"]].sum()
    return {group: _share(row[what] / row["eligible"]) for group, row in added.iterrows()}


def _rates(told: pd.DataFrame, name: str) -> dict[str, float]:
    return rates_of(told, name, "progressed")


def _ratios(rates: dict[str, dict[str, float]]) -> dict[str, float]:
    return {
        f"{name}/{group}": _share(rate / rates[name][other])
        for name, other in COMPARATORS.items()
        for group, rate in rates[name].items()
        if group != other
    }


def _part_time_ratio() -> float:
    full, part = plan.ASSESSED["Full time"], plan.ASSESSED["Part time"]
    return part * plan.PART_TIME_ASSESSED / full


def _left_out(kinds: pd.DataFrame, name: str, reason: str) -> dict[str, float]:
    told = kinds.assign(out=kinds["weight"] * kinds[reason])
    added = told.groupby(name, sort=False)[["out", "weight"]].sum()
    return {group: _share(row["out"] / row["weight"]) for group, row in added.iterrows()}


def _share(value: float) -> float:
    return round(float(value), 6)
