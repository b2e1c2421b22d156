"""If these fail, a report shows enough for a small count to be found out."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from benchmarks.disclosure.tables.cases import Case, linked, successive, table
from benchmarks.disclosure.tables.judge import found_out
from workbench.disclosure.linear import System, suppress
from workbench.errors import DisclosureError

MAKE = {
    "one table": table,
    "linked tables": linked,
    "successive tables": lambda random: successive(random, known=False),
    "successive tables, number added known": lambda random: successive(random, known=True),
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
def test_an_independent_judge_finds_nothing_out(make, seed):
    """A whole-number programme on all that is shown tells neither presence nor size."""
    case: Case = make(np.random.default_rng(1000 + seed))
    hidden = case.hide()
    assert found_out(case, hidden).size == 0
    assert not (hidden & ~case.published).any()
    assert not (hidden & case.fixed).any()


def test_the_judge_sees_what_the_plain_rule_gives_away():
    """Else the judge is blind, and the test above says nothing."""
    leaks = 0
    for seed in range(5):
        case = table(np.random.default_rng(seed))
        leaks += found_out(case, case.hide_small()).size
    assert leaks > 0


def test_every_possible_table_is_tried():
    """By enumeration, without a solver: among all tables that look the same some have 0, some 5."""
    forms = np.array(
        [*np.eye(4, dtype=int), [1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]]
    )
    exact = forms @ np.array([2, 6, 7, 8])
    weight = np.append(exact[:4] + 1.0, np.full(4, np.inf))
    hidden = suppress(
        System.of(forms),
        exact,
        published=np.arange(8),
        sensitive=[0],
        weight=weight,
        threshold=5,
        seconds=20,
    )
    tables = np.array(list(product(range(16), repeat=4)))
    same = ((tables @ forms.T == exact) | hidden).all(axis=1)
    first = tables[same][:, 0]
    assert first.min() == 0
    assert first.max() >= 5


def test_a_small_difference_that_is_never_shown_is_protected():
    """Fails are entered less passed: hiding neither would publish them all the same."""
    system = System.of([[1, 0], [1, 1], [0, 1]])
    hidden = suppress(
        system, [50, 52, 2], published=[0, 1], sensitive=[2], weight=1, threshold=5, seconds=5
    )
    assert hidden[:2].any()


def test_what_cannot_be_protected_is_refused_by_place():
    """Else something unsafe is published, or nobody knows which table to mend."""
    system = System.of([[1, 0], [1, 1], [0, 1]])
    with pytest.raises(DisclosureError, match="Count 2 can be found out"):
        suppress(
            system,
            [50, 52, 2],
            published=[0, 1],
            sensitive=[2],
            weight=np.inf,
            threshold=5,
            seconds=5,
        )


def test_no_time_is_no_report():
    """Else a half-finished search is published."""
    case = table(np.random.default_rng(0))
    with pytest.raises(DisclosureError, match="did not finish"):
        case.hide(seconds=0)
