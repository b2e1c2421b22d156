"""Drivers that cannot be told in bands: each refusal with its whole message, and its mend."""

from __future__ import annotations

import pytest
from refused_parameters import driver, mended, message

BANDS = ["few", "some", "many", "most"]


BAD = {
    "a driver of a column that is read": (
        driver(column="grade"),
        "two names share the column 'grade'. Keep one.",
        driver(column="cases"),
    ),
    "a driver without bands": (
        driver(edges=[]),
        "drivers.caseload has one band, so no months can be told apart by it. Name where "
        "bands begin: caseload: {edges: [..]}.",
        driver(),
    ),
    "edges that fall": (
        driver(edges=[50, 40]),
        "drivers.caseload.edges must be numbers that rise; found [50.0, 40.0]. Put them in order.",
        driver(edges=[40, 50]),
    ),
    "a nought that is none held, beside a blank that is not": (
        driver(zero="none held"),
        "drivers.caseload: 'zero' is none held and a blank is not. Write blank: none held too.",
        driver(zero="none held", blank="none held"),
    ),
    "an edge without end": (
        driver(edges=[40, float("inf")]),
        "drivers.caseload.edges must be numbers that rise; found [40.0, inf]. Put them in order.",
        driver(edges=[40, 50]),
    ),
    "too many bands": (
        driver(edges=list(range(20))),
        "drivers.caseload has 21 bands; 20 at most can be told apart. Name fewer edges.",
        driver(edges=list(range(19))),
    ),
    "bands of another number": (
        driver(bands=["few", "many"]),
        "drivers.caseload has 3 edges, which make 4 bands, and names 2. Name one more "
        "than edges, from the lowest, or none.",
        driver(bands=BANDS),
    ),
    "bands of one name": (
        driver(bands=["few", "some", "many", "many"]),
        "drivers.caseload: bands of one name: 'many'. Name each once.",
        driver(bands=BANDS),
    ),
    "a band without a name": (
        driver(bands=["", "some", "many", "most"]),
        "drivers.caseload has a band without a name. Name each.",
        driver(bands=BANDS),
    ),
    "a band whose name is kept": (
        driver(bands=["None held", "some", "many", "most"]),
        "drivers.caseload: the name 'None held' is kept for months without a value. "
        "Choose another.",
        driver(bands=BANDS),
    ),
    "a reference that is no band": (
        driver(reference="40 to 49"),
        "drivers.caseload.reference: '40 to 49' is not one of its bands (under 40 cases, "
        "40 to under 50 cases, 50 to under 60 cases, 60 cases and over). Choose one of "
        "them.",
        driver(reference="40 to under 50 cases"),
    ),
    "a least above the first edge": (
        driver(least=40),
        "drivers.caseload.least is 40, so nothing can be below the first edge, 40. Take "
        "that edge out, or write a lower least.",
        driver(least=0),
    ),
    "a greatest below the last edge": (
        driver(greatest=59),
        "drivers.caseload.greatest is 59, so nothing can reach the last edge, 60. Take "
        "that edge out, or write a higher greatest.",
        driver(greatest=60),
    ),
    "a limit that is none": (
        driver(greatest=float("nan")),
        "drivers.caseload: 'least' and 'greatest' must be numbers. Write them, or take them out.",
        driver(greatest=100),
    ),
    "a driver measured after the event": (
        driver(lag=0),
        "drivers.caseload.lag is 0: its value in the month of leaving, when work is "
        "handed over, is measured after people decided to go. Write 3 or more; or, where "
        "it cannot change with notice, allow_unlagged: true.",
        driver(lag=0, allow_unlagged=True),
    ),
    "a lag that looks ahead": (
        driver(lag=-1),
        "drivers.caseload.lag must be from 1 to 24 months; found -1.",
        driver(lag=1),
    ),
    "a lag and none": (
        driver(lag=3, allow_unlagged=True),
        "drivers.caseload has a lag of 3 and 'allow_unlagged'. Take one of them out.",
        driver(lag=3),
    ),
    "a break to come": (
        driver(broken_on="2023-10-01"),
        "drivers.caseload.broken_on 2023-10-01 is after the data date, 2023-09-30. Write "
        "the day from which it is counted in another way, or take it out.",
        driver(broken_on="2022-04-01"),
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
