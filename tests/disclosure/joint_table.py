"""Whom tallies count in the full joint table, and what an attacker with its cells finds out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from scipy.optimize import LinearConstraint, linprog, milp

from workbench.findings.tally import People, Tally


def direct(one: Tally, people: People) -> np.ndarray:
    """Return which cells of the full joint table a tally adds up, written from scratch."""
    names = list(people.dimensions)
    cells = product(*people.dimensions.values(), people.events)
    return np.array(
        [
            event in one.events
            and any(
                all(dict(zip(names, labels, strict=True))[name] in mine for name, mine in who)
                for who in one.who
            )
            for *labels, event in cells
        ],
        int,
    )


def forms_of(tallies: Sequence[Tally], people: People) -> np.ndarray:
    """Return a row a tally."""
    return np.array([direct(one, people) for one in tallies])


def whole_range(forms: np.ndarray, low, high, form: np.ndarray) -> tuple[float, float]:
    """Return the least and greatest of a count over whole people."""
    rows = [LinearConstraint(forms, low, high)]
    ends = []
    for sign in (1.0, -1.0):
        found = milp(sign * form, integrality=np.ones(form.size), constraints=rows)
        assert found.status in (0, 3, 4), found.message
        ends.append(np.rint(sign * found.fun) if found.status == 0 else np.inf)
    return ends[0], ends[1]


def part_range(forms: np.ndarray, low, high, form: np.ndarray) -> tuple[float, float]:
    """Return the same where fractions of people are allowed."""
    bounded = np.isfinite(high)
    rows = np.vstack([forms[bounded], -forms])
    most = np.append(np.asarray(high)[bounded], -np.asarray(low))
    ends = []
    for sign in (1.0, -1.0):
        found = linprog(sign * form, A_ub=rows, b_ub=most)
        ends.append(sign * found.fun if found.status == 0 else np.inf)
    return np.ceil(ends[0] - 1e-6), np.floor(ends[1] + 1e-6)
