"""What staff answer, and who does, are what the truth tells."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.role_evaluation.generator import synthesise

ROLE = "SPO in Sentence Management and Courts"
SIZE, SEED = 6_000, 7


def positive(rows: pd.DataFrame, item: str) -> tuple[float, float]:
    """Return the weighted share of 4 and 5, and its standard error with units as clusters."""
    rows = rows[rows[item].notna()]
    agrees, weight = (rows[item].astype(int) >= 4).astype(float), rows["weight"]
    share = float(np.average(agrees, weights=weight))
    residual = (weight * (agrees - share)).groupby(rows["unit"]).sum()
    return share, float(np.sqrt((residual**2).sum()) / weight.sum())


def check(rows: pd.DataFrame, item: str, told: float) -> None:
    share, error = positive(rows, item)
    assert error < 0.012
    assert abs(share - told) < 4 * error, (item, share, told)


@pytest.mark.parametrize("place", range(4))
def test_shares_that_agree_are_those_told(
    survey: pd.DataFrame, truth: dict[str, Any], place: int
) -> None:
    """Breaks when an item's share, before or since, is another than told."""
    told = truth["survey"]["items"][place]
    in_role = survey["role"] == ROLE
    first = survey["wave"] == truth["survey"]["waves"][0]
    with_role = survey["with_role"] == "Yes"
    check(survey[first & in_role], told["item"], told["before"])
    check(survey[~first & with_role], told["item"], told["since_with_role"])
    check(survey[~first & in_role & ~with_role], told["item"], told["since_without"])
    check(survey[~first & ~in_role], told["item"], told["since_without"])
    change = told["since_with_role"] - told["since_without"]
    assert told["change_with_role_less_without"] == pytest.approx(change)


def test_part_time_spo_gain_less(survey: pd.DataFrame, truth: dict[str, Any]) -> None:
    """Breaks when the role helps both working patterns alike."""
    rows = survey[survey["with_role"] == "Yes"]
    for pattern, told in truth["survey"]["workload_with_role_by_working_pattern"].items():
        check(rows[rows["working_pattern"] == pattern], "acceptable_workload", told)


def test_disabled_staff_feel_less_heard(survey: pd.DataFrame, truth: dict[str, Any]) -> None:
    """Breaks when the planted gap of disabled staff is gone."""
    told = truth["survey"]["needs_heard_of_disabled"]
    check(survey[survey["disability"] == "Disabled"], "needs_heard", told)


def test_every_answer_moves_by_the_same_log_odds(
    survey: pd.DataFrame, truth: dict[str, Any]
) -> None:
    """Breaks when odds are not proportional; not told of workload, where patterns differ."""
    since = survey[(survey["wave"] == "2023-06") & survey["support"].notna()]
    told = truth["survey"]["items"][2]
    assert told["item"] == "support"
    for least in (2, 3, 4, 5):
        odds = []
        for _, rows in since.groupby(since["with_role"] == "Yes"):
            share = np.average(rows["support"].astype(int) >= least, weights=rows["weight"])
            odds.append(np.log(share / (1 - share)))
        assert odds[1] - odds[0] == pytest.approx(told["difference_in_log_odds"], abs=0.09)


def test_responses_are_about_sixty_in_a_hundred_and_unequal(
    survey: pd.DataFrame, truth: dict[str, Any]
) -> None:
    """Breaks when who responds is not who is said to."""
    by = ["wave", "role", "working_pattern", "age"]
    (asked,) = synthesise(size=SIZE, seed=SEED).tables["survey_invited"]
    asked = asked.set_index(by)["invited"]
    answered = survey.astype(dict.fromkeys(by, "str")).groupby(by).size()
    assert answered.sum() / asked.sum() == pytest.approx(0.60, abs=0.01)
    told = truth["survey"]["response"]
    for (_, role, pattern, age), people in asked.items():
        rate = told["by_working_pattern"][pattern] + told["more_by_age"][age]
        rate += told["more_of_other_spo"] * (role != ROLE)
        found = answered[(_, role, pattern, age)] / people
        assert abs(found - rate) < 4.5 * np.sqrt(rate * (1 - rate) / people)


def test_weights_bring_back_those_asked(survey: pd.DataFrame) -> None:
    """Breaks when weighted responses are not the staff asked."""
    (asked,) = synthesise(size=SIZE, seed=SEED).tables["survey_invited"]
    by = ["role", "working_pattern"]
    weighted = survey.astype(dict.fromkeys(by, "str")).groupby(by)["weight"].sum()
    people = asked.groupby(by)["invited"].sum()
    np.testing.assert_allclose(weighted / people, 1, atol=0.03)


def test_blank_answers_and_undeclared_are_as_told(
    survey: pd.DataFrame, truth: dict[str, Any]
) -> None:
    """Breaks when blanks are fewer or more than told."""
    for item in ("acceptable_workload", "wellbeing", "support", "needs_heard"):
        assert survey[item].isna().mean() == pytest.approx(truth["survey"]["item_blank"], abs=0.002)
        answered = set(survey[item].dropna().astype(int))
        assert answered == {1, 2, 3, 4, 5}
    for name, share in truth["survey"]["not_declared"].items():
        assert (survey[name] == "Prefer not to say").mean() == pytest.approx(share, abs=0.004)


def test_answers_of_a_person_go_together(survey: pd.DataFrame) -> None:
    """Breaks when items are drawn apart, as no survey's are."""
    items = survey[["acceptable_workload", "wellbeing", "support", "needs_heard"]]
    found = items.dropna().astype(float).corr().to_numpy()
    assert all(0.3 < found[one, other] < 0.55 for one, other in pairwise(range(4)))
