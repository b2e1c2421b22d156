"""What a model says is let out only where it rests on enough people, and to two figures."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from workbench.disclosure import Release, release
from workbench.disclosure.models import TOO_FEW
from workbench.findings import Context, Finding, Findings, Modelled, ShownCounts, TableMeasure
from workbench.statistics.estimate import Estimate

CONTEXT = Context("test", "A test", "synthetic")
ENOUGH = {"events": 10, "non_events": 10, "residual": 10}


def cells(groups: int = 1, **columns: object) -> pd.DataFrame:
    keys = {"characteristic": "sex", "comparator": "Men", "stage": "sift", "basis": "adjusted"}
    frame = pd.DataFrame({"group": [f"Group {number}" for number in range(groups)]})
    told = keys | {"role": "declared", "stratum": "", "family": None} | columns
    return frame.assign(**told)


def modelled(**rests_on: int) -> Modelled:
    one = {name: np.array([count]) for name, count in (ENOUGH | rests_on).items()}
    value = np.array([0.78349])
    estimate = Estimate(value, value - 0.0651, value * np.inf, 0.95, "a model")
    return Modelled({"adjusted_ratio": estimate}, **one, reasons=("did not converge",))


def released(finding: Finding, policy: str = "open") -> Release:
    return release(Findings(CONTEXT, (finding,)), policy)


def the_cell(model: Modelled, policy: str = "open"):
    found = released(Finding("m", "models", "A model", cells(), modelled=(model,)), policy)
    return found["m"].cells[0]


def test_open_shows_two_figures_and_an_open_end():
    number = the_cell(modelled()).numbers["adjusted_ratio"]
    assert (number.value, number.lower, number.upper, number.upper_open) == (0.78, 0.72, None, True)


@pytest.mark.parametrize("least", ENOUGH)
def test_open_withholds_a_model_of_too_few_and_says_only_that(least):
    cell = the_cell(modelled(**{least: 9}))
    assert not cell.numbers
    assert cell.reason == TOO_FEW


def test_the_reason_is_told_where_enough_people_are():
    assert the_cell(modelled()).reason == "did not converge"


def test_analyst_shows_all_of_it():
    cell = the_cell(modelled(events=0), "analyst")
    assert cell.numbers["adjusted_ratio"].value == 0.78349


def double(counts: dict[str, ShownCounts]) -> dict[str, Estimate]:
    shown = counts["passed"]
    value = np.where(shown.banded, np.nan, 2.0 * shown.value)
    return {"double": Estimate(value, shown.low * 1.0, shown.high * 1.0, 0.95, "test")}


@pytest.mark.parametrize("exact", [23, 24, 25, 26, 27])
def test_a_table_measure_sees_only_what_is_shown(exact):
    told = cells(2, passed=[exact, 3], entered=[90, 90])
    finding = Finding("t", "t", "T", told, table_measures=(TableMeasure(("passed",), double),))
    first, second = released(finding)["t"].cells
    number = first.numbers["double"]
    assert (number.value, number.lower, number.upper) == (50, 23, 27)
    assert "double" not in second.numbers


@pytest.mark.parametrize(
    ("characteristic", "stratum", "shown"),
    [
        ("religion", "region: London", 0),
        ("disability", "route: External", 0),
        ("religion", "region", 1),
        ("sex", "region: London", 1),
    ],
)
def test_open_never_shows_the_most_sensitive_characteristics_by_place(
    characteristic, stratum, shown
):
    told = cells(passed=[50], entered=[90]).assign(characteristic=characteristic, stratum=stratum)
    finding = Finding("f", "f", "F", told)
    assert len(released(finding)["f"].cells) == shown
    assert len(released(finding, "analyst")["f"].cells) == 1
