"""Value for money of a case worked by hand: see `worth_case` for the steps of one year."""

import numpy as np
import pytest
from scipy.stats import t

from tests.analyses.role_evaluation.worth_case import REACH, effects, parameters
from workbench.analyses.role_evaluation.estimating.worth import valued
from workbench.statistics.evaluation.value.closed_form import exact_value

FACTORS = 1.8


@pytest.fixture(scope="module")
def found():
    return valued(parameters(), effects(), REACH)


def test_one_plain_year(found):
    """600,000 for the posts, 200,000 of time: a third, so that three times as much is even."""
    year = found.year
    assert float(year.cost.value) == 600_000
    assert float(year.value.value) == 200_000
    assert float(year.hours.value) == 200
    assert float(year.for_each_pound.value) == pytest.approx(1 / 3, rel=1e-12)
    assert float(year.break_even.value) == pytest.approx(6, rel=1e-12)
    # With prices that have no range nothing moves it.
    assert float(year.break_even.lower) == pytest.approx(6, rel=1e-12)
    assert year.pounds_an_hour_of_each == pytest.approx(1 / 6, rel=1e-12)


def test_two_years_discounted(found):
    """1.8 × (200,000 + 30,000) = 414,000 less 1.8 × 660,000 = 1,188,000."""
    money = found.central
    assert money.present.streams == pytest.approx([360_000, 54_000, 1_188_000], rel=1e-12)
    assert float(money.present.net) == pytest.approx(-774_000, rel=1e-12)
    assert float(money.present.ratio) == pytest.approx(414 / 1_188, rel=1e-12)
    assert money.cashable_benefits == pytest.approx(54_000, rel=1e-12)
    assert money.cashable_costs == pytest.approx(1_188_000, rel=1e-12)
    assert money.who == ("Officers", "The service")
    assert [float(one.value) for one in found.gains] == pytest.approx([360_000, 54_000])
    assert [float(one.value) for one in found.pays] == pytest.approx([0, 1_188_000])


def test_it_breaks_even_where_the_hand_says(found):
    """An hour is worth 100 × 40 × 25 = 100,000; 660,000 − 30,000 takes 6.3 of them."""
    value = dict(zip(found.switching.names, found.switching.value, strict=True))
    assert value["effect of hours"] == pytest.approx(-6.3)
    # (660,000 − 200,000) / 10,000 = 46 leavers of 100 officers.
    assert value["effect of leavers"] == pytest.approx(-46)
    # 230,000 / (20 × 1.1).
    assert value["cost_of_post"] == pytest.approx(230_000 / 22)
    # (660,000 − 30,000) / (2 × 100 × 40).
    assert value["pounds_an_hour"] == pytest.approx(78.75)


def test_ranges_without_prices_in_doubt_have_the_closed_form(found):
    """Effects go wholly together: 1.8 × (100,000 × 0.5 + 10,000 × 2) = 126,000, t with 11."""
    around = t(11, loc=-774_000, scale=126_000)
    exact = exact_value(found.appraisal, found.inputs)
    ends = [float(exact.net_present_value.lower), float(exact.net_present_value.upper)]
    assert exact.standard_error == pytest.approx(126_000, rel=1e-9)
    assert ends == pytest.approx(around.ppf([0.025, 0.975]), rel=1e-9)
    drawn = found.distribution.net_present_value
    # Standard error of a quantile of 100,000 draws: √(p(1 − p)/n) over the density there.
    error = np.sqrt(0.025 * 0.975 / 100_000) / around.pdf(ends[0])
    assert abs(float(drawn.lower) - ends[0]) < 4 * error
    assert abs(float(drawn.upper) - ends[1]) < 4 * error
    assert (
        abs(found.distribution.probability - around.sf(0))
        < 4 * found.distribution.probability_error
    )


def test_the_ends_of_a_price_move_the_value_as_far_as_the_hand_says():
    """20 posts × 1.1 × 1.8 = 39.6 for each pound of a post: 1,000 more is 39,600 less."""
    found = valued(
        parameters(cost_of_post={"value": 30_000, "low": 29_000, "high": 32_000}),
        effects(hours=0.0, leavers=0.0),
        REACH,
    )
    assert found.tornado.names[0] == "cost_of_post"
    assert found.tornado.net_at_low[0] == pytest.approx(-774_000 + 39_600)
    assert found.tornado.net_at_high[0] == pytest.approx(-774_000 - 2 * 39_600)


def test_an_effect_that_fades_counts_less_each_year():
    """Half is left in the second year: 230,000 × (1 + 0.5 × 0.8) = 322,000."""
    found = valued(parameters(keeps={"value": 0.5}), effects(), REACH)
    assert float(found.central.present.benefits) == pytest.approx(322_000, rel=1e-12)
    assert float(found.central.present.costs) == pytest.approx(1_188_000, rel=1e-12)


def test_more_is_a_gain_where_more_is_better(monkeypatch):
    """The same outcome, better when higher: two hours fewer are a loss of 200,000 a year."""
    from tests.analyses.role_evaluation.worth_case import GOOD

    outcomes = GOOD["outcomes"] | {"hours": GOOD["outcomes"]["hours"] | {"better": "higher"}}
    monkeypatch.setitem(GOOD, "outcomes", outcomes)
    found = valued(parameters(), effects(), REACH)
    assert float(found.year.value.value) == -200_000
    assert float(found.year.break_even.value) == pytest.approx(6)
    assert float(found.a_year[0].value) == -200_000


def test_a_benefit_without_an_effect_is_left_out():
    """Without time 1.8 × 30,000 = 54,000 is gained; of time nothing is told."""
    found = valued(parameters(), {"leavers": effects()["leavers"]}, REACH)
    assert found.year is None
    assert float(found.central.present.benefits) == pytest.approx(54_000)


def test_ranges_of_a_year_and_of_its_streams_rest_on_the_same_draws(found):
    assert float(found.year.value.lower) == float(found.a_year[0].lower)
    assert float(found.year.value.upper) == float(found.a_year[0].upper)


def test_ranges_of_parties_are_those_of_their_own_streams(found):
    """Officers gain time alone; the service gains leavers avoided, and pays for posts alone."""
    time, leavers, posts = found.present
    nothing = (0.0, 0.0)
    ends = [(float(one.lower), float(one.upper)) for one in (*found.gains, *found.pays)]
    assert ends == [
        (float(time.lower), float(time.upper)),
        (float(leavers.lower), float(leavers.upper)),
        nothing,
        (float(posts.lower), float(posts.upper)),
    ]
