"""What may not be stated of prices: each refusal whole, and its mend."""

import pytest

from tests.analyses.role_evaluation.worth_case import WORTH, parameters
from workbench.analyses.role_evaluation.stated.worth import kind_problems
from workbench.errors import ParameterError

HOURS, LEAVERS = WORTH["hours"], WORTH["leavers"]
BAD = {
    "a price that is no number": (
        {"cost_of_post": {"value": float("nan")}},
        "worth.cost_of_post must be a number. Write one.",
    ),
    "an end that is no number": (
        {"cost_of_post": {"value": 30_000, "high": float("inf")}},
        "worth.cost_of_post must be a number. Write one.",
    ),
    "a cost below 0": (
        {"cost_of_post": {"value": -30_000}},
        "worth.cost_of_post is below 0 (-30000). Costs and prices are written without a sign.",
    ),
    "an end below 0": (
        {"leavers": LEAVERS | {"replacement_cost": {"value": 10, "low": -5}}},
        "worth.leavers.replacement_cost is below 0 (-5). Costs and prices are written without a "
        "sign.",
    ),
    "a value outside its range": (
        {"hours": HOURS | {"pounds_an_hour": {"value": 25, "low": 30, "high": 40}}},
        "worth.hours.pounds_an_hour: 25 does not lie in its range, 30 to 40. Mend one of them.",
    ),
    "ends the wrong way round": (
        {"hours": HOURS | {"pounds_an_hour": {"value": 25, "low": 40, "high": 30}}},
        "worth.hours.pounds_an_hour: 25 does not lie in its range, 40 to 30. Mend one of them.",
    ),
    "a post that costs nothing": (
        {"cost_of_post": {"value": 0}},
        "worth.cost_of_post is 0. Write what a full-time post costs a year, in pounds.",
    ),
    "an hour that costs nothing": (
        {"hours": HOURS | {"pounds_an_hour": {"value": 0}}},
        "worth.hours.pounds_an_hour is 0. Write what an hour costs, in pounds.",
    ),
    "no weeks": (
        {"hours": HOURS | {"weeks_worked": {"value": 0}}},
        "worth.hours.weeks_worked is 0. Write how many weeks of a year are worked.",
    ),
    "more weeks than a year": (
        {"hours": HOURS | {"weeks_worked": {"value": 44, "high": 60}}},
        "worth.hours.weeks_worked goes up to 60. A year has no more weeks than 52.2. Write those "
        "that are worked, such as 44.",
    ),
    "optimism bias in per cent": (
        {"optimism_bias": {"value": 10}},
        "worth.optimism_bias goes up to 10. It is a share of the cost. Write 0.1 for 10%.",
    ),
    "an effect that grows": (
        {"keeps": {"value": 90}},
        "worth.keeps goes up to 90. It is the share of the effect that is left a year later. Write "
        "0.9 for 90%.",
    ),
    "an outcome that is none": (
        {"leavers": LEAVERS | {"outcome": "leaving"}},
        "worth: 'leaving' is no outcome. Name one of hours, leavers, waits, span.",
    ),
    "quality that is no outcome": (
        {"quality": ["joy"]},
        "worth: 'joy' is no outcome. Name one of hours, leavers, waits, span.",
    ),
    "nothing priced": (
        {"hours": None, "leavers": None},
        "worth prices nothing: give 'hours' or 'leavers', or take it out.",
    ),
    "one outcome priced twice": (
        {"leavers": LEAVERS | {"outcome": "hours"}},
        "worth prices 'hours' twice. Take it out of 'hours' or of 'leavers'. (2) worth.leavers: "
        "'hours' must count those who left in the month. Name such an outcome, with count: flow.",
    ),
    "a price and none": (
        {"quality": ["hours"]},
        "worth: 'hours' has a price, and is in 'quality' too. Take it out of one.",
    ),
    "no such year": (
        {"price_year": 23},
        "worth.price_year: 23 is no year of this service. Write one such as 2023.",
    ),
    "old prices": (
        {"price_year": 2005},
        "worth: prices are of 2005 and the first year is 2023. Put prices in those of a year at "
        "most 10 from it.",
    ),
    "no discount": (
        {"discount": []},
        "worth.discount names no rate. Write the schedule with the years it is from: [{from_year: "
        "2023, rate: 3.5}].",
    ),
    "years that fall": (
        {"discount": [{"from_year": 2023, "rate": 3.5}, {"from_year": 2022, "rate": 3}]},
        "worth.discount: years must rise, each once. Put them in order.",
    ),
    "a gap before the first rate": (
        {"discount": [{"from_year": 2025, "rate": 3.5}]},
        "worth.discount has a gap: it begins in 2025, and the first year counted is 2023. Say the "
        "rate from 2023 on.",
    ),
    "a rate below 0": (
        {"discount": [{"from_year": 2023, "rate": -1}]},
        "worth.discount: -1 is no rate in per cent a year. Write 3.5 for 3.5%.",
    ),
    "a rate as a share": (
        {"discount": [{"from_year": 2023, "rate": 0.035}]},
        "worth.discount: 0.035 would be 0.035% a year. Rates are in per cent: write 3.5 for 3.5%.",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_is_refused_with_its_mend(case):
    changes, said = BAD[case]
    with pytest.raises(ParameterError) as caught:
        parameters(**changes)
    assert said in " ".join(str(caught.value).split())
    assert str(caught.value).count("worth") == said.count("worth")


def test_all_problems_come_at_once():
    with pytest.raises(ParameterError) as caught:
        parameters(cost_of_post={"value": 0}, discount=[], quality=["joy"])
    told = str(caught.value)
    assert all(one in told for one in ("cost_of_post is 0", "names no rate", "'joy' is no outcome"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"leavers": LEAVERS | {"outcome": "waits"}, "quality": []},
            "worth.leavers: 'waits' must count those who left in the month. Name such an outcome, "
            "with count: flow.",
        ),
        (
            {"hours": HOURS | {"outcome": "leavers"}, "leavers": None},
            "worth.hours: 'leavers' counts people. Name an outcome in hours a week of each "
            "officer.",
        ),
        (
            {"quality": ["span"]},
            "worth: 'span' is a placebo, which is worth nothing. Name another outcome.",
        ),
    ],
)
def test_outcomes_are_priced_for_what_they_are(changes, said):
    with pytest.raises(ParameterError) as caught:
        parameters(**changes)
    assert said in str(caught.value)


def test_what_is_stated_well_is_accepted():
    stated = parameters()
    assert stated.worth.priced == ("hours", "leavers")
    assert list(kind_problems(stated.worth, stated.outcomes)) == []
