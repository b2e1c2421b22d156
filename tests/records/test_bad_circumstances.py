"""Marks, days of applying, adjustments, circumstances and panels that cannot be read truly."""

from __future__ import annotations

from pathlib import Path

import pytest
from campaign import MAP, Case, check_refused, counted

HEADER = "application_id,sex,sift,offer,mark,applied_on,asked_on,made_on,sifted,place,panel,dcs\n"
FIELDS = ("mark", "applied_on", "asked_on", "made_on", "sifted", "place", "panel", "dcs")
FULL = {
    "mark": "61.5",
    "applied_on": "2024-01-02",
    "asked_on": "2024-01-10",
    "made_on": "2024-01-20",
    "sifted": "2024-02-01",
    "place": "Leeds",
    "panel": "Panel 1",
    "dcs": "Yes",
}
MARKED = {"stages": {"sift": {"score": "mark"}, "offer": {}}}
APPLIED = {"applied": "applied_on", "data_date": "2024-06-30"}
ASKED = {
    "stages": {"sift": {"date": "sifted"}, "offer": {}},
    "data_date": "2024-06-30",
    "adjustments": {
        "characteristic": "sex",
        "group": "Women",
        "stage": "sift",
        "requested": "asked_on",
        "made": "made_on",
    },
}
UNDER = ASKED | {"adjustments": ASKED["adjustments"] | {"scheme": "dcs", "scheme_stage": "sift"}}
PLACES = {"strata": {"place": {"groups": ["Leeds", "Hull"]}}}
PANELS = {"panels": {"panel": {"stage": "sift", "groups": ["Panel 1", "Panel 2"]}}}
BLANK = "Write days as 2024-04-03, and leave the field blank where there is none."
LATE = "Correct the days, or the data date."
FIGURES = "Write figures alone; a blank is someone without one."


def file_of(*changed: dict[str, str]) -> str:
    """Return eight good applications and one for each of `changed`."""
    every = [FULL] * 7 + [dict.fromkeys(FIELDS, "")] + [FULL | one for one in changed]
    rows = [
        ",".join((str(number), "Women" if number > 5 else "Men", "Pass", "Pass", *row.values()))
        for number, row in enumerate(every)
    ]
    return HEADER + "\n".join(rows) + "\n"


def group_mend(where: str, name: str, group: str) -> str:
    return (
        f"Correct the file, or say which group they belong to: {where}: {{{name}: {{recode: "
        f"{{{group}: [..]}}}}}}; what stands for no answer goes under 'undeclared' there."
    )


def one(changes: dict[str, object], *says: str, mend: object = None, **field: str) -> Case:
    return Case(file_of(field), says, changes, mend=mend)


def mark(text: str) -> Case:
    return one(MARKED, f"'mark' holds text that is no mark in 1 row. {FIGURES}", mark=text)


CASES = {
    "a mark in words": mark("pass"),
    "a mark in per cent": mark("61%"),
    "a mark below nothing": mark("-3"),
    "a mark with a comma": Case(
        file_of({"mark": '"61,5"'}),
        f"'mark' holds text that is no mark in 1 row. {FIGURES}",
        MARKED,
    ),
    "a mark of a power": mark("6e1"),
    "a mark for not attending": mark("DNA"),
    "marks of two rows": Case(
        file_of({"mark": "n/a"}, {"mark": "absent"}, {"mark": "55"}),
        f"'mark' holds text that is no mark in 2 rows. {FIGURES}",
        MARKED,
    ),
    "no column of marks": Case(
        "application_id,sex,sift,offer,remark\n1,Men,Pass,Pass,\n",
        f"column 'mark' is missing. The nearest is 'remark'. {MAP}",
        MARKED,
    ),
    "an application after the data were taken": one(
        APPLIED,
        f"'applied_on' is after 2024-06-30, the 'data_date', in 1 row. {LATE}",
        mend={"data_date": "2024-07-01"},
        applied_on="2024-07-01",
    ),
    "a day of application in words": one(
        APPLIED, f"'applied_on' holds text that is no day in 1 row. {BLANK}", applied_on="spring"
    ),
    "a day of application in another order": one(
        APPLIED,
        "'applied_on' cannot be read in 1 row: the day comes first. Say so: reading: {dates: dmy}.",
        mend={"reading": {"dates": "dmy"}},
        applied_on="13/01/2024",
    ),
    "a day of application that no calendar has": one(
        APPLIED,
        "'applied_on' names a day that no calendar has in 1 row, as 2023-02-29 would, or has more "
        "than a time after it. Correct them.",
        applied_on="2024-02-30",
    ),
    "an application of an unknown day": one(
        APPLIED,
        "'applied_on' is over 10 years before 2024-06-30, the 'data_date', in 1 row. Correct the "
        "days, or leave them blank where they are not known.",
        applied_on="1900-01-01",
    ),
    "an application after a stage": one(
        ASKED | APPLIED,
        "'applied_on' is after the day of a stage in 1 row. Correct the days.",
        applied_on="2024-02-02",
    ),
    "an adjustment made before it was asked for": one(
        ASKED,
        "'made_on' is before 'asked_on' in 1 row. Correct the days.",
        asked_on="2024-01-21",
    ),
    "an adjustment that nobody asked for": one(
        ASKED,
        "'made_on' is filled in 1 row where 'asked_on' is blank. Fill in the day it was asked for, "
        "or take the other out.",
        asked_on="",
    ),
    "adjustments to come": one(
        ASKED,
        f"'asked_on' is after 2024-06-30, the 'data_date', in 1 row. {LATE}",
        f"'made_on' is after 2024-06-30, the 'data_date', in 1 row. {LATE}",
        mend={"data_date": "2024-12-31"},
        asked_on="2024-07-01",
        made_on="2024-07-02",
    ),
    "days of adjustments that are none": one(
        ASKED,
        f"'asked_on' holds text that is no day in 1 row. {BLANK}",
        "'made_on' holds Excel's day numbers in 1 row, such as 45385 for 3 April 2024. Say so: "
        "reading: {dates: excel}.",
        asked_on="yes",
        made_on="45385",
    ),
    "an unknown word for the scheme": one(
        UNDER,
        "'dcs': 1 unknown label in 1 row: 'Y'. Correct the file, or say what they mean: "
        "adjustments: {scheme_yes: [..], scheme_no: [..], scheme_undeclared: [..]}.",
        mend={"adjustments": UNDER["adjustments"] | {"scheme_yes": ["Yes", "Y"]}},
        dcs="Y",
    ),
    "an unknown word for no answer about the scheme": one(
        UNDER,
        "'dcs': 1 unknown label in 1 row: '?'. Correct the file, or say what they mean: "
        "adjustments: {scheme_yes: [..], scheme_no: [..], scheme_undeclared: [..]}.",
        mend={"adjustments": UNDER["adjustments"] | {"scheme_undeclared": ["?"]}},
        dcs="?",
    ),
    "an unknown place": one(
        PLACES,
        "'place': 1 unknown label in 1 row: 'Leads' (nearest: 'Leeds'). "
        + group_mend("strata", "place", "Leeds"),
        mend={"strata": {"place": {"groups": ["Leeds", "Hull"], "recode": {"Leeds": ["Leads"]}}}},
        place="Leads",
    ),
    "an unknown panel": one(
        PANELS,
        "'panel': 1 unknown label in 1 row: 'Panel 3' (nearest: 'Panel 2'). "
        + group_mend("panels", "panel", "Panel 1"),
        panel="Panel 3",
    ),
    "an unknown word for no place": one(
        PLACES,
        "'place': 1 unknown label in 1 row: 'Unknown'. " + group_mend("strata", "place", "Leeds"),
        mend={"strata": {"place": {"groups": ["Leeds", "Hull"], "undeclared": ["Unknown"]}}},
        place="Unknown",
    ),
    "a place that nobody is in": Case(
        file_of().replace("Leeds", ""),
        "'place': no one is in any of its groups. Take place out of 'strata', or check the export.",
        PLACES,
    ),
    "a panel that nobody came before": Case(
        file_of().replace("Panel 1", ""),
        "'panel': no one is in any of its groups. Take panel out of 'panels', or check the export.",
        PANELS,
    ),
    "everything at once": one(
        MARKED | APPLIED | PLACES | PANELS,
        "'place': 1 unknown label in 1 row: 'London'. " + group_mend("strata", "place", "Leeds"),
        f"'applied_on' holds text that is no day in 1 row. {BLANK}",
        f"'mark' holds text that is no mark in 1 row. {FIGURES}",
        place="London",
        applied_on="soon",
        mark="high",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    check_refused(tmp_path, CASES[case])


@pytest.mark.parametrize("text", ["0", "7", "61.5", "100", "63.33333333333333", ""])
def test_marks_are_figures_or_blank(text: str, tmp_path: Path):
    assert counted(tmp_path, Case(file_of({"mark": text}), "", MARKED)).rows_used == 9


def test_a_blank_is_no_one_s_mark_day_place_or_panel(tmp_path: Path):
    every = MARKED | APPLIED | PLACES | PANELS
    assert counted(tmp_path, Case(file_of(), "", every)).rows_used == 8
