"""Periods, service and leaving that cannot be: each refusal whole, and its mend."""

from __future__ import annotations

import pytest
from refused_parameters import REASONS, mended, message


def leaving(reasons: dict[str, list[str]] | None = None, **values: object) -> dict[str, object]:
    return {"leaving": {"reasons": REASONS | (reasons or {}), **values}}


BAD = {
    "no day of the data": (
        {"data_date": None},
        "'data_date' has no value. Write one, or take the name out.",
        {"data_date": "2023-09-30"},
    ),
    "a day to come": (
        {"data_date": "2999-01-01"},
        "'data_date' 2999-01-01 is yet to come. Write the day on which the data were taken.",
        {"data_date": "2023-09-30"},
    ),
    "data from after they were taken": (
        {"data_from": "2023-10-01"},
        "'data_from' 2023-10-01 is after the data date, 2023-09-30. Write the day from "
        "which the file holds everyone who was in post.",
        {"data_from": "2019-07-01"},
    ),
    "data from after the opening": (
        {"data_from": "2022-07-01"},
        "'data_from' is 2022-07-01, and the period opens on 2022-06-30, when heads are "
        "first counted. Write fewer 'months', or a later 'period_end'.",
        {"data_from": "2022-06-30"},
    ),
    "month ends from within a month": (
        {"layout": "month_ends", "data_from": "2019-07-01"},
        "'data_from' 2019-07-01 is not the last day of a month. In a file of month ends write the "
        "day of the first: of those who left earlier in its month nothing is known.",
        {"data_from": "2019-07-31"},
    ),
    "a reset to come": (
        {"joined": "joined", "resets": ["2023-10-01"]},
        "'resets' names 2023-10-01, after the data date, 2023-09-30. Mend the day.",
        {"resets": ["2021-06-26"]},
    ),
    "no period": (
        {"months": 0},
        "'months' must be from 1 to 60; found 0. Write 12 for a year.",
        {"months": 12},
    ),
    "a period that quarters do not fill": (
        {"months": 10, "headcount": "quarters"},
        "'months' is 10, which quarters do not fill. Write 12, or another headcount: days, months "
        "or ends.",
        {"headcount": "months"},
    ),
    "a lag of years": (
        {"lag_months": 36},
        "'lag_months' must be from 0 to 12; found 36. Write how many months late the last "
        "leavers are entered, such as 3.",
        {"lag_months": 3},
    ),
    "a period that ends within a month": (
        {"period_end": "2023-06-15"},
        "'period_end' 2023-06-15 is not the last day of a month. Write that day.",
        {"period_end": "2023-06-30"},
    ),
    "a period that is not closed": (
        {"period_end": "2023-07-31"},
        "'period_end' 2023-07-31 is after 2023-06-30, the last month that is closed: the "
        "data were taken on 2023-09-30, and 'lag_months' cuts 3. Write an earlier day, or "
        "take it out.",
        {"period_end": "2023-06-30"},
    ),
    "service of spells": (
        {"service": "served"},
        "'service' is for files with a row a person and month (layout: months); of "
        "spells, name the column of the day people 'joined'.",
        {"service": None, "joined": "joined"},
    ),
    "service twice": (
        {"layout": "months", "service": "served", "joined": "joined"},
        "'joined' and 'service' both say how long people have served. Keep one.",
        {"joined": None},
    ),
    "service from where spells start": (
        {"joined": "joined", "columns": {"start": "Start date", "joined": "Start date"}},
        "'joined' is the column 'Start date', where spells start. Take 'joined' out: without it "
        "service counts from the first day that a person is seen.",
        {"joined": None, "columns": {"start": "Start date"}},
    ),
    "an original day without a day": (
        {"joined_originally": "first"},
        "'joined_originally' needs 'joined', the column of the day from which service is "
        "counted. Name it, or take it out.",
        {"joined": "joined"},
    ),
    "resets of nothing": (
        {"resets": ["2021-06-26"]},
        "'resets' needs 'joined', the column of the day from which service is counted. "
        "Name it, or take it out.",
        {"joined": "joined"},
    ),
    "service edges that fall": (
        {"service_edges": [0, 24, 12]},
        "'service_edges' must be months that rise from 0; found [0, 24, 12]. Write them "
        "such as [0, 12, 24, 60].",
        {"service_edges": [0, 12, 24]},
    ),
    "service edges from one": (
        {"service_edges": [1, 12]},
        "'service_edges' must be months that rise from 0; found [1, 12]. Write them such "
        "as [0, 12, 24, 60].",
        {"service_edges": [0, 12]},
    ),
    "one band of service": (
        {"service_edges": [0]},
        "'service_edges' makes one band, so service is not told apart. Name more.",
        {"service_edges": [0, 12]},
    ),
    "a horizon of none": (
        {"horizon": 0},
        "'horizon' must be from 1 to 480 months; found 0.",
        {"horizon": 48},
    ),
    "no reasons": (
        {"leaving": {}},
        "no labels say why people left. Say what every label means: leaving: {reasons: "
        "{resignation: [..], retirement: [..]}}; known reasons: resignation, retirement, "
        "end_of_contract, transfer_outside, transfer_inside, dismissal, ill_health, "
        "death, other.",
        leaving(),
    ),
    "a label with two reasons": (
        leaving({"dismissal": ["Resigned"]}),
        "leaving.reasons: labels with two meanings: 'Resigned'. Keep one each.",
        leaving({"dismissal": ["Dismissed"]}),
    ),
    "a blank reason": (
        leaving({"other": [" "]}),
        "leaving.reasons holds a label that is blank. Take it out: a blank in the row of "
        "a leaver is a reason that is not recorded.",
        leaving({"other": ["Other"]}),
    ),
    "an unknown reason": (
        leaving({"retirment": ["R"]}),
        "unknown name 'retirment' under leaving.reasons. Did you mean 'retirement'?",
        leaving({"death": ["R"]}),
    ),
    "counted what is none": (
        leaving(counted=["resigning", "retirement"], resignation=["retirement"]),
        "leaving.counted names 'resigning', which is no reason. Known: resignation, "
        "retirement, end_of_contract, transfer_outside, transfer_inside, dismissal, "
        "ill_health, death, other.",
        leaving(counted=["resignation"]),
    ),
    "counted without labels": (
        leaving(counted=["resignation", "death"]),
        "leaving: 'death' has no labels. Name them: leaving: {reasons: {death: [..]}}, or "
        "take it out.",
        leaving(counted=["resignation"]),
    ),
    "nothing counted": (
        leaving(counted=[]),
        "leaving.counted leaves no reason that is leaving. Name at least one.",
        leaving(counted=["resignation"]),
    ),
    "resignation that is not leaving": (
        leaving(counted=["retirement"]),
        "leaving: 'resignation' is resignation and not counted as leaving. Name it under "
        "'counted' too, or take it out of 'resignation'.",
        leaving(counted=["retirement", "resignation"]),
    ),
    "resignation without labels": (
        leaving(resignation=["death"]),
        "leaving: 'death' has no labels. Name them: leaving: {reasons: {death: [..]}}, or "
        "take it out.",
        leaving(resignation=["resignation"]),
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
