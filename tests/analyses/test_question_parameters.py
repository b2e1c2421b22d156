"""What cannot be asked, each refusal with its whole message and its mend; and lists in files."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.analyses.recruitment_funnel import Parameters
from workbench.errors import ParameterError

GOOD = {
    "analysis": "recruitment_funnel",
    "title": "A test",
    "data": "data.csv",
    "data_date": "2024-06-30",
    "outcomes": {"passed": ["Pass"], "failed": ["Fail"]},
    "stages": {"sift": {"date": "sifted"}, "offer": {}},
    "characteristics": {"sex": {}, "disability": {}},
}
AB = {"groups": ["A", "B"]}
PANELS = {"panel": AB | {"stage": "sift"}}
MIX = AB | {"stage": "sift", "mix": True}
SUPPORT = {"stage": "sift", "requested": "asked_on", "made": "made_on"}
SCHEME = SUPPORT | {"scheme": "dcs", "scheme_stage": "offer"}
TARGET = {
    "characteristic": "sex",
    "group": "Women",
    "measure": "relative rate index",
    "value": 0.9,
    "citation": "Published by someone",
}
SHARE = TARGET | {"measure": "share of starters"}
KEEP = "Keep one each."
ONE_STAGE = "Name one of 'stages'."
AFTER = (
    "What happens after people apply is part of what is looked at; holding it equal would hide the "
    "disparity. Take it out."
)
TWICE = "two names share the column"


def place(**values: object) -> dict[str, object]:
    return {"strata": {"place": AB | values}}


def kept(where: str, name: str, **values: object) -> tuple[dict[str, object], str]:
    return (
        {where: {name: AB | values}},
        f"{where}.{name}: the workbench keeps the name {name!r} for itself. Choose another, and "
        f"say what the file calls it: columns: {{my_{name}: {name}}}.",
    )


def stage(**values: object) -> dict[str, object]:
    return {"stages": {"sift": {"date": "sifted", **values}, "offer": {}}}


def held(
    name: str, column: str, why: str, **changes: object
) -> tuple[dict[str, object], list[str]]:
    """Return a circumstance that stands in a column known only after people applied."""
    values = {"strata": {name: AB}, "columns": {name: column}, **changes}
    return values, [
        f"{TWICE} {column!r}. Keep one.",
        f"{name!r} cannot be held equal: the column {column!r} is {why}. {AFTER}",
    ]


BAD = {
    "a circumstance without groups": (
        {"strata": {"place": {}}},
        "strata.place needs its 'groups', as they stand in the file: place: {groups: [..]}.",
    ),
    "a circumstance of one group": (
        {"strata": {"place": {"groups": ["A"]}}},
        "strata.place has one group, so no one can be told apart by it. Name them "
        "all, or take it out.",
    ),
    "more groups than can be told apart": (
        {"panels": {"panel": {"stage": "sift", "groups": [f"P{n}" for n in range(101)]}}},
        "panels.panel has 101 groups; 100 at most can be told apart. Put them together: 'recode'.",
    ),
    "a group without a name": (
        {"strata": {"place": {"groups": ["A", " "]}}},
        "strata.place has a group without a name. A blank in the file is 'Not recorded'.",
    ),
    "the name of a blank": (
        {"strata": {"place": {"groups": ["A", "Not recorded"]}}},
        "strata.place: the name 'Not recorded' is kept for a blank. Take it out of 'groups'.",
    ),
    "a recode to no group": (
        place(recode={"C": ["c"]}),
        "strata.place: 'recode' makes 'C', not among its groups. Name them under 'groups', or "
        "take it out.",
    ),
    "a label in two groups": (
        place(recode={"A": ["x"], "B": ["x"]}),
        f"strata.place: labels with two meanings: 'x'. {KEEP}",
    ),
    "a group put into another": (
        place(recode={"A": ["B"]}),
        f"strata.place: labels with two meanings: 'B'. {KEEP}",
    ),
    "a group that means nothing recorded": (
        place(undeclared=["A"]),
        f"strata.place: labels with two meanings: 'A'. {KEEP}",
    ),
    "a group twice": (
        {"strata": {"place": {"groups": ["A", "B", "B"]}}},
        f"strata.place: labels with two meanings: 'B'. {KEEP}",
    ),
    "a circumstance that is a characteristic": (
        {"strata": {"sex": AB}},
        [f"{TWICE} 'sex'. Keep one.", "strata.sex is a characteristic too. Keep it in one place."],
    ),
    "a panel that is a characteristic": (
        {"panels": {"sex": AB | {"stage": "sift"}}, "columns": {"sex": "Sex"}},
        [f"{TWICE} 'Sex'. Keep one.", "panels.sex is a characteristic too. Keep it in one place."],
    ),
    "a name kept for people": kept("strata", "people"),
    "a name kept for a count": kept("panels", "passed", stage="sift"),
    "a name kept for a day": kept("strata", "date_0"),
    "a name kept for the scheme": kept("strata", "scheme"),
    "a characteristic of a kept name": kept("characteristics", "exempted", comparator="A"),
    "a panel of no stage": (
        {"panels": {"panel": AB | {"stage": "vetting"}}},
        f"panels.panel: there is no stage 'vetting'. {ONE_STAGE}",
    ),
    "three kinds of panel": (
        {"panels": PANELS | {"mix": MIX | {"groups": ["A", "B", "C"]}}},
        "panels.mix: a 'mix' compares two kinds of panel. Name two groups.",
    ),
    "kinds without their panels": (
        {"panels": {"mix": MIX}},
        "panels.mix: a 'mix' says of what kind the panels of a stage are. Name their own column "
        "under 'panels' too, with stage: sift.",
    ),
    "kinds at another stage than the panels": (
        {"panels": PANELS | {"mix": MIX | {"stage": "offer"}}},
        "panels.mix: a 'mix' says of what kind the panels of a stage are. Name their own column "
        "under 'panels' too, with stage: offer.",
    ),
    "kinds of two panels": (
        {"panels": PANELS | {"marker": AB | {"stage": "sift"}, "mix": MIX}},
        "panels.mix: panel and marker are both panels of the sift, so it cannot be told whose kind "
        "this is. Take one of them out.",
    ),
    "a pass mark without marks": (
        stage(pass_mark=50),
        "stages.sift has a 'pass_mark' and no marks. Name their column: stages: {sift: {score: "
        "..}}; or take it out.",
    ),
    "a pass mark that everyone reaches": (
        stage(score="mark", pass_mark=0),
        "stages.sift.pass_mark must be a number above 0; found 0.0.",
    ),
    "a pass mark that is no number": (
        stage(score="mark", pass_mark=float("nan")),
        "stages.sift.pass_mark must be a number above 0; found nan.",
    ),
    "something unknown held equal": (
        {"adjust_for": ["route"]},
        "adjust_for names 'route', which is neither under 'strata' nor under 'characteristics'. "
        "Take it out, or describe it there.",
    ),
    "a panel held equal": (
        {"panels": PANELS, "adjust_for": ["panel"]},
        "adjust_for names 'panel', which is neither under 'strata' nor under 'characteristics'. "
        "Take it out, or describe it there.",
    ),
    "held equal twice": (
        place() | {"adjust_for": ["place", "sex", "place"]},
        "adjust_for names 'place' twice. Keep one.",
    ),
    "the outcome of a stage held equal": held("place", "sift", "the outcome of the sift"),
    "the day of a stage held equal": held("place", "sifted", "the day of the sift"),
    "the mark of a stage held equal": held(
        "place", "mark", "the mark at the sift", **stage(score="mark")
    ),
    "the panel of a stage held equal": held(
        "place", "panel", "the panel of the sift", panels=PANELS
    ),
    "a stage's own column held equal": held(
        "place",
        "Result",
        "the outcome of the first sift",
        **stage(column="Result", title="first sift"),
    ),
    "an intersection with something unknown": (
        {"intersections": [["sex", "place"]]},
        "intersections: [sex, place] must name two or three different characteristics of this "
        "file.",
    ),
    "an intersection of one": (
        {"intersections": [["sex"]]},
        "intersections: [sex] must name two or three different characteristics of this file.",
    ),
    "an intersection with itself": (
        {"intersections": [["sex", "sex"]]},
        "intersections: [sex, sex] must name two or three different characteristics of this file.",
    ),
    "an intersection in two orders": (
        {"intersections": [["sex", "disability"], ["disability", "sex"]]},
        "intersections: [disability, sex] stands twice, whatever the order. Keep one.",
    ),
    "an intersection of too many cells": (
        {
            "characteristics": {
                name: {"groups": [f"G{n}" for n in range(18)], "comparator": "G1"}
                for name in ("grade", "office")
            },
            "intersections": [["grade", "office"]],
        },
        "intersections: [grade, office] makes 324 cells; 300 at most can be told of. Name fewer "
        "characteristics, or put groups together: 'recode'.",
    ),
    "adjustments of an unknown characteristic": (
        {"adjustments": SUPPORT | {"characteristic": "health"}},
        "adjustments: 'health' is not under 'characteristics'. Name the one adjustments are for.",
    ),
    "adjustments of an unknown group": (
        {"adjustments": SUPPORT | {"group": "Ill"}},
        "adjustments: 'Ill' is not a group of disability. Name one.",
    ),
    "adjustments of the comparison group": (
        {"adjustments": SUPPORT | {"group": "Non-disabled"}},
        "adjustments: 'Non-disabled' is the comparison group of disability. Name the group that "
        "adjustments are for.",
    ),
    "adjustments at no stage": (
        {"adjustments": SUPPORT | {"stage": "test"}},
        f"adjustments.stage: there is no stage 'test'. {ONE_STAGE}",
    ),
    "adjustments at a stage without a day": (
        {"adjustments": SUPPORT | {"stage": "offer"}},
        "adjustments needs the day of the offer, to tell who had theirs in time: stages: {offer: "
        "{date: ..}}.",
    ),
    "a scheme without its stage": (
        {"adjustments": SUPPORT | {"scheme": "dcs"}},
        f"adjustments.scheme needs a 'scheme_stage': the one it is for. {ONE_STAGE}",
    ),
    "a scheme at no stage": (
        {"adjustments": SCHEME | {"scheme_stage": "test"}},
        f"adjustments.scheme_stage: there is no stage 'test'. {ONE_STAGE}",
    ),
    "the stage of no scheme": (
        {"adjustments": SUPPORT | {"scheme_stage": "offer"}},
        "adjustments has a 'scheme_stage' and no 'scheme', the column that says who applied under "
        "it. Name it, or take the stage out.",
    ),
    "a scheme that nobody can be under": (
        {"adjustments": SCHEME | {"scheme_yes": []}},
        "adjustments.scheme_yes names no label. Write at least one.",
    ),
    "a scheme label that means both": (
        {"adjustments": SCHEME | {"scheme_no": ["No", "Yes"]}},
        f"adjustments: labels with two meanings: 'Yes'. {KEEP}",
    ),
    "a scheme label that means no answer too": (
        {"adjustments": SCHEME | {"scheme_undeclared": ["No"]}},
        f"adjustments: labels with two meanings: 'No'. {KEEP}",
    ),
    "marks in a file with a row a stage": (
        {"layout": "long", "stages": {"sift": {"score": "mark"}, "offer": {}}},
        "'applied', 'adjustments' and marks are read from files with a row for each application. "
        "Take them out, or write the file so.",
    ),
    "a day of application in a file with a row a stage": (
        {"layout": "long", "stages": {"sift": {}, "offer": {}}, "applied": "on"},
        "'applied', 'adjustments' and marks are read from files with a row for each application. "
        "Take them out, or write the file so.",
    ),
    "channels that are no circumstance": (
        {"channels": {}},
        "channels: 'channel' is not under 'strata'. Describe it there, with its groups.",
    ),
    "earlier campaigns without a present one": (
        {"earlier": [{"campaign": "2022"}]},
        "'earlier' needs a 'campaign', to tell this one from those. Name it.",
    ),
    "a campaign twice": (
        {"campaign": "2023", "earlier": [{"campaign": "2022"}, {"campaign": "2022"}]},
        "'earlier' names the campaign '2022' twice. Keep one.",
    ),
    "the present campaign among the earlier": (
        {"campaign": "2023", "earlier": [{"campaign": "2023"}]},
        "'earlier' names the campaign '2023' twice. Keep one.",
    ),
    "an earlier campaign without what nobody has": (
        {"campaign": "2023", "earlier": [{"campaign": "2022", "without": ["sex", "age"]}]},
        "earlier, 2022: 'without' names 'age', which is no characteristic or stage of this "
        "campaign either. Take it out.",
    ),
    "a target of no group": (
        {"target": TARGET | {"group": "Woman"}},
        "target: no group 'Woman' of 'sex' here. Name one.",
    ),
    "a target of an unknown characteristic": (
        {"target": TARGET | {"characteristic": "age"}},
        "target: no group 'Women' of 'age' here. Name one.",
    ),
    "a target of the comparison group's ratio": (
        {"target": TARGET | {"group": "Men"}},
        "target: 'Men' is the comparison group of sex, whose rate ratio is 1. Name another group.",
    ),
    "a target of nothing": (
        {"target": TARGET | {"value": 0.0}},
        "target.value must be a number above 0; found 0.0.",
    ),
    "a target in per cent": (
        {"target": SHARE | {"value": 50.0}},
        "target.value is a share, from 0 to 1: 0.105, not 10.5; found 50.",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused_with_the_mend(case: str):
    changes, says = BAD[case]
    with pytest.raises(ParameterError) as caught:
        Parameters.from_values(GOOD | changes, source="run.yaml")
    problems = [says] if isinstance(says, str) else says
    assert str(caught.value) == str(ParameterError.gather("run.yaml", problems))


GOOD_ONES = {
    "regions are known": {"strata": {"region": {}}},
    "a label of its own for itself": place(recode={"A": ["A", "a"]}, undeclared=["?", ""]),
    "panels, markers and centres": {"panels": PANELS | {"marker": AB | {"stage": "sift"}}},
    "kinds of panel": {"panels": PANELS | {"mix": MIX}},
    "a pass mark in whole numbers": stage(score="mark", pass_mark=50),
    "a scheme": {"adjustments": SCHEME},
    "a characteristic held equal": {"adjust_for": ["sex"]},
    "nothing held equal": place() | {"adjust_for": []},
    "a share of the comparison group": {"target": SHARE | {"group": "Men", "value": 0.5}},
    "an earlier file without a stage of its own": {
        "campaign": "2023",
        "earlier": [{"campaign": "2022", "stages": {"sift": {}, "x": {}}, "without": ["x"]}],
    },
}


@pytest.mark.parametrize("case", GOOD_ONES)
def test_what_looks_like_it_is_taken(case: str):
    assert Parameters.from_values(GOOD | GOOD_ONES[case], source="run.yaml")


# Lists in files of their own

ACTION = "{finding: f, action: a, owner: o, due: 2024-01-31}"
WRITE = "{finding: .., action: .., owner: .., due: .., done: ..}"
FILES = {
    "another name": ("insight: []\n", "F must hold one list and nothing else: actions: [..]."),
    "two names": (
        "actions: []\ninsight: []\n",
        "F must hold one list and nothing else: actions: [..].",
    ),
    "no list": ("actions: none yet\n", "F must hold one list and nothing else: actions: [..]."),
    "nothing under the name": (
        "actions:\n",
        "F must hold one list and nothing else: actions: [..].",
    ),
    "an empty file": ("", "F: must hold 'name: value' lines, one for each parameter."),
    "no YAML": (
        "actions: [}\n",
        "F: line 1: cannot be read as YAML. See that every quotation mark and bracket is closed, "
        "and that names stand in the column of their neighbours.",
    ),
    "an anchor": (
        "actions: [&a {finding: f}]\n",
        "F: line 1: anchors (&) and aliases (*) are not allowed; write the value out.",
    ),
    "items that are texts": (
        f"actions: [{ACTION}, review]\n",
        f"F, item 2: write it as names with what each is: {WRITE}.",
    ),
    "no day": (
        f"actions: [{ACTION.replace('2024-01-31', 'soon')}]\n",
        "F, item 1: 'due' must be a day, such as 2023-06-30; found 'soon'.",
    ),
    "a misspelt name and a missing one": (
        f"actions: [{ACTION}, {ACTION.replace('owner', 'owners')}]\n",
        "F, item 2: 'owner' is missing. Add it. F, item 2: unknown name 'owners'. Did you mean "
        "'owner'?",
    ),
    "a text that turns": (
        'actions: [{finding: "a\\u202eb", action: a, owner: o, due: 2024-01-31}]\n',
        "F, item 1: 'finding': holds characters that cannot be seen (U+202E). Take them out.",
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_a_bad_list_in_a_file_is_refused_by_its_name(case: str, tmp_path: Path):
    text, says = FILES[case]
    path = tmp_path / "agreed.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError) as caught:
        Parameters.from_values(GOOD | {"actions": str(path)}, source="run.yaml")
    told = says.replace("F:", "agreed.yaml:").replace("F,", "agreed.yaml,")
    told = told.replace("F must", "agreed.yaml must")
    assert str(caught.value) == f"run.yaml: 'actions': {told}"


@pytest.mark.parametrize("name", ["actions", "events", "insight"])
def test_a_file_that_is_not_there_is_told_with_all_else(name: str):
    with pytest.raises(ParameterError) as caught:
        Parameters.from_values(GOOD | {name: "data/none.yaml", "level": "x"}, source="run.yaml")
    there = "there is no file 'data/none.yaml'. Check it; it starts at the project's root."
    message = str(caught.value)
    assert message.startswith("run.yaml: 2 problems. ")
    assert f"'{name}': {there}" in message


@pytest.mark.parametrize("value", [3, {"finding": "f"}])
def test_a_list_that_is_none_is_refused(value: object):
    with pytest.raises(ParameterError) as caught:
        Parameters.from_values(GOOD | {"actions": value}, source="run.yaml")
    assert str(caught.value) == (
        f"run.yaml: 'actions' must be a list, such as [Leeds, Hull]; found {value!r}."
    )


def test_a_list_means_the_same_in_the_file_and_in_the_parameters(tmp_path: Path):
    lists = {
        "actions": [{"finding": "f", "action": "a", "owner": "o", "due": "2024-01-31"}],
        "events": [{"date": "2024-01-31", "event": "New test"}],
        "insight": [{"said": "s", "source": "x"}],
    }
    paths = {}
    for name, (item,) in lists.items():
        path = tmp_path / f"{name}.yaml"
        written = ", ".join(f"{key}: {text}" for key, text in item.items())
        path.write_text(f"{name}:\n  - {{{written}}}\n", encoding="utf-8")
        paths[name] = str(path)
    there, here = (
        Parameters.from_values(GOOD | each, source="run.yaml") for each in (paths, lists)
    )
    assert there == here
    assert here.events[0].date.isoformat() == "2024-01-31"
