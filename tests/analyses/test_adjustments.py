"""Adjustments and the scheme: the planted truth is told, and too few people is said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel import Parameters
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.questions import adjustments
from workbench.analyses.recruitment_funnel.questions.question import NotCovered
from workbench.analyses.recruitment_funnel.report import adjustments as section
from workbench.disclosure import release
from workbench.findings import Context, Findings
from workbench.parameters.root import INSTALLED

CONTEXT = Context(
    "recruitment_funnel",
    "T",
    "synthetic",
    people="applicants",
    stages={"sift": "sift", "online_test": "online test"},
)
STATES = ("Did not ask", "Made in time", "Made too late", "Not made", "Stage not dated")


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    return Parameters.from_file(INSTALLED / "parameters/recruitment_funnel/synthetic.yaml")


def exits(column: str, people: dict[str, tuple[int, int]], stage: int) -> pd.DataFrame:
    """Return disabled applicants by `column`: so many passed a stage, so many failed there."""
    rows = []
    for label, (passed, failed) in people.items():
        rows += [(label, stage + 1, "pending", passed), (label, stage, "failed", failed)]
    frame = pd.DataFrame(rows, columns=[column, "exit_stage", "exit_outcome", "people"])
    told = pd.Categorical(["Disabled"] * len(frame), categories=["Disabled", "Non-disabled"])
    frame[column] = pd.Categorical(frame[column], categories=list(people))
    return frame.assign(disability=told, exempted=0)


def counts(support: dict[str, tuple[int, int]], scheme: dict[str, tuple[int, int]]):
    others = pd.DataFrame(
        {
            "characteristic": "disability",
            "group": "Non-disabled",
            "stage": ["sift"],
            "passed": 600,
            "entered": 1000,
        }
    )
    tables = {
        Wanted(("disability", "support")): exits("support", support, 1),
        Wanted(("disability", "scheme")): exits("scheme", scheme, 0),
    }
    return CampaignCounts(others, 0, 0, tables=tables)


def told(parameters: Parameters, counted: CampaignCounts, policy: str) -> str:
    answer = adjustments.answer(parameters, counted)
    assert isinstance(answer, tuple)
    return section.show(release(Findings(CONTEXT, answer), policy)).html


SUPPORT = dict(zip(STATES, [(74, 26), (60, 20), (24, 18), (3, 2), (0, 0)], strict=True))
SCHEME = {"Yes": (60, 40), "No": (90, 110), "Not recorded": (0, 0)}


def test_the_shares_are_those_counted_by_hand(parameters):
    html = told(parameters, counts(SUPPORT, SCHEME), "analyst")
    # 80 of 80 + 42 + 5 who asked had it in time; 60 of 80, 24 of 42 and 74 of 100 passed.
    assert (
        "Of every 100 disabled applicants who asked for an adjustment at the online test, 63"
        in html
    )
    assert "in time, 75 of every 100 passed; where it came too late, 57;" in html
    assert "of every 100 who did not ask, 74." in html
    # 60% and 45% against 60% of non-disabled applicants.
    assert "applied under the scheme passed (ratio to non-disabled applicants 1.00" in html
    assert "applied outside the scheme passed (ratio to non-disabled applicants 0.75" in html


def test_counts_that_round_alike_are_told_alike_under_open(parameters):
    near = SUPPORT | {"Made in time": (61, 21), "Made too late": (23, 17)}
    pages = [told(parameters, counts(people, SCHEME), "open") for people in (SUPPORT, near)]
    assert pages[0] == pages[1]
    assert "about 64 had it in time" in pages[0]  # 80 of 127 is shown as 80 of 125


def test_too_few_is_said_and_not_hidden(parameters):
    few = dict.fromkeys(STATES, (3, 2))
    html = told(parameters, counts(few, dict.fromkeys(SCHEME, (3, 2))), "open")
    assert "Too few disabled applicants asked for an adjustment at the online test" in html
    assert "Too few had one made too late to compare how they fared." in html
    assert "too few disabled applicants applied under the scheme" in html


def test_without_requests_the_question_is_not_covered(parameters):
    nobody = SUPPORT | dict.fromkeys(("Made in time", "Made too late", "Not made"), (0, 0))
    answer = adjustments.answer(parameters, counts(nobody, SCHEME))
    assert answer == NotCovered("no one who reached the stage had asked for an adjustment")
    without = parameters.model_copy(update={"adjustments": None})
    assert adjustments.wanted(without) == ()
    assert isinstance(adjustments.answer(without, counts(SUPPORT, SCHEME)), NotCovered)


def test_the_planted_truth_is_found(parameters):
    from workbench.analyses.recruitment_funnel.counting import count_campaign

    counted = count_campaign(parameters, adjustments.wanted(parameters))
    answer = adjustments.answer(parameters, counted)
    assert isinstance(answer, tuple)
    released = release(Findings(CONTEXT, answer), "analyst")
    (in_time, *_) = released["adjustments:timely"].cells
    number = in_time.numbers["selection_rate"]
    assert number.lower <= 0.78 <= number.upper
    by_state = {cell.stratum: cell for cell in released["adjustments:outcome"].cells}
    late = by_state["Made too late"].numbers["relative_rate_index"]
    assert late.lower <= 0.57 / 0.74 <= late.upper
    made = by_state["Made in time"].numbers["relative_rate_index"]
    assert np.isclose(made.value, 1, atol=0.2)
