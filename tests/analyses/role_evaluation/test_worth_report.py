"""What the report says of value: whole sentences, on the case worked by hand and as planted."""

import re
from html import unescape

import pytest

from tests.analyses.role_evaluation.worth_case import WORTH, effect, effects, evaluated
from tests.analyses.role_evaluation.worth_case import parameters as by_hand
from workbench.analyses.role_evaluation.questions.worth import QUESTION, stated_tables
from workbench.analyses.role_evaluation.report.worth import headline, show
from workbench.analyses.role_evaluation.report.worth.sentences import opening, over_years, spent
from workbench.analyses.role_evaluation.tables import stated_tables as tables
from workbench.disclosure import release
from workbench.findings import Context, Findings, People, Ties

NOBODY = Ties(lambda _: People({}, ()), lambda *_: None)


def outcomes(stated):
    """Return outcomes as the report is told of them."""
    return tuple(
        {
            "name": name,
            "title": stated.title_of(name),
            "measured_in": one.measured_in,
            "better": one.better,
            "worthwhile": f"{one.worthwhile:g}",
            "judged": "yes",
            "placebo": "",
        }
        for name, one in stated.outcomes.items()
    )


def shown(stated, found, policy="open"):
    """Return the release of this question alone."""
    context = Context(
        analysis="role_evaluation",
        title="Test",
        data_source="synthetic",
        people="officers",
        stated={"outcomes": outcomes(stated)} | stated_tables(stated),
    )
    return release(Findings(context, QUESTION.answer(stated, found), NOBODY), policy)


@pytest.fixture(scope="module")
def planted(parameters, evaluated):
    """Return the synthetic roll-out, released for circulation."""
    more = tables(parameters, evaluated.observed)
    context = Context(
        analysis="role_evaluation",
        title="Test",
        data_source="synthetic",
        people=parameters.people,
        stated=more | stated_tables(parameters),
    )
    return release(Findings(context, QUESTION.answer(parameters, evaluated), NOBODY), "open")


def words_of(view):
    """Return what a view says, drawings aside."""
    plain = re.sub(r"<svg.*?</svg>", " ", view.html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def test_people_and_time_come_first_and_money_last():
    """From 2 ± 2.2 × 0.5 hours; an hour a week of each is worth a sixth of a pound."""
    told = list(opening(shown(by_hand(leavers=None), evaluated(effects()))))
    assert told[0] == (
        "The role reaches about 100 officers. For each, time on administration is 2 fewer hours a "
        "week (likely range 1 to 3): about 200 hours a week in all (likely range 88 to 320)."
    )
    assert told[1] == (
        "Of 25 full-time posts that are funded, about 20 are filled. Those that are filled cost "
        "£600,000 a year."
    )
    assert told[2].startswith("The time released is worth £200,000 (likely range £88,000 to ")
    assert "That is not cash" in told[2]
    assert (
        "the time alone is worth less than the posts cost. Both would be the same at 6 fewer hours "
        "a week for each officer." in told[2]
    )


@pytest.mark.parametrize(
    ("hours", "error", "verdict"),
    [
        (-12.0, 0.5, "the time alone is worth more than the posts cost"),
        (-6.0, 0.5, "whether the time alone is worth what the posts cost, we cannot tell"),
        (-2.0, 0.5, "the time alone is worth less than the posts cost"),
    ],
)
def test_the_verdict_goes_by_the_whole_range(hours, error, verdict):
    """It is even at six hours."""
    found = {"hours": effect(hours, error)}
    told = list(opening(shown(by_hand(leavers=None), evaluated(found))))
    assert verdict in told[2]


def test_time_that_is_lost_is_not_said_to_be_released():
    release_ = shown(by_hand(leavers=None), evaluated({"hours": effect(2.0, 0.5)}))
    first = next(iter(opening(release_)))
    assert first.endswith("2 more hours a week (likely range 1 to 3): no time is released.")
    assert "no time is released" in headline(release_)


def test_what_cannot_be_told_stays_in_and_what_has_no_estimate_is_out():
    release_ = shown(by_hand(), evaluated(effects()))
    told = " ".join(over_years(release_))
    assert "Over 2 years from 2023, in prices of 2023, costs raised by 10% for optimism" in told
    assert "benefits are below costs by £770,000 (net present value −£770,000, likely" in told
    # −774,000 of 126,000 lies where t with 11 has 4 in 100,000.
    assert "Benefits are above costs in fewer than 1 of every 100 draws." in told
    assert "Leaving is counted too, though we cannot tell whether it changed." in told
    assert "more spent to £" in told
    assert "stays in with its whole range" in told
    found = effects()
    del found["leavers"]
    without = shown(by_hand(), evaluated(found, unknown={"leavers": "nobody is left"}))
    assert "Not counted is leaving: nobody is left." in " ".join(over_years(without))


def test_an_effect_that_can_be_told_needs_no_excuse():
    told = " ".join(over_years(shown(by_hand(), evaluated(effects(leavers=0.5)))))
    assert "is counted too" not in told
    assert "Not counted" not in told


def test_without_time_the_headline_says_so():
    stated = by_hand(hours=None, optimism_bias={"value": 0})
    release_ = shown(stated, evaluated(effects()))
    assert headline(release_) == (
        "The posts cost £600,000 a year; time released is not priced. Wellbeing and oversight are "
        "not priced."
    )
    assert "raised" not in " ".join(over_years(release_))


def test_cash_is_called_cash():
    cash = by_hand(hours=WORTH["hours"] | {"cashable": True})
    release_ = shown(cash, evaluated(effects()))
    assert "not cash" not in headline(release_)
    assert "not cash" not in " ".join(opening(release_))


def test_too_few_officers_give_no_number():
    release_ = shown(by_hand(), evaluated(effects(), officers=0.5))
    assert headline(release_) == ""
    said = words_of(show(release_))
    assert "too few people" in said
    assert not re.search(r"£\d[\d,.]* (million )?a year\.", said)


def test_under_a_policy_that_hides_counts_the_year_is_told_and_the_years_are_not():
    release_ = shown(by_hand(), evaluated(effects()), "restricted")
    assert "£0.33" in headline(release_)
    assert next(iter(over_years(release_))) == (
        "Over the years no figure can be given: counts that it rests on are not shown."
    )
    assert "[c]" in words_of(show(release_))


def test_the_planted_headline(planted):
    assert re.fullmatch(
        r"The posts cost £5\.2 million a year; the time released is worth £\d\.\d million, not "
        r"cash: £0\.\d\d \(likely range £0\.\d\d to £\d\.\d\d\) for each £1\. In a year it "
        r"would be worth its cost at 3\.7 fewer hours a week for each SPO\. Wellbeing and "
        r"oversight are not priced\.",
        headline(planted),
    )


def test_spending_stands_beside_the_stated_cost(planted):
    assert spent(planted) == (
        "Since the role began £2.2 million was spent on it, by the file. The posts filled in the "
        "same months come to £2.2 million at the stated cost of a post (£2.0 million to "
        "£2.4 million, by the range stated)."
    )


def test_the_section_says_all_that_is_asked_of_it(planted):
    said = words_of(show(planted))
    assert said.index("SPOs. For each") < said.index("£")
    for part in (
        "Of 190 full-time posts that are funded, about 158 are filled.",
        "of every 100 draws",
        "do not support ending or extending the role on value alone",
        "Increased SPO wellbeing",
        "Supervision and oversight done on time: 4.3 percentage points higher",
        "Who gains and who pays, over 5 years, discounted",
        "benefits would equal costs with any one of these",
        "our own assumption for synthetic data",
        "They differ from those of the test that shuffles roll-out dates",
    ):
        assert part in said, part
    assert "saved" not in said
    assert "signific" not in said
    assert "nan" not in said.split()


def test_every_drawing_has_its_numbers_in_words(planted):
    html = show(planted).html
    assert html.count("<svg") == 2
    alternative = re.search(r'<p id="chart-worth-tornado" hidden>(.*?)</p>', html).group(1)
    assert alternative.startswith(
        "Bar chart of net present value, −£8.1 million with all as it is."
    )
    table = html[html.index('id="chart-worth-tornado"') :]
    for shown in ("Cost of a full-time post for a year", "£31,000 to £35,000", "−£6.6 million"):
        assert shown in table
    assert "43 to 45 weeks" in table
