"""What is found of the synthetic survey: planted changes, verdicts, and when nothing is told."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.analyses.role_evaluation.surveyed import (
    FOLDER,
    answered,
    answers_of,
    begun,
    findings,
    parameters,
    small,
    synthetic,
)
from workbench.analyses.role_evaluation.questions.question import NotCovered
from workbench.analyses.role_evaluation.questions.survey.by_group import judge_differences
from workbench.analyses.role_evaluation.questions.survey.changes import judge_by_t
from workbench.disclosure import Release, ReleasedCell, release
from workbench.findings.change import ChangeRule
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import CANNOT_TELL, CHANGE, NO_EVIDENCE

TRUTH = {
    one["item"]: one
    for one in json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))["survey"]["items"]
}
RULE = ChangeRule(randomised=True)


@pytest.fixture(scope="module")
def told() -> Release:
    return release(synthetic(), "analyst")


def changed(told: Release, item: str) -> ReleasedCell:
    return next(cell for cell in told[f"survey_{item}"].cells if cell.stage == "change")


@pytest.mark.parametrize("item", TRUTH)
def test_planted_changes_lie_in_their_ranges(told: Release, item: str):
    """Against truth.json, on two scales; the null is not flagged."""
    numbers, truth = changed(told, item).numbers, TRUTH[item]
    points, odds = numbers["points"], numbers["odds_ratio"]
    assert points.lower < 100 * truth["change_with_role_less_without"] < points.upper
    assert odds.lower < np.exp(truth["difference_in_log_odds"]) < odds.upper
    assert changed(told, item).verdict == CANNOT_TELL


def test_agreement_is_counted_as_in_the_file(told: Release):
    """Against the file, by pandas: units with the role by the last wave, and the others."""
    rows = pd.read_parquet(FOLDER / "survey.parquet")
    rows = rows[rows["role"] == "SPO in Sentence Management and Courts"]
    since = rows["wave"] == "2023-06"
    given = rows["unit"].isin(rows.loc[since & (rows["with_role"] == "Yes"), "unit"])
    cells = {
        (cell.group, cell.basis): cell
        for cell in told["survey_agreement"].cells
        if cell.stage == "support" and not cell.stratum
    }
    for side, mine in (("with", given), ("without", ~given)):
        for wave in ("2022-09", "2023-06"):
            answers = rows.loc[mine & (rows["wave"] == wave), "support"].dropna()
            counts = cells[side, wave].counts
            assert counts["entered"].value == len(answers)
            assert counts["passed"].value == int((answers >= 4).sum())


def test_units_that_begin_later_are_without(told: Release):
    """Else anticipation is taken for the role: by June 2023 nobody of two regions had begun."""
    numbers = changed(told, "support").numbers
    assert numbers["clusters"].value == 12


def test_p_values_are_adjusted_over_the_statements(told: Release):
    """Holm by hand: the least of four is multiplied by four, and 1 is the most."""
    numbers = [changed(told, item).numbers for item in TRUTH]
    least = min(one["p_value"].value for one in numbers)
    assert min(one["p_adjusted"].value for one in numbers) == pytest.approx(min(4 * least, 1))


def test_small_groups_show_nothing(told: Release):
    """Fewer than 10 of a cell: Asian SPOs without the role were 3."""
    cells = [cell for cell in told["survey by ethnicity"].cells if cell.group == "Asian"]
    assert {cell.reason for cell in cells} == {"fewer than 10 people answered"}
    assert all(not cell.numbers and cell.verdict is None for cell in cells)


def test_a_statement_that_few_answered_is_not_told(tmp_path: Path):
    """Seven answered of those without the role; exact counts are told, an index is not."""
    rows = answers_of(4, 6)
    without = ~rows["unit"].map(begun()) & (rows["wave"] == "2023-06")
    without &= rows["role"] != "Other SPO"
    rows["support"] = rows["support"].astype(object)
    rows.loc[rows.index[without][7:], "support"] = ""
    told = release(findings(small(rows, tmp_path)), "analyst")
    cells = told["survey_support"].cells
    few = [cell for cell in cells if (cell.stratum, cell.basis) == ("without", "2023-06")]
    assert [cell.numbers for cell in few] == [{}]
    assert {few[0].reason, changed(told, "support").reason} == {"fewer than 10 people answered"}
    assert changed(told, "support").numbers == {}
    assert changed(told, "support").verdict == CANNOT_TELL
    assert changed(told, "acceptable_workload").numbers


def test_six_respondents_are_too_few(tmp_path: Path):
    """Else a share of six people is told as what staff say."""
    rows = answers_of(1, 9)
    rows = pd.concat([rows[rows["wave"] == "2022-09"], rows[rows["wave"] == "2023-06"].head(6)])
    found = answered(small(rows, tmp_path))
    assert isinstance(found, NotCovered)
    assert found.because.startswith("fewer than 10 people answered in a wave")


def test_without_a_survey_nothing_is_asked():
    """Else a report has an empty section without a reason."""
    of = parameters().model_copy(update={"survey": None})
    assert answered(of) == NotCovered("the parameters name no survey of staff")


def judged(points: tuple[float, float, float], p_value: float, floor: float = 0.0) -> object:
    """Return the verdict on one change, worth having from 5 points."""
    effect = Estimate(*(np.array([part]) for part in points), 0.95, "")
    p_adjusted = Estimate(*[np.array([p_value])] * 3, 0.95, "")
    least = Estimate(*[np.array([floor])] * 3, 0.95, "")
    told = {"points": effect, "p_adjusted": p_adjusted, "floor": least}
    return judge_by_t(told, worthwhile=5.0, rule=RULE)[0]


@pytest.mark.parametrize(
    ("points", "p_value", "verdict"),
    [
        ((8, 3, 13), 0.01, CHANGE),
        ((-8, -13, -3), 0.01, CHANGE),
        ((8, 1, 15), 0.06, CANNOT_TELL),
        ((1, -2, 4), 0.5, NO_EVIDENCE),
        ((1, -2, 6), 0.5, CANNOT_TELL),
        ((np.nan, np.nan, np.nan), 1.0, CANNOT_TELL),
    ],
)
def test_verdicts(points: tuple[float, float, float], p_value: float, verdict: str):
    """The three phrases, by the rule's own words: p and range, ruled out, else unknown."""
    assert judged(points, p_value) == verdict


def test_where_an_outcome_could_not_be_judged_no_statement_is():
    """Of 66 orders and 4 statements the least p is 4/66: no outcome could have passed."""
    assert judged((8, 3, 13), 0.001, 4 / 66) == CANNOT_TELL


def test_nothing_is_judged_where_agreement_is_not_told():
    """Beside exact counts only the index is told: a verdict would tell of the counts."""
    nothing = np.array([np.nan, np.nan])
    index = np.array([np.nan, 6.0])
    told = {"points": Estimate(nothing, nothing, nothing, 0.95, "")}
    told |= {"index": Estimate(index, index, index, 0.95, ""), "p_adjusted": told["points"]}
    assert judge_by_t(told, worthwhile=5.0, rule=RULE).tolist() == [None, None]


def test_each_difference_is_judged_by_itself():
    """They are adjusted already, over more than one finding: 0.04 is not doubled again."""
    effect = Estimate(*(np.array(part, float) for part in ([9, 9], [1, 1], [17, 17])), 0.95, "")
    p_adjusted = Estimate(*[np.array([0.04, 0.04])] * 3, 0.95, "")
    judge = partial(judge_differences, np.array([5.0, 5.0]), rule=RULE)
    floor = Estimate(*[np.zeros(2)] * 3, 0.95, "")
    told = {"difference": effect, "p_adjusted": p_adjusted, "floor": floor}
    assert judge(told).tolist() == [CHANGE, CHANGE]
    assert judge({}).tolist() == [None, None]
