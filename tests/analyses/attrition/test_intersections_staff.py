"""If these fail, combinations of characteristics are said to leave otherwise than they do."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from small_staff import many, parameters

from workbench.analyses.attrition import TIES, analysis
from workbench.analyses.attrition.questions import characteristics, intersections
from workbench.analyses.attrition.report.intersections import headline, show
from workbench.disclosure import Release, release
from workbench.disclosure.attack import attack
from workbench.publishing.verification import counts, numbers
from workbench.statistics.intersections.pooled_intersections import pooled_intersections

GONE = {"end": "2022-12-31", "reason": "Resigned"}
SEX, DISABILITY = ("Men", "Women"), ("Disabled", "Non-disabled")
ENTERED = np.array([200, 800, 300, 900])
EVEN = np.array([20, 80, 30, 90])
APART = np.array([20, 80, 90, 90])
"""Of men and of non-disabled women a tenth leave, of disabled women three times as many."""
STATED = {
    "characteristics": {"sex": {}, "disability": {}},
    "intersections": [["sex", "disability"]],
}
NAME = "intersections:sex_disability"


def staff(left: np.ndarray, scale: int = 1) -> list[dict[str, str]]:
    rows = many(5, sex="Women", disability="Not declared")
    rows += many(2, sex="Women", disability="Not declared", **GONE)
    for (sex, disability), gone, people in zip(
        product(SEX, DISABILITY), left, ENTERED, strict=True
    ):
        rows += many((people - gone) // scale, sex=sex, disability=disability)
        rows += many(gone // scale, sex=sex, disability=disability, **GONE)
    return rows


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setattr(analysis, "QUESTIONS", (characteristics.QUESTION, intersections.QUESTION))

    def answered(rows, policy: str = "analyst", **changes: object) -> Release:
        stated = parameters(tmp_path, rows, **STATED | changes)
        found = release(analysis.analyse(stated), policy)
        if policy != "analyst":
            assert attack(found, TIES).problems == ()
        assert counts.problems(found) == []
        assert numbers.problems(found) == []
        return found

    return answered


def test_counts_are_those_of_the_opening_staff_and_rates_are_pooled(asked):
    """By hand, and by the statistic on these counts; the undeclared are in no combination."""
    *cells, everybody = asked(staff(APART))[NAME].cells
    assert [cell.group for cell in cells] == [
        "Men × Disabled",
        "Men × Non-disabled",
        "Women × Disabled",
        "Women × Non-disabled",
    ]
    assert [cell.counts["passed"].value for cell in cells] == APART.tolist()
    assert [cell.counts["entered"].value for cell in cells] == ENTERED.tolist()
    assert [one.value for one in everybody.counts.values()] == [282, 2207]
    assert (everybody.characteristic, everybody.group, everybody.role) == ("", "", "all")
    fit = pooled_intersections(
        list(product(range(2), range(2))), APART, ENTERED, levels=(2, 2), comparator=(0, 1)
    )
    told = [cell.numbers["pooled_rate"].value for cell in cells]
    assert told == pytest.approx(fit.rate.value.tolist(), abs=1e-6)


@pytest.mark.parametrize("policy", ["analyst", "open"])
def test_a_combination_apart_is_named_with_its_people(asked, policy):
    """Disabled women leave more than sex and disability, one by one, add up to."""
    found = asked(staff(APART), policy)
    # Two by two, what lies above adding up in one cell lies below it in the next.
    assert headline(found).startswith("Of every 100 disabled men, ")
    assert "fewer people than expected" in headline(found)
    assert "so read them together" in show(found).html
    assert "in post on 30 June 2022" in show(found).html
    assert "applied" not in show(found).html
    assert "got through" not in show(found).html


def test_where_nothing_combines_that_is_said_and_what_could_be_missed(asked):
    """'Nothing stands apart' alone would read as proof."""
    found = asked(staff(EVEN), "open")
    assert "No combination of sex and disability stands apart" in show(found).html
    assert "That is no proof that they do not combine" in show(found).html
    assert headline(found) == ""


def test_too_few_cannot_be_told(asked):
    """A combination of nobody who left has no rate."""
    html = show(asked(staff(EVEN, 25), "open")).html
    assert "combine we cannot tell: too few people are in the combinations" in html
    assert "nearly everyone or no one left" in html


def test_without_a_set_the_report_says_why(asked):
    """A question without an answer must say why."""
    found = asked(staff(EVEN, 5), intersections=[])
    assert "under 'intersections'" in found.context.not_covered[intersections.QUESTION.title]
    assert show(found).html == ""
    assert headline(found) == ""
