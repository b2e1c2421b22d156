"""If these fail, who did not pass is audited as other people than those who did not."""

from __future__ import annotations

from itertools import product

import pytest

from workbench.findings.tally import Tally, tally

CELLS = tuple(product(("M", "W"), ("Y", "O"), ("in", "out", "wait")))


def members(one: Tally) -> set[tuple[str, str, str]]:
    """Return the kinds of people that a tally counts, of two sexes, two ages and three events."""
    return {
        (sex, age, event)
        for sex, age, event in CELLS
        if event in one.events
        and any(
            all({"sex": sex, "age": age}[name] in labels for name, labels in who) for who in one.who
        )
    }


WHO = (
    {},
    {"sex": "M"},
    {"sex": ["M", "W"]},
    {"sex": "M", "age": "Y"},
    {"sex": ["M", "W"], "age": "Y"},
)
EVENTS = (["in"], ["in", "out"], ["in", "out", "wait"])


@pytest.mark.parametrize(("mine", "theirs"), list(product(product(WHO, EVENTS), repeat=2)))
def test_the_rest_are_those_of_the_whole_who_are_not_of_the_part(mine, theirs):
    """By listing who is in each: a rest that is told is the true one, and of nobody else."""
    whole, part = tally(*mine), tally(*theirs)
    rest = whole.without(part)
    if rest is not None:
        assert members(rest) == members(whole) - members(part)
        assert members(part) < members(whole)


def test_rests_are_told_by_events_and_by_one_dimension():
    """Else nothing is told of who did not pass, and their number is audited by nobody."""
    entered = tally({"sex": "M"}, ["in", "out"])
    assert entered.without(tally({"sex": "M"}, ["in"])) == tally({"sex": "M"}, ["out"])
    both = tally({"sex": ["M", "W"], "age": "Y"}, ["in"])
    assert both.without(tally({"sex": "M", "age": "Y"}, ["in"])) == tally(
        {"sex": "W", "age": "Y"}, ["in"]
    )


def test_people_of_two_worlds_and_of_several_parts_have_no_rest():
    """Else last year's passes are taken from this year's entries."""
    entered = tally({"sex": "M"}, ["in", "out"])
    assert entered.without(tally({"sex": "M"}, ["in"], "earlier")) is None
    assert entered.without(entered) is None
    several = Tally(entered.who | tally({"sex": "W"}, []).who, entered.events)
    assert several.without(entered) is None


def test_dimensions_in_any_order_are_one_tally():
    """Else the same people are two unknowns."""
    assert tally({"sex": "M", "age": "Y"}, ["in"]) == tally({"age": ["Y"], "sex": ["M"]}, ["in"])
