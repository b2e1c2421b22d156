"""Days in a stage: held against the rows, against statsmodels, and under `open`."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight

from workbench.analyses.recruitment_funnel import Parameters, analyse, analysis
from workbench.analyses.recruitment_funnel.questions.waiting import question as waiting
from workbench.analyses.recruitment_funnel.report.waiting import section as report
from workbench.disclosure import Release, ReleasedCell, release
from workbench.disclosure.models import TOO_FEW
from workbench.findings import Findings
from workbench.parameters.root import INSTALLED

SYNTHETIC = INSTALLED / "parameters" / "recruitment_funnel" / "synthetic.yaml"
CHECKS = "pre_employment_checks"
CAUSES = {"Pass": 1, "Withdrew": 2, "Fail": 3, "Pending": 0}


def dated(parameters: Parameters) -> Parameters:
    """Return the parameters with the day of every stage, and of applying."""
    stages = {
        name: stage.model_copy(update={"date": f"{name}_date"})
        for name, stage in parameters.stages.items()
    }
    return parameters.model_copy(update={"stages": stages, "applied": "applied_on"})


def found_by(parameters: Parameters) -> Findings:
    """Return the findings of the campaign with this question alone."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(analysis, "QUESTIONS", (waiting.QUESTION,))
        return analyse(parameters)


@pytest.fixture(scope="module")
def findings() -> Findings:
    return found_by(dated(Parameters.from_file(SYNTHETIC)))


@pytest.fixture(scope="module")
def exact(findings: Findings) -> Release:
    return release(findings, "analyst")


@pytest.fixture(scope="module")
def circulated(findings: Findings) -> Release:
    return release(findings, "open")


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    """Return everyone who came to the checks, with the days that they spent there."""
    path = INSTALLED / "data" / "synthetic" / "recruitment_funnel" / "applications.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    here = frame[frame[CHECKS].isin(CAUSES)].copy()
    ended = here[f"{CHECKS}_date"].where(here[CHECKS] != "Pending", "2023-06-30")
    here["days"] = (pd.to_datetime(ended) - pd.to_datetime(here["offer_date"])).dt.days
    return here


def cell_of(found: Release, name: str, group: str, stage: str, stratum: str = "") -> ReleasedCell:
    return next(
        cell
        for cell in found[name].cells
        if (cell.group, cell.stage, cell.stratum) == (group, stage, stratum)
    )


@pytest.mark.parametrize(("group", "planted"), [("Black", 61), ("White", 44), ("Asian", 44)])
def test_medians_are_those_of_the_rows_and_near_what_is_planted(exact, rows, group, planted):
    passed = rows[(rows["ethnicity"] == group) & (rows[CHECKS] == "Pass")]["days"]
    number = cell_of(exact, "waiting:ethnicity", group, CHECKS).numbers["median_days"]
    assert number.value == passed.median()
    assert number.lower <= planted <= number.upper


def test_the_planted_longer_wait_is_found_and_its_range_leaves_out_none(exact):
    number = cell_of(exact, "waiting:ethnicity", "Black", CHECKS).numbers["median_difference"]
    assert number.lower < 61 - 44 < number.upper
    assert number.lower > 0
    other = cell_of(exact, "waiting:ethnicity", "White", CHECKS)
    assert "median_difference" not in other.numbers


@pytest.mark.parametrize("group", ["Black", "White", "Mixed"])
@pytest.mark.parametrize(("name", "cause"), [("passed_by", 1), ("left_by", 2)])
def test_incidence_with_people_still_waiting_is_that_of_statsmodels(
    exact, rows, group, name, cause
):
    own = rows[rows["ethnicity"] == group]
    assert group == "White" or (own[CHECKS] == "Pending").any()
    # statsmodels divides by nobody in the variance of the last day.
    with np.errstate(divide="ignore", invalid="ignore"):
        other = CumIncidenceRight(own["days"].to_numpy(float), own[CHECKS].map(CAUSES).to_numpy())
    compared = 0
    for day in waiting.ROUND_DAYS:
        cells = [
            cell
            for cell in exact["waiting_by:ethnicity"].cells
            if (cell.group, cell.stage, cell.stratum) == (group, CHECKS, f"within {day} days")
        ]
        for cell in cells:
            if name in cell.numbers:
                before = other.times <= day
                expected = other.cinc[cause - 1][before][-1] if before.any() else 0.0
                assert cell.numbers[name].value == pytest.approx(expected, abs=1e-6)
                compared += 1
    assert compared >= 4


def test_those_who_passed_left_failed_and_wait_are_all(exact, rows):
    own = rows[rows["ethnicity"] == "White"]
    cell = cell_of(exact, "waiting_by:ethnicity", "White", CHECKS, "within 60 days")
    assert cell.numbers["still_waiting"].value == pytest.approx((own["days"] > 60).mean(), abs=1e-6)
    failed = ((own["days"] <= 60) & (own[CHECKS] == "Fail")).mean()
    told = sum(cell.numbers[name].value for name in ("passed_by", "left_by", "still_waiting"))
    assert told + failed == pytest.approx(1, abs=1e-5)


def test_open_shows_whole_days_and_shares_of_twenty_and_says_too_few_people(circulated):
    medians = [cell for finding in circulated.of_section("waiting") for cell in finding.cells]
    for cell in medians:
        for number in cell.numbers.values():
            ends = (number.value, number.lower, number.upper)
            assert all(end is None or end == round(end) for end in ends)
    shares = [cell for finding in circulated.of_section("waiting_by") for cell in finding.cells]
    assert {cell.stratum for cell in shares} <= {f"within {day} days" for day in waiting.ROUND_DAYS}
    values = [number.value for cell in shares for number in cell.numbers.values()]
    assert np.allclose(np.array(values) * 20, np.round(np.array(values) * 20))
    other = cell_of(circulated, "waiting:ethnicity", "Other", CHECKS)
    assert not other.numbers
    assert other.reason == TOO_FEW


@pytest.mark.parametrize("policy", ["open", "analyst"])
def test_the_section_opens_with_the_wait_and_draws_it_once(policy, exact, circulated):
    found = exact if policy == "analyst" else circulated
    view = report.show(found)
    about = "" if policy == "analyst" else "about "
    assert view.html.startswith(
        "<p>At the pre-employment checks, half of the Black applicants who passed waited up to 61 "
        "days (likely range 54 to 63), of White applicants up to 43: 18 days longer"
    )
    assert f"Of all who came there, {about}" in view.html
    assert "still waited for a result after 45 days, of White applicants" in view.html
    assert "of every 100 Black applicants still waited for a result" in view.html
    assert view.html.count("<figure") == 1
    assert "Line chart, of every 100. White after" in view.html
    assert "would by chance alone" in view.html
    assert "nan" not in view.html.replace("an analysis", "").split("<svg")[0]
    assert set(view.findings) <= set(found.names)


def test_few_queries_hold_every_headline_characteristic_once():
    parameters = dated(Parameters.from_file(SYNTHETIC))
    asked = waiting.wanted(parameters)
    assert len(asked) == 2 * len(parameters.stages)
    for stage in parameters.stages:
        names = [name for one in asked if one.stage == stage for name in one.by]
        assert tuple(names) == parameters.headline_characteristics
