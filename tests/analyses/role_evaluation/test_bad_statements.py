"""Parameters of a roll-out that cannot be true: each refusal whole, and its mend, by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.analyses.role_evaluation.small_rollout import STATED, WORTH, outcomes, stated
from workbench.analyses.role_evaluation import Parameters
from workbench.errors import ParameterError

SPLIT = STATED["splits"][0]
GROUPS = SPLIT["groups"]
SURVEY = {
    "data": "answers.csv",
    "waves": {"2022": "2022-09-30", "2023": "2023-06-30"},
    "items": {"wellbeing": {"said": "My wellbeing at work is good"}},
}
ROLES = {"column": "role", "supported": ["SPO"], "others": ["Other SPO"]}
HOURS, ON_TIME, OTHERS = STATED["outcomes"]
NAMES = ", ".join(STATED["outcomes"])
GOOD: Mapping[str, object] = {}


def schedule(*rates: tuple[int, float]) -> dict[str, object]:
    told = [{"from_year": year, "rate": rate} for year, rate in rates]
    return {"worth": WORTH | {"discount": told}}


def survey(**changes: object) -> dict[str, object]:
    return {"survey": SURVEY | changes}


def split(**groups: object) -> dict[str, object]:
    return {"splits": [SPLIT | {"groups": GROUPS | {"Part time": GROUPS["Part time"] | groups}}]}


BAD: Mapping[str, tuple[Mapping[str, object], str | tuple[str, ...], Mapping[str, object]]] = {
    "misspelt names": (
        {"offficers": "x", "plannd": "y"} | outcomes(**{HOURS: {"worthwile": 1}}),
        (
            f"unknown name 'worthwile' under outcomes.{HOURS}. Did you mean 'worthwhile'?",
            "unknown name 'offficers'. Did you mean 'officers'?",
            "unknown name 'plannd'. Did you mean 'planned'?",
        ),
        {"planned": "planned_month"},
    ),
    "values of other types": (
        {"base_months": "six", "secondary": ON_TIME, "mode": "evalute"},
        (
            "'mode' should be 'evaluate' or 'design'; found 'evalute'.",
            f"'secondary' must be a list, such as [Leeds, Hull]; found '{ON_TIME}'.",
            "'base_months' must be a whole number; found 'six'.",
        ),
        {"base_months": 6, "secondary": [ON_TIME], "mode": "evaluate"},
    ),
    "nothing said of officers": ({"officers": ...}, "'officers' is missing. Add it.", GOOD),
    "several that contradict": (
        {"data_date": "2999-01-01", "primary": "hours"} | outcomes(**{HOURS: {"worthwhile": 0}}),
        (
            "'data_date' 2999-01-01 is yet to come. Write the day on which the data were taken.",
            f"outcomes.{HOURS}: 'worthwhile' must be above 0, in hours a week; found 0. Write the "
            "least change that would be worth having.",
            f"'hours' is to be judged and is no outcome. Name one of {NAMES}.",
        ),
        {"primary": HOURS},
    ),
    "a placebo judged": (
        {"secondary": [OTHERS]},
        f"'{OTHERS}' is a placebo, which is not judged. Name another outcome.",
        {"secondary": [ON_TIME]},
    ),
    "judged twice": (
        {"secondary": [ON_TIME, ON_TIME]},
        f"'{ON_TIME}' stands twice in 'secondary'. Keep one.",
        {"secondary": [ON_TIME]},
    ),
    "no outcome, and all that points to one": (
        {"outcomes": {}},
        "'outcomes' names none. Name at least one, with its unit of measurement.",
        GOOD,
    ),
    "more than can change": (
        outcomes(**{ON_TIME: {"worthwhile": 300}}),
        f"outcomes.{ON_TIME}: 'worthwhile' 300 is more than the outcome can change, from 0 to 100. "
        "Mend one of them.",
        outcomes(**{ON_TIME: {"worthwhile": 100}}),
    ),
    "a limit that is no number": (
        outcomes(**{ON_TIME: {"least": float("nan")}}),
        f"outcomes.{ON_TIME}: 'least' must be a number. Write one, or take it out.",
        outcomes(**{ON_TIME: {"least": None}}),
    ),
    "limits the wrong way round": (
        outcomes(**{HOURS: {"least": 90}}),
        f"outcomes.{HOURS}: 'least' 90 is not below 'greatest' 80. Mend one of them.",
        outcomes(**{HOURS: {"least": 9}}),
    ),
    "a column without a name": (
        {"unit": " "},
        "'unit' names no column. Write what the column is called in the file.",
        {"unit": "region"},
    ),
    "one column for two things": (
        {"actual": "month", "officers": HOURS},
        (
            "'month' and 'actual' are both the column 'month'. Name a column of its own for each, "
            "or take one out.",
            f"'officers' and outcomes.{HOURS} are both the column '{HOURS}'. Name a column of its "
            "own for each, or take one out.",
        ),
        {"actual": "actual_month"},
    ),
    "one column for two things, renamed": (
        {"columns": {"planned_month": "Go-live", "actual_month": "Go-live"}},
        "'actual' and 'planned' are both the column 'Go-live'. Name a column of its own for each, "
        "or take one out.",
        {"columns": {"planned_month": "Go-live"}},
    ),
    "columns that nothing names": (
        {"columns": {"hedcount": "Heads", "spo_headcounts": "Heads"}, "officers": "spo_headcount"},
        (
            "columns: 'hedcount' stands for nothing that the parameters name. Did you mean "
            "'spo_headcount'?",
            "columns: 'spo_headcounts' stands for nothing that the parameters name. Did you mean "
            "'spo_headcount'?",
        ),
        {"columns": {"spo_headcount": "Heads"}},
    ),
    "a split twice": (
        {"splits": [SPLIT, SPLIT]},
        f"splits, {HOURS} by working_pattern stands twice. Keep one.",
        {"splits": [SPLIT]},
    ),
    "groups of one column": (
        split(column=GROUPS["Full time"]["column"]),
        f"splits, {HOURS} by working_pattern: '{HOURS}_full_time' is the 'column' of two groups. "
        "Name the column of each.",
        split(),
    ),
    "no prices": (
        {"worth": {name: said for name, said in WORTH.items() if name != "cost_of_post"}},
        "'worth.cost_of_post' is missing. Add it.",
        {"worth": WORTH},
    ),
    "a cost below 0": (
        {"worth": WORTH | {"cost_of_post": {"value": -32_900}}},
        "worth.cost_of_post is below 0 (-32900). Costs and prices are written without a sign.",
        {"worth": WORTH},
    ),
    "a schedule with a gap": (
        schedule((2030, 3.5), (2055, 0.03)),
        (
            "worth.discount has a gap: it begins in 2030, and the first year counted is 2023. Say "
            "the rate from 2023 on.",
            "worth.discount: 0.03 would be 0.03% a year. Rates are in per cent: write 3.5 for "
            "3.5%.",
        ),
        schedule((2023, 3.5), (2055, 3)),
    ),
    "two waves of one day": (
        survey(waves={"2022": "2022-09-30", "2023": "2022-09-30"}),
        "survey.waves: two waves ended on 2022-09-30, and which came first is not known. Mend the "
        "day of one.",
        survey(),
    ),
    "nobody supported": (
        survey(roles=ROLES | {"supported": []}),
        "survey.roles: 'supported' names no label. Name those of whom the role supports.",
        survey(roles=ROLES),
    ),
    "a role on both sides": (
        survey(roles=ROLES | {"others": ["SPO"]}),
        "survey.roles: 'SPO' stands under 'supported' and 'others'. Keep one.",
        survey(roles=ROLES),
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused_with_all_that_is_wrong(case: str):
    """If it fails, a parameter file that cannot be true runs, or its message no longer helps."""
    changes, says, _ = BAD[case]
    with pytest.raises(ParameterError) as caught:
        Parameters.from_values(stated(**changes), source="run.yaml")
    problems = (says,) if isinstance(says, str) else says
    assert str(caught.value) == str(ParameterError.gather("run.yaml", problems))


@pytest.mark.parametrize("case", BAD)
def test_the_mend_is_accepted(case: str):
    """If it fails, whoever does what the message says is refused again."""
    assert Parameters.from_values(stated(**BAD[case][2]), source="run.yaml").unit == "region"
