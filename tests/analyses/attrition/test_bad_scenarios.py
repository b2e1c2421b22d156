"""Learners, models and scenarios that cannot be: each refusal whole, and its mend."""

from __future__ import annotations

import pytest
from refused_parameters import driver, mended, message

LEARN = {"grade": "Learner", "qualified": "PO", "expected_months": {"all": 21}}
LINE = {"label": "POs", "value": 7.4, "source": "Published by someone"}
BLOCKS = {
    "Service": ["service"],
    "Place": ["grade", "region"],
    "Work": ["caseload", "route", "intake"],
}
SIX = ["service", "grade", "region", "caseload", "route", "intake"]


def learners(**values: object) -> dict[str, object]:
    return {"learners": LEARN | values}


def scenario(**values: object) -> dict[str, object]:
    return {"scenarios": [{"driver": "caseload", "cap": 50, **values}]}


def cost(low: float, high: float) -> dict[str, object]:
    return {"replacement_cost": {"low": low, "high": high, "source": "s"}}


def published(**values: object) -> dict[str, object]:
    return {"published": [LINE | values]}


BAD = {
    "learners without a grade": (
        {"grade": None, **learners()},
        "'learners' needs a 'grade'. Name the circumstance that tells grades apart.",
        {"grade": "grade"},
    ),
    "learners of no grade": (
        learners(grade="Trainee"),
        "learners.grade: 'Trainee' is not a grade. Name one of Learner, PSO, PO.",
        learners(),
    ),
    "learners who qualify as learners": (
        learners(qualified="Learner"),
        "learners: 'grade', 'qualified' and 'counted_with' must be different grades. Name "
        "what learners hold, what they hold once qualified, and what figures count them "
        "in.",
        learners(),
    ),
    "a route that is not described": (
        learners(route="way"),
        "learners.route: 'way' is not under 'circumstances'. Describe it there, with its groups.",
        learners(route="route"),
    ),
    "no expected months": (
        learners(expected_months={}),
        "learners needs its 'expected_months', to tell who is late: expected_months: "
        "{all: 21}, or a number for each route.",
        learners(),
    ),
    "expected months of no route": (
        learners(route="route", expected_months={"Short": 15, "Lang": 21}),
        "2 problems. (1) learners.expected_months names 'Lang', which is no route. Name "
        "the circumstance under 'route', and one of its groups here; or write all. (2) "
        "learners.expected_months has none for 'Long'. Write one for each route, or all.",
        learners(route="route", expected_months={"Short": 15, "Long": 21}),
    ),
    "expected years": (
        learners(expected_months={"all": 0}),
        "learners.expected_months, all: must be from 1 to 60 months; found 0.",
        learners(),
    ),
    "a change without intakes": (
        learners(changed_from="2022"),
        "learners.changed_from needs a 'cohort', to tell intakes apart. Name the "
        "circumstance, or take it out.",
        learners(changed_from="2022", cohort="intake"),
    ),
    "a change with the first intake": (
        learners(changed_from="2021", cohort="intake"),
        "learners.changed_from: '2021' is not an intake after the first. Name one of 2022, 2023.",
        learners(changed_from="2022", cohort="intake"),
    ),
    "held equal twice": (
        {"adjust_for": ["grade", "grade"]},
        "adjust_for names 'grade' twice. Keep one.",
        {"adjust_for": ["grade"]},
    ),
    "held equal of nothing": (
        {"adjust_for": ["grade", "age"]},
        "adjust_for names 'age', which is neither under 'circumstances' nor under "
        "'characteristics'. Take it out, or describe it there.",
        {"adjust_for": ["grade", "sex"]},
    ),
    "a driver held equal again": (
        {"adjust_for": ["caseload"]},
        "adjust_for names 'caseload', which is always held equal. Take it out.",
        {"adjust_for": []},
    ),
    "units held equal": (
        {"adjust_for": ["office"]},
        "adjust_for names 'office', the unit, whose effects are pooled in a question of "
        "their own. Take it out; the region can be held equal.",
        {"adjust_for": ["region"]},
    ),
    "six blocks": (
        {"blocks": {name: [name] for name in SIX}},
        "'blocks' must be 2 to 5; found 6. Put some together.",
        {"blocks": BLOCKS},
    ),
    "a block of nothing": (
        {"blocks": BLOCKS | {"Pay": []}},
        "blocks.Pay names nothing. Name what is in it, or take it out.",
        {"blocks": BLOCKS},
    ),
    "a block of what is not held equal": (
        {"blocks": BLOCKS | {"Office": ["office"]}},
        "blocks.Office names 'office', which is not held equal. Name drivers, "
        "circumstances under 'adjust_for', or service.",
        {"blocks": BLOCKS},
    ),
    "one thing in two blocks": (
        {"blocks": BLOCKS | {"Cases": ["caseload"]}},
        "'blocks' names 'caseload' twice. Keep one each.",
        {"blocks": BLOCKS},
    ),
    "blocks without service": (
        {"blocks": {n: m for n, m in BLOCKS.items() if n != "Service"}},
        "'blocks' leaves out 'service', held equal too. Put each in a block.",
        {"blocks": BLOCKS},
    ),
    "a scenario without a driver": (
        scenario(driver="workload"),
        "scenarios, workload at 50: there is no such driver. Name one of 'drivers'.",
        scenario(),
    ),
    "a cap within a band": (
        scenario(cap=55),
        "scenarios, caseload at 55: the cap must be where a band begins. Name one of 40, 50, 60.",
        scenario(cap=50),
    ),
    "a cap of nothing": (
        {**driver(edges=[0, 50]), **scenario(cap=0)},
        "scenarios, caseload at 0: a cap must be above 0. Name another edge.",
        scenario(cap=50),
    ),
    "a band above the cap": (
        scenario(to="60 cases and over"),
        "scenarios, caseload at 50: 'to' is '60 cases and over', which is no band below "
        "the cap. Name one of under 40 cases, 40 to under 50 cases, or take it out.",
        scenario(to="under 40 cases"),
    ),
    "a scenario twice": (
        {"scenarios": [{"driver": "caseload", "cap": 50}] * 2},
        "scenarios, caseload at 50 stands twice. Keep one.",
        scenario(),
    ),
    "a cost from high to low": (
        cost(9, 5),
        "replacement_cost must go from a low above 0 to a high that is no lower; found 9 "
        "to 5. Write pounds a leaver.",
        cost(5, 9),
    ),
    "a published share": (
        published(value=140.0),
        "published, POs: 'value' is leavers of 100 in post, such as 7.4; found 140.",
        published(),
    ),
    "a published line of no grade": (
        published(grades=["SPO"]),
        "published, POs: 'SPO' is not a grade here. Name grades, or take it out.",
        published(grades=["PO"]),
    ),
    "a published year to come": (
        published(year_ending="2999-03-31"),
        "published, POs: the year that ends on 2999-03-31 is yet to end. Mend the day.",
        published(year_ending="2023-03-31"),
    ),
    "published data without a source": (
        {"data_source": "published"},
        "published data needs a 'citation'. Add it.",
        {"citation": "Someone, 2023"},
    ),
    "an intersection of one": (
        {"intersections": [["sex"]]},
        "intersections: [sex] must name two or three different characteristics of this file.",
        {"intersections": [["sex", "disability"]]},
    ),
    "an intersection twice": (
        {"intersections": [["sex", "disability"], ["disability", "sex"]]},
        "intersections: [disability, sex] stands twice, whatever the order. Keep one.",
        {"intersections": [["sex", "disability"]]},
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_is_refused_with_its_mend(case: str):
    """If it fails, a parameter file that cannot be true runs, or its message no longer helps."""
    assert message(BAD[case]) == BAD[case][1]


@pytest.mark.parametrize("case", BAD)
def test_the_mend_is_accepted(case: str):
    """If it fails, whoever does what the message says is refused again."""
    assert mended(BAD[case]).title == "A test"
