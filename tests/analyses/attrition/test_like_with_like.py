"""If these fail, a gap is said to go with circumstances where it does not, or not where it does."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from graded_staff import LEAVING, MONTHS, REGIONS, answers, gap, staff
from small_staff import parameters

from workbench.analyses.attrition import TIES
from workbench.analyses.attrition.questions import like_with_like
from workbench.analyses.attrition.questions.question import NotCovered
from workbench.analyses.attrition.report.like_with_like import headline, of_group, show
from workbench.analyses.attrition.report.like_with_like.followed import Followed
from workbench.analyses.attrition.report.like_with_like.reading import gaps, leavers
from workbench.disclosure.attack import attack


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    return answers(tmp_path_factory)


def person_months() -> pd.DataFrame:
    """Return every month of every person by hand, with whether it ended in leaving."""
    rows = []
    for one in staff():
        last = MONTHS.index(one["end"]) if one["end"] else 11
        who = [one[name] for name in ("disability", "sex", "grade", "region")]
        # All joined in January 2020: the 36th month of service opens in January 2023.
        rows += [
            (*who, month >= 6, one["reason"] == "Resigned" and month == last)
            for month in range(last + 1)
        ]
    names = ["disability", "sex", "grade", "region", "late", "left"]
    return pd.DataFrame(rows, columns=names)


def standardised(name: str, group: str, comparator: str) -> dict[str, float]:
    """Return the gap on the group's own months, by statsmodels on single months."""
    months = person_months()
    design = pd.DataFrame({"one": 1.0, "late": months["late"], "po": months["grade"] == "PO"})
    for region in REGIONS[1:]:
        design[region] = months["region"] == region
    design["group"] = months[name] == group
    design = design.astype(float)
    family = sm.families.Binomial(sm.families.links.CLogLog())
    fit = sm.GLM(months["left"].astype(float), design, family=family).fit(tol=1e-12, maxiter=200)
    own = design[months[name] == group]
    expected, others = fit.predict(own).sum(), fit.predict(own.assign(group=0.0)).sum()
    rates = months.groupby(name)["left"].mean()
    return {
        "adjusted_ratio": expected / others,
        "adjusted_leavers": expected - others,
        "adjusted_difference": 12 * (expected - others) / len(own),
        "crude_ratio": rates[group] / rates[comparator],
        "crude_leavers": len(own) * (rates[group] - rates[comparator]),
    }


@pytest.mark.parametrize(
    ("name", "group", "other"),
    [("disability", "Disabled", "Non-disabled"), ("sex", "Women", "Men")],
)
def test_gaps_are_those_of_single_months_on_the_groups_own(answered, name, group, other):
    """Independent fit of 26,000 single months; a fit of other cells or standards would differ."""
    cell = gap(answered(), group).cell
    for number, value in standardised(name, group, other).items():
        assert cell.numbers[number].value == pytest.approx(value, rel=2e-5, abs=1e-6), number


def test_a_gap_that_is_all_grade_goes_with_grade_and_one_that_is_not_remains(answered):
    """Disabled staff leave more because more of them are PSOs; women whatever their grade."""
    disabled, women = gap(answered(), "Disabled"), gap(answered(), "Women")
    assert disabled.reading(exact=True) == "may be nothing"
    assert disabled.cell.numbers["crude_ratio"].lower > 1.3
    shares = {one.stratum: one.numbers["share_accounted"].value for one in disabled.parts}
    assert shares["Grade"] == pytest.approx(1, abs=0.05)
    assert abs(shares["Length of service"]) < 0.02
    *blocks, total = (one.numbers["leavers_accounted"].value for one in disabled.parts)
    assert sum(blocks) == pytest.approx(total, abs=1e-5)
    crude, adjusted = (disabled.cell.numbers[f"{n}_leavers"].value for n in ("crude", "adjusted"))
    assert total == pytest.approx(crude - adjusted, abs=1e-5)
    assert women.remains
    assert women.reading(exact=True) == "about the same"
    assert abs(women.total.value) < 0.05


def test_open_tells_coarsely_and_holds_the_exact_ranges(answered):
    """Finer figures would give exact counts away; narrower ones would be wrong."""
    exact, told = answered(), answered(policy="open")
    assert attack(told, TIES).problems == ()
    for group in ("Disabled", "Women"):
        whole, coarse = gap(exact, group), gap(told, group)
        assert set(coarse.cell.numbers) == {
            f"{which}_{kind}" for which in ("crude", "adjusted") for kind in ("ratio", "difference")
        }
        for name, one in coarse.cell.numbers.items():
            own = whole.cell.numbers[name]
            assert one.lower <= own.lower <= own.upper <= one.upper
        for part, own in zip(coarse.parts, whole.parts, strict=True):
            assert set(part.numbers) == {"share_accounted"}
            share = part.numbers["share_accounted"]
            assert share.value == pytest.approx(round(share.value, 1))
            assert abs(share.value - own.numbers["share_accounted"].value) <= 0.05 + 1e-6
            if part is not coarse.parts[-1]:
                assert share.lower is None, "where a share lies within its step is not told"


def test_leavers_of_rounded_counts_hold_the_exact_range(answered):
    """From the ratio and the leavers shown their range left out the chance of those leavers."""
    for group in ("Disabled", "Women"):
        one = gap(answered(policy="open"), group)
        exact = gap(answered(), group).cell.numbers["adjusted_leavers"]
        assert leavers(one).lower <= exact.lower < exact.upper <= leavers(one).upper
        many = one.cell.counts["at_risk_people"].value
        number = one.cell.numbers["adjusted_difference"]
        assert leavers(one).value == pytest.approx(many * number.value)


def test_a_range_of_leavers_is_on_the_side_of_the_ratio():
    """A reader is told that a gap remains, and in the same sentence that fewer may have left."""
    ends = Followed(20.0, -5.0, 45.0)
    told = [ends.on(side) for side in (1, 0, -1)]
    assert [(one.lower, one.upper) for one in told] == [(0, 45), (-5, 45), (-5, 0)]
    assert Followed(20.0, 5.0, 45.0).on(0).lower == 0


@pytest.mark.parametrize("policy", ["analyst", "open"])
def test_the_section_says_what_remains_and_that_accounted_for_is_not_justified(answered, policy):
    """A reader who is told the one without the other takes a share for an excuse."""
    told = answered(policy=policy)
    assert "Of the 2 gaps looked at here, 1 clearly remains like with like." in show(told).html
    remains = "a gap remains that the circumstances held equal do not account for."
    assert remains in show(told).html
    assert ", chiefly “Grade”" in show(told).html
    assert show(told).html.index("goes with circumstances") < show(told).html.index(
        "“Accounted for” is not “justified”"
    )
    assert "cause" not in show(told).html
    women, disabled = (of_group(told, gap(told, name).whole) for name in ("Women", "Disabled"))
    assert women.endswith(remains)
    assert "we cannot tell whether a gap remains. " in disabled
    assert "“Accounted for” is not “justified”" in disabled
    assert headline(told) == "", "gaps with evidence are told where they are found, and once"


def test_nothing_to_speak_of_and_too_few_are_told_apart(answered):
    """'No gap is clear' of forty people would read as fairness."""
    level = dict.fromkeys(LEAVING, 0.12)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graded_staff.LEAVING", level)
        same = answered(staff(0.5), "open")
    assert "No gap in leaving is clear here" in show(same).html
    assert headline(same) == ""
    few = answered(staff(0.02), "open")
    assert "We cannot tell what remains like with like" in show(few).html
    assert "Too few people" in show(few).html
    assert headline(few) == ""


def test_models_do_not_leave_where_counts_are_hidden(answered):
    """They rest on the hidden counts too."""
    told = answered(staff(0.3), "restricted")
    assert all(not one.cell.numbers for one in gaps(told))
    assert "counts that it rests on are not shown" in show(told).html.lower()


def test_without_circumstances_service_alone_is_held_equal(answered):
    """A file without grade, region or drivers must still have a report."""
    told = answered(staff(0.5), circumstances={}, grade=None)
    cell = gap(told, "Women").cell
    assert cell.stratum == "service"
    assert cell.numbers["adjusted_ratio"].value == pytest.approx(
        cell.numbers["crude_ratio"].value, rel=0.01
    )
    alike = answered(staff(0.5), circumstances={}, grade=None, joined=None)
    assert gap(alike, "Women").cell.reason == "everyone is alike in what is held equal"
    assert "Everyone is alike in what is held equal" in show(alike).html


def test_a_group_nobody_of_which_left_or_is_there_has_a_reason(answered):
    """A figure of nobody would be a figure of the model alone."""
    rows = [one for one in staff(0.3) if one["sex"] == "Men" or not one["end"]]
    told = gap(answered(rows), "Women")
    assert (told.ratio, told.cell.reason) == (None, "no one left")
    assert gap(answered(staff(0.03)), "Women").cell.reason == (
        "too few left to hold any circumstance equal"
    )
    before = {"end": "2021-06-30", "reason": "Resigned"}
    gone = [one | (before if one["sex"] == "Men" else {}) for one in staff(0.1)]
    assert gap(answered(gone), "Women").cell.reason == "nobody of the comparator is at risk"


def test_no_characteristic_is_said_to_be_the_reason(tmp_path):
    """A question without an answer must say why."""
    stated = parameters(tmp_path, staff(0.02))
    found = like_with_like.QUESTION.answer(stated, None)
    assert isinstance(found, NotCovered)
    assert found.because == "the parameters name no characteristic"


def test_what_too_few_declared_is_in_the_tables_alone(answered):
    """Half of a group that chose to answer says little of the group."""
    rows = staff()
    place = np.random.default_rng(1).permutation(len(rows))[: int(0.45 * len(rows))]
    hidden = [
        {**one, "sex": "Not declared"} if n in set(place) else one for n, one in enumerate(rows)
    ]
    told = answered(hidden)
    assert gap(told, "Women").clear
    assert "women" not in show(told).text.lower()
    assert "(too few declared)" in show(told).html
    assert "omen" not in headline(told)
