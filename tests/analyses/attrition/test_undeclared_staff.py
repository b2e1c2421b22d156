"""If these fail, a disparity is said to stand, or not, whoever did not declare."""

from __future__ import annotations

from itertools import product

import pytest
from small_staff import many, parameters

from workbench.analyses.attrition import TIES, analysis
from workbench.analyses.attrition.questions import characteristics, undeclared
from workbench.analyses.attrition.report.declared import thinly_declared
from workbench.analyses.attrition.report.undeclared import headline, of_group, show
from workbench.disclosure import Release, release
from workbench.disclosure.attack import attack
from workbench.publishing.verification import counts, numbers

GONE = {"end": "2022-12-31", "reason": "Resigned"}


def staff(silent: int = 40, silent_gone: int = 6, gone: int = 80) -> list[dict[str, str]]:
    """200 disabled and 600 non-disabled staff, and some who did not declare."""
    rows = [
        *many(200 - gone, disability="Disabled"),
        *many(gone, disability="Disabled", **GONE),
        *many(530, disability="Non-disabled"),
        *many(70, disability="Non-disabled", **GONE),
    ]
    rows += many(silent - silent_gone, disability="Not declared")
    return rows + many(silent_gone, disability="Not declared", **GONE)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setattr(analysis, "QUESTIONS", (characteristics.QUESTION, undeclared.QUESTION))

    def answered(rows, policy: str = "analyst") -> Release:
        stated = parameters(tmp_path, rows, characteristics={"disability": {}})
        found = release(analysis.analyse(stated), policy)
        assert counts.problems(found) == []
        assert numbers.problems(found) == []
        return found

    return answered


def test_bounds_are_those_of_every_way_to_spread_the_undeclared(asked):
    """By trying all: 6 who left and 34 who stayed, each of either group."""
    cell = asked(staff())["undeclared:disability"].cells[0]
    assert {name: one.value for name, one in cell.counts.items()} == {
        **{"passed": 80, "entered": 200, "comparator_passed": 70, "comparator_entered": 600},
        **{"undeclared_passed": 6, "undeclared_entered": 40},
    }
    ratios = [
        ((80 + left) / (200 + left + stayed)) / ((76 - left) / (640 - left - stayed))
        for left, stayed in product(range(7), range(35))
    ]
    number = cell.numbers["ratio_whoever_they_are"]
    assert number.value == pytest.approx((80 / 200) / (70 / 600), abs=1e-6)
    assert (number.lower, number.upper) == pytest.approx((min(ratios), max(ratios)), abs=1e-6)


@pytest.mark.parametrize("policy", ["analyst", "open"])
def test_a_disparity_that_stands_whoever_they_are_is_said_to_stand(asked, policy):
    """A reader must not be told that forty people could undo what they cannot."""
    found = asked(staff(), policy)
    if policy == "open":
        assert attack(found, TIES).problems == ()
    assert (
        "Whoever the people who did not declare are, disabled staff left more often than "
        "non-disabled staff: the rate ratio could only be" in show(found).html
    )
    assert headline(found) == ""


def test_a_disparity_that_may_turn_says_how_many_it_takes(asked):
    """By trying: 31 who left take the comparator to 101 of 631; of who stayed it takes 75."""
    found = asked(staff(300, 60, 40))
    html = show(found).html
    assert "disabled staff might not have left more often than non-disabled staff" in html
    assert (40 / 200) / (101 / 631) <= 1.25 < (40 / 200) / (100 / 630)
    assert 40 / 275 < 1.25 * 70 / 600 < 40 / 274
    fewest = "31 who left without declaring, were they all non-disabled staff"
    assert f"Fewest to carry it down to 1.25: {fewest}." in html
    disabled = next(one for one in found["disability"].cells if one.group == "Disabled")
    assert of_group(found, disabled) == (
        "Disability is known of 73 of every 100 in post. If 31 who left without declaring were "
        "all non-disabled staff, the ratio would fall to 1.25, where a gap begins to count as "
        "small."
    )


def test_those_who_did_not_declare_are_compared_with_all_who_did(asked):
    """40 of 100 against 150 of 800: declaring goes with staying."""
    found = asked(staff(100, 40))
    number = found["declaring:disability"].cells[0].numbers["ratio_to_declared"]
    assert number.value == pytest.approx((40 / 100) / (150 / 800), abs=1e-6)
    assert "left more or less often than those who did for disability" in show(found).html


@pytest.mark.parametrize(("silent", "flagged"), [(500, False), (600, True)])
def test_under_sixty_of_a_hundred_declared_is_flagged(asked, silent, flagged):
    """800 of 1,300 are 62 of 100, 800 of 1,400 are 57."""
    found = asked(staff(silent, 60))
    assert thinly_declared(found) == (("disability",) if flagged else ())
    assert bool(headline(found)) is flagged
    assert ("Too few declared disability (57 of every 100)" in show(found).html) is flagged
    assert ("Whoever the people" in show(found).html) is False


def test_where_everyone_declared_there_is_nothing_to_show(asked):
    """The question has no answer, and the report says why."""
    found = asked(staff(0, 0))
    assert show(found).html == ""
    title = undeclared.QUESTION.title
    assert found.context.not_covered[title] == "everyone declared every characteristic"
