"""Leaving and being turned down told apart: by hand, in the planted intake, and under `open`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel import Parameters, analyse, analysis
from workbench.analyses.recruitment_funnel.counting import count_campaign
from workbench.analyses.recruitment_funnel.generator import SEED, synthesise
from workbench.analyses.recruitment_funnel.questions import leaving
from workbench.analyses.recruitment_funnel.questions.question import NotCovered
from workbench.analyses.recruitment_funnel.report.leaving import section as report
from workbench.disclosure import Release, ReleasedCell, release
from workbench.findings import Findings
from workbench.parameters.root import INSTALLED
from workbench.vocabulary.terms import PolicyName

SYNTHETIC = INSTALLED / "parameters" / "recruitment_funnel" / "synthetic.yaml"
OUTCOMES = {
    "passed": ["Pass"], "failed": ["Fail"], "withdrew": ["Withdrew"], "no_show": ["No show"],
    "pending": ["Pending"], "exempt": ["Exempt"],
}  # fmt: skip
HAND: Mapping[tuple[str, str], tuple[int, int]] = {  # test, offer: how many men and how many women
    ("Pass", "Pass"): (600, 200),
    ("Pass", "Fail"): (150, 50),
    ("Pass", "Withdrew"): (50, 50),
    ("Pass", "Exempt"): (10, 10),
    ("Pass", "Pending"): (20, 10),
    ("Fail", ""): (170, 180),
    ("Withdrew", ""): (30, 40),
    ("No show", ""): (10, 20),
}


def parameters_of(
    folder: Path, rows: Mapping[tuple[str, str], tuple[int, int]], **changed: object
) -> Parameters:
    path = folder / "campaign.csv"
    lines = [
        f"{sex},{test},{offer},{people}"
        for (test, offer), both in rows.items()
        for sex, people in zip(("Men", "Women"), both, strict=True)
    ]
    path.write_text("\n".join(["sex,test,offer,people", *lines]) + "\n")
    values = {
        "analysis": "recruitment_funnel", "title": "By hand", "data": str(path),
        "data_source": "synthetic", "identifier": None, "count": "people", "outcomes": OUTCOMES,
        "stages": {"test": {}, "offer": {}}, "characteristics": {"sex": {}},
    }  # fmt: skip
    return Parameters.from_values(values | changed, source="test")


def found_by(parameters: Parameters) -> Findings:
    """Return the findings of the campaign with this question alone."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(analysis, "QUESTIONS", (leaving.QUESTION,))
        return analyse(parameters)


def released(parameters: Parameters, policy: PolicyName) -> Release:
    return release(found_by(parameters), policy)


def cell_of(found: Release, name: str, group: str, stage: str, basis: str) -> ReleasedCell:
    cells = found[f"leaving:{name}"].cells
    return next(c for c in cells if (c.group, c.stage, c.basis) == (group, stage, basis))


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory) -> Release:
    return released(parameters_of(tmp_path_factory.mktemp("hand"), HAND), "analyst")


@pytest.mark.parametrize(
    ("group", "stage", "basis", "share"),
    [
        ("Women", "test", "attempted", 500 / 560),
        ("Women", "test", "passed of attempted", 320 / 500),
        ("Women", "test", "withdrew", 40 / 560),
        ("Women", "test", "no_show", 20 / 560),
        # Those who wait for an offer, and those who need none, have not entered.
        ("Women", "offer", "attempted", 250 / 300),
        ("Women", "offer", "passed of attempted", 200 / 250),
        ("Men", "offer", "withdrew", 50 / 800),
    ],
)
def test_shares_are_those_counted_by_hand(by_hand, group, stage, basis, share):
    cell = cell_of(by_hand, "sex", group, stage, basis)
    assert cell.numbers["selection_rate"].value == pytest.approx(share, abs=1e-6)
    assert cell.verdict is None
    assert cell.p_value is None


def test_the_ratio_of_passing_is_that_of_staying_times_that_of_passing_once_there(by_hand):
    stayed = cell_of(by_hand, "sex", "Women", "offer", "attempted")
    passed = cell_of(by_hand, "sex", "Women", "offer", "passed of attempted")
    product = 1.0
    for cell in (stayed, passed):
        product *= cell.numbers["relative_rate_index"].value
    assert product == pytest.approx((200 / 300) / (600 / 800), abs=1e-5)
    assert stayed.numbers["relative_nonpassing_rate"].value == pytest.approx(
        (50 / 300) / (50 / 800), abs=1e-5
    )
    # At the men's rate of staying, 750 of 800, 281.25 of 300 women would have stayed and not 250.
    assert stayed.numbers["shortfall"].value == pytest.approx(31.25)


def test_a_gap_of_leaving_is_told_as_one_and_a_gap_of_failing_as_one(by_hand, tmp_path):
    html = report.show(by_hand).html
    assert "At the offer 17 of every 100 women withdrew, of men 6;" in html
    assert "of every 100 who stayed, 80 and 80 passed." in html
    assert "at an equal rate of passing, about as many would have passed as did." in html
    assert "The gap seen is of leaving, not of failing (ratio of leaving 2.67" in html
    turned_down = {**HAND, ("Pass", "Fail"): (150, 120), ("Pass", "Withdrew"): (50, 22)}
    html = report.show(released(parameters_of(tmp_path, turned_down), "analyst")).html
    assert "The gap seen is of failing, not of leaving (ratio of leaving 1.03" in html


def test_only_ways_that_the_file_can_tell_are_told(tmp_path):
    stages = {
        "test": {"passed": ["Pass"], "failed": ["Fail"], "withdrew": ["Withdrew", "No show"]},
        "offer": {"passed": ["Pass"], "failed": ["Fail", "Withdrew"], "pending": ["Pending"],
                  "exempt": ["Exempt"]},
    }  # fmt: skip
    found = released(parameters_of(tmp_path, HAND, stages=stages, outcomes={}), "analyst")
    told = {(cell.stage, cell.basis) for cell in found["leaving:sex"].cells}
    # At the offer no label says that anyone left; at the test the one way is what is left over.
    assert told == {("test", "attempted"), ("test", "passed of attempted")}


def test_a_stage_at_which_no_one_is_turned_down_has_no_rate_of_passing_once_there(tmp_path):
    rows = {key: both for key, both in HAND.items() if key[1] != "Fail"}
    stages = {
        "test": {},
        "offer": {"passed": ["Pass"], "withdrew": ["Withdrew"], "no_show": ["No show"],
                  "pending": ["Pending"], "exempt": ["Exempt"]},
    }  # fmt: skip
    found = released(parameters_of(tmp_path, rows, stages=stages), "analyst")
    told = {cell.basis for cell in found["leaving:sex"].cells if cell.stage == "offer"}
    assert told == {"attempted", "withdrew", "no_show"}
    assert "At the offer" in report.show(found).html


def test_a_file_that_cannot_tell_leaving_is_not_covered(tmp_path):
    outcomes = OUTCOMES | {"failed": ["Fail", "Withdrew", "No show"], "withdrew": [], "no_show": []}
    parameters = parameters_of(tmp_path, HAND, outcomes=outcomes)
    answer = leaving.answer(parameters, count_campaign(parameters))
    assert isinstance(answer, NotCovered)
    assert answer.because.startswith("the file does not tell people who left")
    assert report.show(released(parameters, "open")).html == ""


def test_worlds_that_round_alike_are_released_alike(tmp_path):
    """One woman who passed the offer in the first world withdrew from it in the second."""
    other = {**HAND, ("Pass", "Pass"): (600, 199), ("Pass", "Withdrew"): (50, 51)}
    worlds = [released(parameters_of(tmp_path, rows), "open") for rows in (HAND, other)]
    assert worlds[0]["leaving:sex"] == worlds[1]["leaving:sex"]
    assert report.show(worlds[0]).html == report.show(worlds[1]).html
    exact = [released(parameters_of(tmp_path, rows), "analyst") for rows in (HAND, other)]
    assert exact[0]["leaving:sex"] != exact[1]["leaving:sex"]


def test_too_few_who_left_is_said(tmp_path):
    rows = {("Pass", "Pass"): (60, 40), ("Pass", "Withdrew"): (2, 3), ("Fail", ""): (90, 80)}
    html = report.show(released(parameters_of(tmp_path, rows), "open")).html
    assert "At no stage did enough people of a group leave for its leaving to be compared." in html
    assert "[c]" in html


def test_without_evidence_the_widest_clear_ratio_is_told_with_how_many_chance_would_give(tmp_path):
    rows = {
        ("Pass", "Pass"): (300, 160), ("Pass", "Fail"): (100, 40), ("Pass", "Withdrew"): (20, 21),
        ("Fail", ""): (280, 180), ("Withdrew", ""): (20, 13),
    }  # fmt: skip
    found = released(parameters_of(tmp_path, rows), "analyst")
    html = report.show(found).html
    assert "At the offer 10 of every 100 women withdrew, of men 5" in html
    assert "At the test" not in html
    assert (
        "Of 2 comparisons of leaving 1 has a likely range that leaves out equal rates; fewer than "
        "1 would by chance alone." in html
    )


@pytest.fixture(scope="module")
def findings() -> Findings:
    return found_by(Parameters.from_file(SYNTHETIC))


@pytest.fixture(scope="module", params=["open", "analyst"])
def intake(request, findings: Findings) -> Release:
    return release(findings, request.param)


def test_the_committed_intake_tells_withdrawal_at_the_checks_from_failing(intake: Release):
    html = report.show(intake).html
    share, passed = (
        ("about 17", "about 94 and about 95") if not intake.exact else ("14", "94 and 95")
    )
    assert f"At the pre-employment checks {share} of every 100 Black applicants withdrew" in html
    assert f"of every 100 who stayed, {passed} passed." in html
    assert "The gap seen is of leaving, not of failing" in html
    assert "At the online test" in html
    for word in ("significant", "blame", "evidence of", "no evidence seen", "nan"):
        assert word not in html


def test_every_name_shown_was_released(intake: Release):
    assert set(report.show(intake).findings) <= set(intake.names)


@pytest.mark.parametrize("policy", ["open", "analyst"])
def test_in_a_larger_draw_the_planted_withdrawal_is_found_and_no_planted_failing(tmp_path, policy):
    """16 against 8 of 100 withdraw at the checks, and 4 of 100 fail in every ethnic group."""
    applied = pd.concat(synthesise(size=90_000, seed=SEED).tables["applications"])
    columns = ["ethnicity", "offer", "pre_employment_checks"]
    here = applied[applied["offer"].notna()][columns].astype(object).fillna("")
    path = tmp_path / "drawn.csv"
    here.value_counts().rename("people").reset_index().to_csv(path, index=False)
    parameters = Parameters.from_values(
        {
            "analysis": "recruitment_funnel", "title": "A larger draw", "data": str(path),
            "data_source": "synthetic", "identifier": None, "count": "people",
            "outcomes": OUTCOMES | {"expired": ["Expired"]},
            "stages": {"offer": {}, "pre_employment_checks": {"title": "pre-employment checks"}},
            "characteristics": {"ethnicity": {}},
        },
        source="test",
    )  # fmt: skip
    found = released(parameters, policy)
    checks = {
        basis: cell_of(found, "ethnicity", "Black", "pre_employment_checks", basis).numbers
        for basis in ("withdrew", "passed of attempted")
    }
    left, passed = (checks[basis]["relative_rate_index"] for basis in checks)
    assert left.lower < 16 / 8 < left.upper
    assert left.lower > 1
    assert passed.lower < 1 < passed.upper
    sentences = [text for text in report.show(found).html.split("<p>") if "Black" in text]
    (told,) = [text for text in sentences if text.startswith("At the pre-employment checks")]
    assert "The gap seen is of leaving, not of failing" in told
