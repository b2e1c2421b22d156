"""Was it worth it? What is answered, what is left out and why, on the case worked by hand."""

import numpy as np
import pytest

from tests.analyses.role_evaluation.worth_case import effects, evaluated
from tests.analyses.role_evaluation.worth_case import parameters as by_hand
from workbench.analyses.role_evaluation.questions.question import NotCovered
from workbench.analyses.role_evaluation.questions.worth import QUESTION, stated_tables
from workbench.disclosure import release
from workbench.findings import Context, Findings, People, Ties

TITLE = "Was it worth it?"


def answered(stated, found):
    """Return the answer, which is to be one."""
    answer = QUESTION.answer(stated, found)
    assert not isinstance(answer, NotCovered), answer
    return answer


def let_out(answer, policy="analyst"):
    """Return every cell by finding and what it is of, as a policy lets it out."""
    context = Context(analysis="role_evaluation", title="t", data_source="synthetic")
    nobody = Ties(lambda _: People({}, ()), lambda *_: None)
    shown = release(Findings(context, answer, nobody), policy)
    return {
        (one.name, cell.stage, cell.group): cell for one in shown.findings for cell in one.cells
    }


def test_every_finding_is_of_this_section():
    told = answered(by_hand(), evaluated(effects()))
    assert [one.section for one in told] == ["worth"] * 6
    assert QUESTION.title == TITLE


def test_the_headline_has_the_numbers_worked_by_hand():
    """Ten units of ten officers; 20 posts of the 25 that are funded."""
    cells = let_out(answered(by_hand(), evaluated(effects())))
    reach, year, over = (
        cells["worth", stage, group].numbers
        for stage, group in (("reach", ""), ("a year", "hours"), ("over the years", ""))
    )
    assert (reach["officers"].value, reach["posts_filled"].value) == (100, 20)
    assert (reach["posts_funded"].value, reach["cost_a_year"].value) == (25, 600_000)
    assert "spent_so_far" not in reach
    assert year["effect"].value == -2
    assert year["time_value_a_year"].value == 200_000
    assert year["break_even_hours"].value == pytest.approx(6)
    assert over["net_present_value"].value == pytest.approx(-774_000)
    assert over["cashable_costs"].value == pytest.approx(1_188_000)


def test_streams_say_what_is_cash_and_whose_it_is():
    cells = let_out(answered(by_hand(), evaluated(effects())))
    told = {
        group: (cell.stage, cell.basis, cell.stratum)
        for (name, _, group), cell in cells.items()
        if name == "worth_streams"
    }
    assert told == {
        "Time released": ("benefit", "not cash", "Officers"),
        "Leavers avoided": ("benefit", "cash", "The service"),
        "Posts": ("cost", "cash", "The service"),
    }


def test_an_outcome_without_an_estimate_is_left_out_and_said():
    found = effects()
    del found["leavers"]
    cells = let_out(answered(by_hand(), evaluated(found, unknown={"leavers": "nobody left."})))
    assert cells["worth_streams", "benefit", "Leavers avoided"].reason == "nobody left"
    over = cells["worth", "over the years", ""].numbers
    # 1.8 × (200,000 − 660,000).
    assert over["net_present_value"].value == pytest.approx(-828_000)


def test_an_effect_without_a_range_is_left_out_and_said():
    found = effects()
    found["leavers"].clustered.standard_error[0] = np.nan
    cells = let_out(answered(by_hand(), evaluated(found)))
    assert "has no range" in cells["worth_streams", "benefit", "Leavers avoided"].reason


def test_quality_stands_in_its_own_unit_without_a_price():
    found = effects()
    found["waits"] = effects()["hours"]
    cells = let_out(answered(by_hand(), evaluated(found)))
    number = cells["worth_quality", "", "waits"].numbers["effect"]
    assert (number.value, number.lower, number.upper) == (-2, -3, -1)
    missing = let_out(answered(by_hand(), evaluated(effects(), unknown={"waits": "no months."})))
    assert missing["worth_quality", "", "waits"].reason == "no months"


def test_under_a_policy_that_hides_counts_nothing_that_rests_on_leavers_is_told():
    cells = let_out(answered(by_hand(), evaluated(effects())), "restricted")
    assert cells["worth", "a year", "hours"].numbers["pound_for_pound"].value is not None
    assert cells["worth", "over the years", ""].numbers == {}
    assert cells["worth_streams", "benefit", "Leavers avoided"].numbers == {}
    only_time = by_hand(leavers=None)
    cells = let_out(answered(only_time, evaluated(effects())), "restricted")
    assert cells["worth", "over the years", ""].numbers["net_present_value"].value == -830_000


def test_too_few_officers_say_nothing():
    """Half an officer a unit, five in all."""
    cells = let_out(answered(by_hand(), evaluated(effects(), officers=0.5)), "open")
    assert all(not cell.numbers for (name, _, _), cell in cells.items() if name == "worth")
    assert cells["worth", "a year", "hours"].reason == "too few people"


def test_it_says_why_it_cannot_be_answered():
    found = {name: one for name, one in effects().items() if name not in ("hours", "leavers")}
    unknown = {"hours": "one", "leavers": "two"}
    answer = QUESTION.answer(by_hand(), evaluated(found, unknown=unknown))
    assert isinstance(answer, NotCovered)
    assert "one; two" in answer.because


def test_without_prices_or_posts_it_is_not_covered():
    found = evaluated(effects())
    found.observed.panel.doses["filled"][:] = 0.0
    assert QUESTION.answer(by_hand(), found).because.startswith("no post was filled")
    del found.observed.panel.doses["filled"]
    assert "name the column" in QUESTION.answer(by_hand(), found).because
    assert "no prices" in QUESTION.answer(_without(), found).because


def _without():
    return by_hand().model_copy(update={"worth": None})


def test_tables_state_every_assumption_and_what_has_no_price(parameters):
    told = stated_tables(parameters)
    assert [row["name"] for row in told["worth"]] == [
        "cost_of_post",
        "pounds_an_hour",
        "weeks_worked",
        "replacement_cost",
        "optimism_bias",
    ]
    assert told["worth"][0]["value"] == "32900.0"
    assert {row["benefit"] for row in told["worth_unpriced"]} >= {"Increased SPO wellbeing"}
    assert told["worth_terms"][0]["discount"] == "3.5% a year from 2023"
    assert all(
        isinstance(value, str) for rows in told.values() for row in rows for value in row.values()
    )
    assert stated_tables(_without()) == {}
