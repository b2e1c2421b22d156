"""What goes with leaving: against an independent fit, by hand, and through the gate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_months import BANDS, by_statsmodels, counts, numbers, parameters, released

from workbench.analyses.attrition import TIES
from workbench.analyses.attrition.questions import drivers
from workbench.analyses.attrition.questions.drivers.cells import at_risk
from workbench.analyses.attrition.questions.drivers.fit import NOT_APART, TOGETHER
from workbench.analyses.attrition.questions.drivers.levels import joined, told_of
from workbench.analyses.attrition.questions.question import NotCovered
from workbench.analyses.attrition.report import drivers as section
from workbench.analyses.attrition.report.drivers import sentences
from workbench.disclosure.attack import attack
from workbench.publishing.verification import counts as printed
from workbench.publishing.verification import numbers as again

FINDING = "driver:caseload"


@pytest.fixture(scope="module")
def made():
    one = parameters()
    return one, counts(one)


@pytest.fixture(scope="module")
def let_out(made):
    """Return what each policy lets out of the planted months."""
    policies = ("open", "analyst", "restricted")
    return {policy: released(*made, policy, drivers) for policy in policies}


def test_like_with_like_is_what_another_library_finds(made, let_out):
    """Fails if terms, references, kinds of leaving or the scale of a year are mixed up."""
    one, counted = made
    table = counted.tables[at_risk(one)]
    due = 12 * by_statsmodels(table)[0] @ table["at_risk"] / table["at_risk"].sum()
    told = let_out["analyst"]
    for place in (1, 2):
        number = numbers(told, FINDING, BANDS[place])
        assert number["adjusted_difference"].value == pytest.approx(due[place] - due[0], abs=2e-6)
        assert number["adjusted_ratio"].value == pytest.approx(due[place] / due[0], abs=2e-6)


def test_by_itself_is_leavers_over_years(made, let_out):
    """Fails if leavers of one level are set against the years of another."""
    one, counted = made
    table = counted.tables[at_risk(one)]
    sums = table.assign(left=table["left_0"] + table["left_1"]).groupby("caseload", observed=True)
    rate = {name: own["left"].sum() / round(own["at_risk"].sum() / 12) for name, own in sums}
    told = let_out["analyst"]
    number = numbers(told, FINDING, BANDS[2])
    assert number["leaving_rate"].value == pytest.approx(rate[BANDS[2]], abs=1e-6)
    apart = rate[BANDS[2]] - rate[BANDS[0]]
    assert number["crude_difference"].value == pytest.approx(apart, abs=1e-6)
    # PSOs have more cases and leave more: by itself a high caseload looks worse than it is.
    assert apart > number["adjusted_difference"].value > 0


def test_resignations_are_counted_apart(made, let_out):
    """Fails if a resignation is counted as any leaving."""
    one, counted = made
    told = let_out["analyst"]
    (cell,) = [one for one in told["driver:resigned:caseload"].cells if one.group == BANDS[1]]
    table = counted.tables[at_risk(one)]
    due = int(table.loc[table["caseload"] == BANDS[1], "left_0"].sum())
    assert cell.counts["left_resigned"].value == due


@pytest.mark.parametrize("seed", [1, 2])
def test_open_holds_what_is_exact(seed):
    """Fails if a range told of rounded counts leaves out the exact one, or is told finer."""
    one = parameters()
    counted = counts(one, seed=seed)
    exact, told = (released(one, counted, policy, drivers) for policy in ("analyst", "open"))
    for group in BANDS[1:]:
        mine, theirs = numbers(exact, FINDING, group), numbers(told, FINDING, group)
        for name in ("adjusted_difference", "adjusted_ratio", "boosted_difference"):
            ends = mine[name].lower, mine[name].upper
            assert "set against the plain number" in theirs[name].method
            assert theirs[name].lower <= (mine[name].value if None in ends else ends[0])
            assert theirs[name].upper >= (mine[name].value if None in ends else ends[1])
        assert theirs["adjusted_ratio"].value == round(theirs["adjusted_ratio"].value, 2)


def test_open_tells_no_count_and_is_verified(let_out):
    """Fails if what is shown together gives a count away, or is not of the printed counts."""
    told = let_out["open"]
    assert not attack(told, TIES).problems
    assert not [*printed.problems(told), *again.problems(told)]
    assert not again.problems(let_out["analyst"])


def test_two_counts_shown_alike_tell_the_same_by_themselves(made):
    """Fails if an exact count speaks through a plain number under a policy that rounds."""
    one, counted = made
    table = counted.tables[at_risk(one)].copy()
    row = table.index[table["caseload"] == BANDS[2]][0]
    total = int(table.loc[table["caseload"] == BANDS[2], ["left_0", "left_1"]].to_numpy().sum())
    # One more, or one fewer, whichever is rounded to the same.
    step = 1 if (total + 3) // 5 == (total + 2) // 5 else -1
    told = []
    for more in (0, step):
        table.loc[row, "left_0"] += more
        other = type(counted)(counted.checked, (), {at_risk(one): table.copy()})
        told.append(released(one, other, "open", drivers)[FINDING])
    same = [
        cell.counts == other.counts for cell, other in zip(*(t.cells for t in told), strict=True)
    ]
    assert all(same)
    for cell, other in zip(*(t.cells for t in told), strict=True):
        for name in ("leaving_rate", "crude_ratio", "crude_difference"):
            assert cell.numbers.get(name) == other.numbers.get(name)


def test_restricted_lets_no_model_out(let_out):
    """Fails if a model of exact counts stands beside exact counts of which some are hidden."""
    told = let_out["restricted"]
    named = {name for one in told[FINDING].cells for name in one.numbers}
    assert named <= {"leaving_rate", "crude_ratio", "crude_difference"}
    assert section.headline(told) == ""


def test_the_second_opinion_ranks_what_was_planted(let_out):
    """Fails if importance is of another driver, or a value of it leaves."""
    told = let_out["open"]
    ranks = {one.characteristic: one.numbers for one in told["drivers"].cells}
    assert {ranks[name]["importance_rank"].value for name in ("grade", "caseload")} == {1, 2}
    assert "importance_rank" not in ranks["service"]
    assert ranks[""]["calibration_by_person"].value in (1, 2, 3, 4)


def test_words_of_what_was_found(let_out):
    """Fails if the section does not open with what was planted, or claims a cause."""
    told = let_out["open"]
    view = section.show(told)
    assert view.text.startswith("Like with like, leaving goes with caseload.")
    assert "association and not a cause" in view.html
    assert not any(word in view.html for word in ("drives", "significant", "because of"))
    assert "about" in section.headline(told)
    assert section.headline(told).endswith("This is an association and not a cause.")
    assert "(compared with)" in view.html


def test_words_are_plain(let_out):
    """Fails if a method's name is told in place of what it says, or a range is not named as one."""
    told = let_out["open"]
    html = section.show(told).html
    jargon = ("hazard model", "boosted", "calibrated", "number fitted", "enalised", "held against")
    assert not any(word in html for word in jargon)
    assert "(likely range " in section.headline(told)
    assert sentences.REASONS[NOT_APART] == "not enough to compare"


def test_nothing_is_found_where_nothing_was_planted():
    """Fails if a difference between grades is taken for one of caseload."""
    one = parameters()
    told = released(one, counts(one, ratios=(1.0, 1.0, 1.0)), "analyst", drivers)
    assert section.headline(told) == ""
    assert section.show(told).text.startswith("Nothing that was looked at clearly goes with")
    crude = numbers(told, FINDING, BANDS[2])["crude_difference"]
    assert crude.lower > 0, "by itself there is a difference, which is one of grades"


def test_no_one_leaves():
    """Fails if figures are told of a fit that there is not, or the report breaks."""
    one = parameters()
    told = released(one, counts(one, ratios=(0.0, 0.0, 0.0)), "analyst", drivers)
    assert "no one left" in section.show(told).text
    assert not any("adjusted_ratio" in cell.numbers for cell in told[FINDING].cells)


def test_a_small_level_is_put_with_the_next():
    """Fails if a level with few leavers has a figure, or takes all other figures away."""
    one = parameters()
    counted = counts(one)
    table = counted.tables[at_risk(one)]
    small = table["caseload"] == BANDS[2]
    names = ["at_risk", "left_0", "left_1"]
    table.loc[small, names] = (table.loc[small, names] // 40).clip(lower=0)
    told = released(one, counted, "analyst", drivers)
    cells = {cell.group: cell for cell in told[FINDING].cells}
    assert cells[BANDS[2]].reason == TOGETHER
    assert "adjusted_ratio" in cells[BANDS[1]].numbers


def test_without_drivers_it_says_so():
    """Fails if a report breaks, or is silent, where no driver is named."""
    one = parameters(drivers={})
    assert drivers.QUESTION.wanted(one) == ()
    assert isinstance(drivers.QUESTION.answer(one, None), NotCovered)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 4000)), min_size=2, max_size=8),
    st.data(),
)
def test_small_levels_end_up_together(pairs, data):
    """Fails if a level is lost, or one that is told of has too few leavers to be told of."""
    months = np.array([max(month, left) for left, month in pairs])
    left = np.array([left for left, _ in pairs])
    bands = data.draw(st.integers(0, len(pairs)))
    reference = data.draw(st.integers(0, max(bands - 1, 0)))
    under = joined(left, months, bands=bands, reference=reference)
    assert (under[under] == under).all()
    used = [level for level in np.unique(under) if months[under == level].sum()]
    sums = {level: left[under == level].sum() for level in used}
    # One level alone may be left over, where all of them together are few.
    main = int(np.argmax(months[:bands])) if bands else None
    few = [level for level, many in sums.items() if many < 13 and level != main]
    assert len(few) <= 1
    assert told_of(under, months)[list(np.unique(under))].sum() <= len(used)
