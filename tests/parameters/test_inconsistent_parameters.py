"""Parameters each good by itself that cannot be true together."""

from __future__ import annotations

import re

import pytest

from workbench.analyses.recruitment_funnel import Parameters
from workbench.errors import ParameterError

GOOD = {
    "analysis": "recruitment_funnel",
    "title": "A test",
    "data": "data.csv",
    "outcomes": {"passed": ["Pass"], "failed": ["Fail"]},
    "stages": {"sift": {}, "offer": {}},
    "characteristics": {"sex": {}},
}
STATUS = {
    "layout": "status",
    "outcomes": {},
    "stages": {"sift": {"failed": ["Out"]}, "offer": {"failed": ["No"], "passed": ["Hired"]}},
}
TWO = "labels with two meanings"
KEEP = "Keep one each."
TAKE_OUT = "Take it out."


def sex(**values: object) -> dict[str, object]:
    return {"characteristics": {"sex": values}}


def office(groups: list[str], **values: object) -> dict[str, object]:
    return {"characteristics": {"office": {"groups": groups, **values}}}


BAD = {
    "a comparator that is no group": (
        sex(comparator="Man"),
        "characteristics.sex: the comparator 'Man' is not one of its groups (Men, Women). "
        "Choose one of them.",
    ),
    "no code list": (
        {"characteristics": {"religon": {}}},
        "characteristics.religon has no code list here. Did you mean 'religion'? For one of your "
        "own, name its 'groups' and 'comparator': religon: {groups: [..], comparator: ..}.",
    ),
    "no comparator": (
        office(["Leeds", "Hull"]),
        "characteristics.office needs a 'comparator': one of Leeds, Hull.",
    ),
    "one group": (
        office(["Leeds"], comparator="Leeds"),
        "characteristics.office has one group; a comparison needs two. Name them all.",
    ),
    "more groups than can be compared": (
        office([f"Office {n}" for n in range(101)], comparator="Office 1"),
        "characteristics.office has 101 groups; 100 at most can be compared. Put them together: "
        "'recode'.",
    ),
    "a group without a name": (
        office(["", "Hull"], comparator="Hull"),
        "characteristics.office has a group without a name. A blank in the file is 'Not declared'.",
    ),
    "a group twice": (
        office(["Leeds", "Hull", "Hull"], comparator="Leeds"),
        f"characteristics.office: {TWO}: 'Hull'. {KEEP}",
    ),
    "a name that is kept": (
        office(["Leeds", "Not declared"], comparator="Leeds"),
        "characteristics.office: the name 'Not declared' is kept for people without an answer. "
        "Take it out of 'groups'; labels that mean it go under 'undeclared' or 'not_asked'.",
    ),
    "a group that means nothing said": (
        sex(undeclared=["Men"]),
        f"characteristics.sex: {TWO}: 'Men'. {KEEP}",
    ),
    "a recode to a group that is not there": (
        sex(recode={"Man": ["M"]}),
        "characteristics.sex: 'recode' makes 'Man', not among its groups (Men, Women). Name them "
        "under 'groups', or take it out.",
    ),
    "a roll-up of another characteristic": (
        sex(roll_up="census_2021"),
        "characteristics.sex: 'roll_up' census_2021 makes 'Asian', 'Black', 'Mixed', 'White', "
        "'Other', not among its groups (Men, Women). Name them under 'groups', or take it out.",
    ),
    "a label in two groups": (
        sex(recode={"Men": ["X"], "Women": ["X"]}),
        f"characteristics.sex: {TWO}: 'X'. {KEEP}",
    ),
    "a group put into another": (
        sex(recode={"Men": ["Women"]}),
        f"characteristics.sex: {TWO}: 'Women'. {KEEP}",
    ),
    "a column under two names": (
        {"columns": {"sex": "sift"}},
        "two names share the column 'sift'. Keep one.",
    ),
    "a stage twice by its column": (
        {"stages": {"sift": {}, "again": {"column": "sift"}}},
        "two names share the column 'sift'. Keep one.",
    ),
    "one column for application and person": (
        {"person": "application_id"},
        "two names share the column 'application_id'. Keep one.",
    ),
    "an unknown column name": (
        {"columns": {"Gender": "sex"}},
        "columns names 'Gender', which is nothing this analysis reads. Write the workbench's name "
        "first, then the file's: sex: Gender.",
    ),
    "a column name that turns": (
        {"columns": {"s\u202eex": "sex"}},
        r"columns names 's\u202eex', which is nothing this analysis reads. Write the workbench's "
        "name first, then the file's: sex: Gender.",
    ),
    "an unknown headline": (
        {"headlines": ["age"]},
        f"headlines names 'age', which is not under characteristics. {TAKE_OUT}",
    ),
    "published without a source": (
        {"data_source": "published"},
        "published data needs a 'citation'. Add it.",
    ),
    "days without a data date": (
        {"stages": {"sift": {"date": "on"}}},
        "dates are read, so 'data_date' is needed: no date can be later. Add it.",
    ),
    "no passes": (
        {"outcomes": {"failed": ["Fail"]}, "stages": {"sift": {}}},
        "no labels say who passed at sift. Say what every label means: outcomes: {passed: [..], "
        "failed: [..], withdrew: [..], no_show: [..], expired: [..], pending: [..], exempt: [..]}, "
        "each where there are any.",
    ),
    "more stages than can be counted": (
        {"stages": {f"stage_{n}": {} for n in range(41)}},
        "'stages' names 41; 40 at most can be counted.",
    ),
    "stages left out of a wide file": (
        {"ignored_stages": ["x"]},
        "'ignored_stages' is for files with a row a stage. Say layout: long, or take it out.",
    ),
    "a called stage in a wide file": (
        {"stages": {"sift": {"called": ["S"]}}},
        f"stages.sift.called is for files with a row a stage (layout: long). {TAKE_OUT}",
    ),
    "a status under two stages": (
        STATUS | {"stages": {"sift": {"failed": ["No"]}, "offer": STATUS["stages"]["offer"]}},
        f"statuses that stand under two stages: 'No'. {KEEP}",
    ),
    "statuses and outcomes": (
        STATUS | {"outcomes": GOOD["outcomes"]},
        "a file of final statuses (layout: status) has its labels under each stage; take out "
        "'outcomes'.",
    ),
    "a last stage that nobody passes": (
        STATUS | {"stages": {"sift": {"failed": ["Out"]}}},
        "stages.sift is the last and has no 'passed' statuses. Name who got through.",
    ),
    "a stage without statuses": (
        STATUS | {"stages": {"sift": {}, "offer": STATUS["stages"]["offer"]}},
        "stages.sift has no statuses. Say how people left there: stages: {sift: {failed: [..]}}.",
    ),
    "a column for a status": (
        STATUS | {"stages": {"offer": {"column": "x", "passed": ["Hired"]}}},
        f"stages.offer has a 'column' or 'called', of no use with layout: status. {TAKE_OUT}",
    ),
    "counts in a long file": (
        {"layout": "long", "count": "people"},
        "a file with a row a stage (layout: long) cannot hold counts. Take out 'count'.",
    ),
    "a long file without an identifier": (
        {"layout": "long", "identifier": None},
        "a file with a row a stage (layout: long) needs an 'identifier'. Name its column.",
    ),
    "a column for a stage of a long file": (
        {"layout": "long", "stages": {"sift": {"column": "x"}}},
        "stages.sift: with layout: long a stage has nothing but what it is 'called' and its "
        "'title'. Labels stand under 'outcomes', the columns under columns: {stage: .., outcome: "
        ".., date: ..}.",
    ),
    "one name for two stages": (
        {"layout": "long", "stages": {"sift": {"called": ["S"]}, "offer": {"called": ["S"]}}},
        f"stage {TWO}: 'S'. {KEEP}",
    ),
    "a stage that is left out too": (
        {"layout": "long", "ignored_stages": ["sift"]},
        f"stage {TWO}: 'sift'. {KEEP}",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused_with_the_mend(case: str):
    changes, says = BAD[case]
    with pytest.raises(ParameterError) as caught:
        Parameters.from_values(GOOD | changes, source="run.yaml")
    assert str(caught.value) == f"run.yaml: {says}"


def test_a_label_with_two_meanings_is_refused():
    outcomes = {"passed": ["Pass"], "failed": ["Pass"]}
    says = f"run.yaml: 'outcomes': {TWO}: 'Pass'. {KEEP}"
    with pytest.raises(ParameterError, match=re.escape(says)):
        Parameters.from_values(GOOD | {"outcomes": outcomes}, source="run.yaml")


def test_all_problems_come_in_one_message():
    changes = sex(comparator="Man") | {
        "headlines": ["age"],
        "columns": {"Gender": "sex"},
        "data_source": "published",
        "ignored_stages": ["x"],
    }
    with pytest.raises(ParameterError) as caught:
        Parameters.from_values(GOOD | changes, source="run.yaml")
    message = str(caught.value)
    assert message.startswith("run.yaml: 5 problems. (1) ")
    assert message.count(" (5) ") == 1
    for part in ("'Man'", "'age'", "'Gender'", "'citation'", "'ignored_stages'"):
        assert part in message


def test_a_stage_of_a_long_file_may_be_called_as_it_is_named():
    assert Parameters.from_values(GOOD | {"layout": "long"}, source="run.yaml").called("sift")
