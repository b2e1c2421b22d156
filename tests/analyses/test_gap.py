"""Where the gap opens: held against a court's figures, the planted truth, and hand counts."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel import Parameters
from workbench.analyses.recruitment_funnel.counting import CampaignCounts
from workbench.analyses.recruitment_funnel.questions import gap
from workbench.analyses.recruitment_funnel.questions.question import NotCovered
from workbench.analyses.recruitment_funnel.report import gap as section
from workbench.counts import COUNTS
from workbench.disclosure import Release, release
from workbench.findings import Context, Findings

VALUES = {
    "analysis": "recruitment_funnel",
    "title": "T",
    "data": "none.csv",
    "data_source": "synthetic",
    "outcomes": {"passed": ["P"], "failed": ["F"]},
    "stages": {"sift": {}, "interview": {}},
    "characteristics": {"sex": {}},
}
CONTEXT = Context(
    "recruitment_funnel", "T", "synthetic", stages={"sift": "sift", "interview": "interview"}
)


def campaign(passed: dict[str, tuple[int, int, int]]) -> CampaignCounts:
    rows = []
    for group, (applied, sifted, through) in passed.items():
        for stage, entered, went_on in (("sift", applied, sifted), ("interview", sifted, through)):
            row = dict.fromkeys(COUNTS, 0) | {"reached": entered, "entered": entered}
            row |= {"characteristic": "sex", "group": group, "stage": stage, "passed": went_on}
            rows.append(row)
    return CampaignCounts(pd.DataFrame(rows), 0, 0)


def found(counted: CampaignCounts, policy: str) -> Release:
    answer = gap.answer(Parameters.from_values(VALUES, source="test"), counted)
    assert isinstance(answer, tuple)
    return release(Findings(CONTEXT, answer), policy)


def steps(released: Release, name: str, group: str) -> dict[str, dict]:
    return {
        cell.stage: {key: number.value for key, number in cell.numbers.items()}
        for cell in released[name].cells
        if cell.group == group
    }


def test_connecticut_v_teal(teal: Release):
    """457 US 440: ratios 0.681 and 2.490, so the parts of ln 1.696; the stages do not add up."""
    told = steps(teal, "gap:ethnicity", "Black")
    test, promotion = math.log((26 / 48) / (206 / 259)), math.log((11 / 26) / (35 / 206))
    total = test + promotion
    assert math.exp(total) == pytest.approx(1.696, abs=5e-4)
    assert told["written_test"]["share_of_gap"] == pytest.approx(test / total, abs=1e-6)
    assert told["promotion"]["share_of_gap"] == pytest.approx(promotion / total, abs=1e-6)
    gained = 48 * (206 / 259) * (11 / 26) - 11
    assert told["written_test"]["gained_at_parity"] == pytest.approx(gained, abs=1e-6)


@pytest.mark.parametrize("which", ["analyst", "circulated"])
def test_the_planted_gap_is_put_at_the_stage_where_it_was_planted(which, request):
    released = request.getfixturevalue(which)
    sentence = section.first_sentence(released)
    assert (
        "of the gap between Black applicants and White applicants opens at the online" in sentence
    )
    told = steps(released, "gap:ethnicity", "Black")
    widest = max(told, key=lambda stage: told[stage].get("gained_at_parity", 0))
    assert widest == "online_test"


def test_a_stage_no_one_passed_ends_it_and_says_so():
    counted = campaign({"Men": (500, 300, 200), "Women": (60, 40, 0), "Not declared": (0, 0, 0)})
    released = found(counted, "analyst")
    assert steps(released, "gap:sex", "Women")["sift"].get("share_of_gap") is None
    assert "No one passed on one side: it ends here" in section.show(released).html


def test_open_takes_apart_only_what_it_shows():
    few = campaign({"Men": (500, 300, 200), "Women": (60, 40, 4), "Not declared": (0, 0, 0)})
    assert steps(found(few, "open"), "gap:sex", "Women") == {"sift": {}, "interview": {}}
    near = [
        campaign({"Men": (500, 300, 200), "Women": (people, 41, 19), "Not declared": (0, 0, 0)})
        for people in (98, 102)
    ]
    assert found(near[0], "open").records() == found(near[1], "open").records()


def test_one_stage_has_no_gap_to_take_apart():
    values = VALUES | {"stages": {"sift": {}}}
    counted = campaign({"Men": (500, 300, 200), "Women": (60, 40, 4), "Not declared": (0, 0, 0)})
    answer = gap.answer(Parameters.from_values(values, source="test"), counted)
    assert isinstance(answer, NotCovered)
