"""What the undeclared could change: bounds hold the truth when declaring is informative."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel import Parameters
from workbench.analyses.recruitment_funnel.counting import CampaignCounts
from workbench.analyses.recruitment_funnel.questions import undeclared
from workbench.analyses.recruitment_funnel.questions.question import NotCovered
from workbench.counts import COUNTS
from workbench.disclosure import Release, release
from workbench.findings import Context, Findings
from workbench.vocabulary.terms import OVERALL

PARAMETERS = Parameters.from_values(
    {
        "analysis": "recruitment_funnel",
        "title": "T",
        "data": "none.csv",
        "data_source": "synthetic",
        "outcomes": {"passed": ["P"], "failed": ["F"]},
        "stages": {"sift": {}, "interview": {}},
        "characteristics": {"sex": {}},
    },
    source="test",
)
CONTEXT = Context("recruitment_funnel", "T", "synthetic", stages={"sift": "sift"})
GROUPS = ("Men", "Women", "Not declared")


def campaign(passed: dict[str, tuple[int, int, int]]) -> CampaignCounts:
    """Return counts of people who applied, passed the sift, and passed the interview."""
    rows = []
    for group, (applied, sifted, through) in passed.items():
        for stage, entered, went_on in (("sift", applied, sifted), ("interview", sifted, through)):
            row = dict.fromkeys(COUNTS, 0) | {"reached": entered, "entered": entered}
            rows.append(
                {
                    "characteristic": "sex",
                    "group": group,
                    "stage": stage,
                    **row,
                    "passed": went_on,
                    "failed": entered - went_on,
                }
            )
    return CampaignCounts(pd.DataFrame(rows), 0, 0)


def found(counted: CampaignCounts, policy: str = "analyst") -> Release:
    answer = undeclared.answer(PARAMETERS, counted)
    assert isinstance(answer, tuple)
    return release(Findings(CONTEXT, answer), policy)


def ratio(released: Release, stage: str = OVERALL):
    cells = released["undeclared:sex"].cells
    cell = next(one for one in cells if (one.group, one.stage) == ("Women", stage))
    return cell.numbers["ratio_whoever_they_are"]


def test_bounds_are_those_of_the_worst_placements():
    released = found(
        campaign({"Men": (1000, 400, 400), "Women": (100, 30, 30), "Not declared": (40, 10, 10)})
    )
    number = ratio(released, "sift")
    # All 30 who failed are women and all 10 who passed men; then the other way round.
    assert number.lower == pytest.approx((30 / 130) / (410 / 1010), abs=1e-6)
    assert number.upper == pytest.approx((40 / 110) / (400 / 1030), abs=1e-6)
    cell = released["undeclared:sex"].cells[0]
    # 3 more women who passed: 33/103 over 400/1000 is 0.801.
    assert cell.numbers["passers_to_cross"].value == 3


@pytest.mark.parametrize("policy", ["open", "analyst"])
def test_bounds_hold_the_truth_when_those_who_fail_declare_less(policy):
    generator = np.random.default_rng(20230401)
    for _ in range(60):
        people = {"Men": generator.integers(300, 900), "Women": generator.integers(60, 300)}
        rates = dict(zip(people, generator.uniform(0.2, 0.8, 2), strict=True))
        passed = {group: generator.binomial(people[group], rates[group]) for group in people}
        silent = {
            group: (
                generator.binomial(passed[group], 0.02),
                generator.binomial(people[group] - passed[group], generator.uniform(0.05, 0.4)),
            )
            for group in people
        }
        told = {
            group: (people[group] - sum(silent[group]), passed[group] - silent[group][0])
            for group in people
        }
        gone = sum(s[0] for s in silent.values())
        nothing = sum(s[1] for s in silent.values())
        counts = {group: (n, x, x) for group, (n, x) in told.items()}
        counted = campaign(counts | {"Not declared": (gone + nothing, gone, gone)})
        truth = (passed["Women"] / people["Women"]) / (passed["Men"] / people["Men"])
        number = ratio(found(counted, policy), "sift")
        assert number.lower - 1e-9 <= truth <= number.upper + 1e-9


def test_open_says_the_same_of_counts_that_round_alike():
    one = campaign({"Men": (1000, 400, 300), "Women": (101, 31, 21), "Not declared": (41, 11, 9)})
    two = campaign({"Men": (1001, 399, 301), "Women": (99, 29, 20), "Not declared": (39, 10, 8)})
    records = [
        [r for r in found(each, "open").records() if r["finding"] == "undeclared:sex"]
        for each in (one, two)
    ]
    assert records[0] == records[1]


def test_declaring_is_withheld_where_few_did_not_declare():
    few = campaign({"Men": (1000, 400, 300), "Women": (100, 30, 20), "Not declared": (27, 9, 5)})
    cells = found(few, "open")["declaring:sex"].cells
    assert not any(cell.numbers for cell in cells)
    assert found(few)["declaring:sex"].cells[0].numbers["ratio_to_declared"].value == pytest.approx(
        (9 / 27) / (430 / 1100), abs=1e-6
    )


def test_where_everyone_declared_there_is_nothing_to_ask():
    counted = campaign({"Men": (100, 40, 30), "Women": (100, 30, 20), "Not declared": (0, 0, 0)})
    assert isinstance(undeclared.answer(PARAMETERS, counted), NotCovered)
