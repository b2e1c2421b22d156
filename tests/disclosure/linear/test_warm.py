"""If these fail, the audit takes a count to be as open as it is not, or goes on after its time."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, linprog, milp

from workbench.disclosure.linear import System
from workbench.disclosure.linear.pieces import take_apart
from workbench.disclosure.linear.solving import Deadline
from workbench.disclosure.linear.warm import WarmSearch, solved
from workbench.errors import DisclosureError

ENOUGH = 20.0


def random_case(seed: int):
    """Return forms, links and bounds about true people that meet them."""
    random = np.random.default_rng(seed)
    atoms = int(random.integers(4, 9))
    forms = random.integers(0, 2, (int(random.integers(5, 12)), atoms))
    forms[0] = 1
    links = np.zeros((1, atoms), int)
    links[0, :3] = 1, 1, -1
    people = random.integers(0, 7, atoms)
    people[2] = people[0] + people[1]
    true = forms @ people
    low = np.maximum(true - random.integers(0, 4, true.size), 0)
    return forms, links, low.astype(float), (true + random.integers(0, 4, true.size)).astype(float)


def reached(forms, links, low, high, goal: float, sign: float):
    pieces, place = take_apart(System.of(forms, links), low, high, np.arange(len(forms)))
    found = np.zeros(int(place.max()) + 1)
    for piece in pieces:
        if not piece.rows.shape[0]:
            outer = piece.outer[0 if sign < 0 else 1]
            found[piece.places] = sign * np.minimum(sign * outer, sign * goal)
            continue
        search = WarmSearch(piece, Deadline.after(ENOUGH))
        found[piece.places] = search.reach(np.full(piece.offset.size, goal), sign)
    return found[place]


@pytest.mark.parametrize("seed", range(25))
def test_counts_reach_as_far_as_fractions_do_and_no_less_far_than_people(seed):
    """Against SciPy's own programmes: between the whole people and the fractions allowed."""
    forms, links, low, high = random_case(seed)
    for sign, far in ((1.0, 1e6), (-1.0, -1e6)):
        found = reached(forms, links, low, high, far, sign)
        for row, form in enumerate(forms):
            bounds = [
                LinearConstraint(forms, low, high),
                LinearConstraint(links, 0, 0),
            ]
            whole = milp(-sign * form, integrality=np.ones(form.size), constraints=bounds)
            part = linprog(
                -sign * form,
                A_ub=np.vstack([forms, -forms]),
                b_ub=np.append(high, -low),
                A_eq=links,
                b_eq=[0],
            )
            assert sign * found[row] >= -whole.fun - 1e-6
            assert sign * found[row] <= -part.fun + 1e-6


@pytest.mark.parametrize("seed", range(25))
def test_a_goal_that_can_be_reached_is_and_one_that_cannot_is_told(seed):
    """Else an open count is called found out, or one that is found out open."""
    forms, links, low, high = random_case(seed)
    farthest = reached(forms, links, low, high, 1e6, 1.0)
    assert (reached(forms, links, low, high, 3.0, 1.0) == np.minimum(farthest, 3.0)).all()
    nearest = reached(forms, links, low, high, -1e6, -1.0)
    assert (reached(forms, links, low, high, 2.0, -1.0) == np.maximum(nearest, 2.0)).all()


def one_piece(low, high):
    forms = [[1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
    (piece,), _ = take_apart(System.of(forms), np.array(low), np.array(high), np.arange(4))
    return piece


def test_what_contradicts_itself_is_refused():
    """Else anything at all follows from a report that is tied wrongly."""
    with pytest.raises(DisclosureError, match="contradicts itself"):
        WarmSearch(one_piece([3.0, 3.0, 3.0, 3.0], [6.0, 6.0, 6.0, 4.0]), Deadline.after(ENOUGH))


def test_no_time_is_no_answer():
    """Else a half-finished search is taken for a safe report."""
    piece = one_piece([3.0, 3.0, 3.0, 3.0], [6.0, 6.0, 6.0, 9.0])
    with pytest.raises(DisclosureError, match="did not finish"):
        WarmSearch(piece, Deadline.after(0))
    search = WarmSearch(piece, Deadline.after(ENOUGH))
    search.deadline = Deadline.after(0)
    with pytest.raises(DisclosureError, match="did not finish"):
        search.reach(np.full(piece.offset.size, 1e6), 1.0)


def test_the_cheapest_people_are_found():
    """By hand: two atoms of the three make 3 in each pair, and the whole is least at 4.5."""
    piece = one_piece([3.0, 3.0, 3.0, 0.0], [6.0, 6.0, 6.0, np.inf])
    assert solved(piece, np.ones(3), Deadline.after(ENOUGH)).sum() == pytest.approx(4.5)


@pytest.mark.parametrize("people", [1_000_000, 30_000_000, 200_000_000])
def test_a_cell_may_hold_any_number_of_people(people: int):
    """Else a report on many people is refused. By hand: two atoms of the three make each pair."""
    pair = 2.0 * people
    piece = one_piece([pair, pair, pair, 0.0], [pair + 4, pair + 4, pair + 4, np.inf])
    least = solved(piece, np.ones(3), Deadline.after(ENOUGH)).sum()
    assert least == pytest.approx(3 * people, abs=0.01)
    assert WarmSearch(piece, Deadline.after(ENOUGH)).greatest.max() >= 3 * people - 0.01
