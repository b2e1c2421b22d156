"""A roll-out that is yet to come: what is found of it, and what the report says."""

import re
from dataclasses import replace
from html import unescape

import numpy as np
import pytest

from workbench.analyses.role_evaluation import Parameters
from workbench.analyses.role_evaluation.analysis import evaluate
from workbench.analyses.role_evaluation.estimating.planning.plans import held_back, plans
from workbench.analyses.role_evaluation.observed import observe
from workbench.analyses.role_evaluation.questions import planning as question
from workbench.analyses.role_evaluation.report import planning as report
from workbench.analyses.role_evaluation.report.planning.chart import chart
from workbench.analyses.role_evaluation.report.planning.reading import judged, of_outcome, seen
from workbench.analyses.role_evaluation.report.planning.sentences import compared, more, never
from workbench.analyses.role_evaluation.report.words import told
from workbench.analyses.role_evaluation.stated.planned import Noise, Planning
from workbench.analyses.role_evaluation.tables import stated_tables
from workbench.disclosure import ReleasedNumber, release
from workbench.errors import DataError
from workbench.findings import Context, Findings, People, Ties
from workbench.parameters.root import root

FEW = "One region first, then all others"
HALF = "Half of the regions in one wave"


@pytest.fixture(scope="module")
def design():
    """Return the parameters of the planned roll-out, with fewer simulations and outcomes."""
    told = Parameters.from_file(root() / "parameters/role_evaluation/design.yaml")
    planning = told.planning.model_copy(update={"simulations": 200})
    return told.model_copy(
        update={"planning": planning, "secondary": ("countersigning_days",), "draws": 999}
    )


@pytest.fixture(scope="module")
def before(design):
    return evaluate(design, observe(design))


def released_of(parameters, evaluated):
    context = Context(
        analysis="role_evaluation",
        title="Test",
        data_source="synthetic",
        people=parameters.people,
        stated=stated_tables(parameters, evaluated.observed) | question.stated_tables(parameters),
    )
    nobody = Ties(lambda _: People({}, ()), lambda *_: None)
    found = question.QUESTION.answer(parameters, evaluated)
    return release(Findings(context, found, nobody), "open")


@pytest.fixture(scope="module")
def released(design, before):
    return released_of(design, before)


def by_order(released, name):
    cells = of_outcome(released, told(released)[name])
    return {one.order: one for one in cells}


def test_nothing_is_estimated_before_a_roll_out(before):
    assert not before.effects
    assert (before.observed.panel.actual == len(before.observed.months)).all()
    assert before.observed.months[-1] == "2022-09"


def test_after_a_roll_out_there_is_nothing_to_plan(parameters, evaluated):
    """Nor is it told as a question that could not be asked: each effect says what could be seen."""
    assert question.QUESTION.answer(parameters, evaluated) == ()


def test_dates_and_ways_by_hand(design, before, released):
    orders = by_order(released, "administration_hours")
    assert list(orders) == ["As planned", HALF, FEW]
    # 12! / (6! 6!) = 924; 12 places for the one region; 12! / (2! 1! 1! 3! 1! 2! 2!) as planned.
    assert orders[HALF].value("ways") == 924
    assert orders[FEW].value("ways") == 12
    planned = plans(design, before.observed)[0]
    assert (planned.begins, planned.waits) == (10, 2)
    # From October 2022 to June 2023: the last begins in April, with three months of data.
    assert orders["As planned"].value("months") == 9
    assert orders[HALF].value("months") == 3
    waiting, number = held_back(planned)
    assert (number, waiting.begins, waiting.waits) == (2, 8, 4)
    assert waiting.horizon == planned.horizon


def test_a_roll_out_that_can_never_show_anything_says_so_and_what_would_help(released):
    one = by_order(released, "administration_hours")[FEW]
    assert one.detectable is None
    assert "only 12 ways" in one.cell.reason
    assert "at least 20" in one.cell.reason
    (text,) = never(released)
    assert text.startswith(f"The roll-out in the order “{FEW}” could show nothing")
    html = report.show(released).html
    assert "waves that are nearer in size" in html


def test_false_alarms_are_as_many_as_the_test_allows(released):
    for one in seen(released):
        alarms = one.number("false_alarms")
        assert alarms.value == 0 or alarms.lower <= 0.05 <= alarms.upper + 0.01


def test_the_headline_agrees_with_the_numbers(released):
    text = report.headline(released)
    best = by_order(released, "administration_hours")["As planned"]
    assert f"{best.detectable:.3g} hour" in text
    could = {"yes": "could show", "just": "could just about show", "no": "could not show"}
    assert f"as planned, {could[best.answer]} the least change" in text
    assert report.show(released).html.startswith(f"<p>{text}</p>")


def test_every_outcome_and_order_is_in_the_table_and_no_word_is_forbidden(released):
    html = report.show(released).html
    for one in seen(released):
        assert one.order in html
        assert one.one.title.capitalize()[1:] in html
    assert not re.search(r"significan|£ saved|\bnan\b|\binf\b|\[c\]", html)


def test_following_longer_or_more_who_wait_is_told(released):
    texts = list(more(released))
    assert [text.split(":")[0] for text in texts] == [
        "Followed 3 months longer",
        "Followed 6 months longer",
        "2 regions more wait until it is over",
    ]


def test_orders_are_told_apart_only_beyond_the_error_of_simulation(released):
    orders = by_order(released, "administration_hours")
    first, second = (orders[name].number("detectable") for name in ("As planned", HALF))
    apart = first.upper < second.lower or second.upper < first.lower
    assert ("cannot tell them apart" in compared(released)) != apart


@pytest.mark.parametrize(
    ("lower", "upper", "answer"),
    [(0.7, 1.0, "yes"), (0.9, 1.1, "just"), (1.01, 1.2, "no"), (1.01, None, "no")],
)
def test_what_is_worth_having_is_seen_only_beyond_the_error_of_simulation(
    released, lower, upper, answer
):
    one = by_order(released, "administration_hours")["As planned"]
    number = ReleasedNumber(0.95, lower, upper)
    numbers = {**one.cell.numbers, "of_worthwhile": number}
    assert replace(one, cell=replace(one.cell, numbers=numbers)).answer == answer


def test_stated_noise_takes_the_place_of_that_of_the_file(design, before):
    planning = Planning(
        followed=3, simulations=100, noise={"administration_hours": Noise(deviation=3)}
    )
    noisy = design.model_copy(update={"planning": planning, "secondary": ()})
    told_of = released_of(noisy, before)
    (one,) = [each for each in seen(told_of) if each.one.judged and each.order == "As planned"]
    assert one.answer == "no"
    assert one.detectable > 3
    assert "time on administration varies was stated" in report.show(told_of).html


def test_an_outcome_that_is_not_seen_before_says_so_and_the_others_stand(design, before):
    outcomes = dict(before.observed.outcomes)
    outcomes["countersigning_days"] = np.full_like(outcomes["countersigning_days"], np.nan)
    blank = replace(before, observed=replace(before.observed, outcomes=outcomes))
    html = report.show(released_of(design, blank)).html
    assert "The wait for a countersignature: nothing can be said, because fewer than two" in html
    assert html.startswith("<p>The roll-out, as planned,")
    assert "[x]" in html


def test_all_at_once_leaves_nobody_to_compare_with(design, before):
    panel = before.observed.panel
    at_once = replace(
        before.observed,
        panel=replace(panel, planned_months=np.full(len(panel.units), 24273)),
    )
    alone = design.model_copy(update={"planning": Planning(simulations=100), "secondary": ()})
    text = report.headline(released_of(alone, replace(before, observed=at_once)))
    assert text == (
        "No roll-out looked at could show a change in time on administration, because all begin at "
        "once, so that nobody is left to compare with."
    )


def test_an_order_that_names_no_region_of_the_file_is_refused(design, before):
    orders = [{"title": "Odd", "begins": {"Narnia": "2023-01", "Wales": "2023-02"}}]
    planning = Planning.model_validate({"orders": orders})
    odd = design.model_copy(update={"planning": planning})
    with pytest.raises(DataError, match="'Odd' begins in 'Narnia'"):
        plans(odd, before.observed)


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ({"title": "A", "begins": {}}, "at least 1"),
        ({"title": "A", "begins": {"Wales": "April"}}, "pattern"),
    ],
)
def test_impossible_orders_are_refused(order, said):
    with pytest.raises(ValueError, match=said):
        Planning.model_validate({"orders": [order]})


def test_the_first_page_tells_of_every_outcome_and_the_picture_has_a_short_headline(released):
    first = report.first_page(released).html
    assert first.count("<li>") >= len(judged(released))
    assert report.headline(released) in unescape(first)
    assert 'href="#what-could-this-roll-out-show"' in first
    title = chart(released).text
    assert title.startswith("Time on administration: ")
    assert title.endswith("would be seen as planned; 1 is worth having")
    assert len(title) <= 90


def test_once_the_role_has_begun_the_question_is_neither_asked_nor_listed_as_not_covered(
    design, before
):
    begun = design.model_copy(update={"mode": "evaluate"})
    assert question.QUESTION.answer(begun, before) == ()
