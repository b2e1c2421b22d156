"""If these fail, counts that hang together are audited as if they did not, or the other way."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from joint_table import forms_of
from scipy.optimize import LinearConstraint, milp

from workbench.disclosure.universe import Universe, universe
from workbench.findings.tally import People, Tally, tally

TWO = People({"sex": ("M", "W"), "age": ("Y", "O")}, ("in", "out"))
THREE = People(dict.fromkeys("abc", ("0", "1")), ("in",))


def seen(tallies: list[Tally], people: People, most: int) -> set[tuple[int, ...]]:
    """Return every set of counts that some full table of 0 to `most` people a cell has."""
    forms = forms_of(tallies, people)
    tables = np.array(list(product(range(most + 1), repeat=forms.shape[1])))
    return set(map(tuple, (tables @ forms.T).tolist()))


def possible(system_of: Universe, counts: tuple[int, ...]) -> bool:
    """Tell whether the system has whole people with these counts."""
    forms, links = system_of.system.forms, system_of.system.links
    rows = [LinearConstraint(forms, counts, counts)]
    if links.shape[0]:
        rows.append(LinearConstraint(links, 0, 0))
    whole = np.ones(forms.shape[1])
    return milp(np.zeros(forms.shape[1]), integrality=whole, constraints=rows).status == 0


CASES = {
    "one table and its margins": [
        tally({"sex": "M"}, ["in"]),
        tally({"sex": "W"}, ["in", "out"]),
        tally({}, ["in", "out"]),
    ],
    "two tables of the same people": [
        tally({"sex": "M"}, ["in"]),
        tally({"age": "Y"}, ["in"]),
        tally({}, ["in"]),
    ],
    "a crossed table beside its margins": [
        tally({"sex": "M", "age": "Y"}, ["in"]),
        tally({"sex": "M"}, ["in"]),
        tally({"age": "Y"}, ["in", "out"]),
    ],
    "several labels, and several parts": [
        tally({"sex": ["M", "W"], "age": "Y"}, ["in"]),
        Tally(
            tally({"sex": "M", "age": "Y"}, ["in"]).who
            | tally({"sex": "W", "age": "O"}, ["in"]).who,
            frozenset(["in"]),
        ),
        tally({}, ["out"]),
    ],
}


@pytest.mark.parametrize("tallies", CASES.values(), ids=CASES)
def test_counts_are_possible_just_where_a_full_table_has_them(tallies):
    """Against every joint table: of counts up to 2 those that one of them has, and no others."""
    system = universe(tallies, TWO)
    true = seen(tallies, TWO, most=2)
    for counts in product(range(3), repeat=len(tallies)):
        assert possible(system, counts) == (counts in true), counts


def test_people_of_another_world_are_others():
    """Else last year's people are taken for this year's, and a contradiction is found."""
    here, there = tally({}, ["in"]), tally({}, ["in"], "earlier")
    system = universe([here, there], TWO)
    assert possible(system, (1, 3))


def test_events_told_to_be_alike_befall_as_many():
    """Else going on and passing are two unknowns where people can be exempt."""
    alike = ((frozenset(["on"]), frozenset(["passed", "exempt"])),)
    people = People({"sex": ("M", "W")}, ("on", "out", "passed", "exempt"), alike)
    told = [tally({"sex": "M"}, [event]) for event in ("on", "passed", "exempt")]
    system = universe(told, people)
    assert possible(system, (3, 2, 1))
    assert not possible(system, (3, 3, 1))


def test_each_person_has_one_label_of_each_dimension():
    """Else groups need not add up to everybody."""
    told = [tally({"sex": sex}, ["in"]) for sex in ("M", "W")] + [tally({}, ["in"])]
    assert possible(universe(told, TWO), (2, 1, 3))
    assert not possible(universe(told, TWO), (2, 1, 4))


def pairwise() -> list[Tally]:
    """Return the tallies of three tables of pairs of three dimensions."""
    return [
        tally({one: a, other: b}, ["in"])
        for one, other in (("a", "b"), ("a", "c"), ("b", "c"))
        for a, b in product("01", repeat=2)
    ]


def test_the_stated_limit_is_three_tables_of_pairs_and_no_table_of_three():
    """The system leaves open tables of pairs that no joint table has: docs must say so.

    a and b are always alike, and a and c, so b and c are too. Table by table, with margins that
    agree, they may differ as well; an attacker who uses that no three-way cell is below 0 knows
    more of a hidden count here: exactly 0, where the audit takes it to be open up to 5.
    """
    told = pairwise()
    system = universe(told, THREE)
    alike = (5, 0, 0, 5)
    assert possible(system, (*alike, *alike, *alike))
    assert possible(system, (*alike, *alike, 0, 5, 5, 0))
    forms = forms_of(told, THREE)
    rows = [LinearConstraint(forms[:8], (*alike, *alike), (*alike, *alike))]
    gained = milp(-forms[9], integrality=np.ones(8), constraints=rows)
    assert -gained.fun == 0
    links = system.system.links
    rows = [
        LinearConstraint(system.system.forms[np.arange(8)], (*alike, *alike), (*alike, *alike)),
        LinearConstraint(links, 0, 0),
    ]
    forms9 = system.system.forms[[9]].toarray().ravel()
    assert -milp(-forms9, constraints=rows).fun == pytest.approx(5)
