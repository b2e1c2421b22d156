"""Rounding each count to 5 with a band below it: what it gives away, by the independent judge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from benchmarks.disclosure.tables.cases import Case

BASE, HALF, BAND = 5, 2, 5


@dataclass(frozen=True, slots=True)
class Rounded:
    """What rounding leaves of the small counts of a case.

    Attributes
    ----------
    bands : int
        Counts of 0 to 4, those of nobody among them.
    present : int
        Of these, how many are known not to be 0.
    narrow : int
        How many have fewer than three values left.
    exact : int
        How many have one value left.
    """

    bands: int
    present: int
    narrow: int
    exact: int


def rounded(case: Case) -> Rounded:
    """Judge every banded count by whole-number programmes on all rounded counts."""
    near = (case.exact + HALF) // BASE * BASE
    banded = case.exact < BAND
    low = np.where(banded, 0, np.maximum(near - HALF, BAND))
    high = np.where(banded, BAND - 1, near + HALF)
    rows = LinearConstraint(case.system.forms, low, high)
    places = np.flatnonzero(banded)
    ends = np.array([_range(case, rows, count) for count in places]).reshape(-1, 2)
    values = ends[:, 1] - ends[:, 0] + 1
    return Rounded(
        places.size, int((ends[:, 0] > 0).sum()), int((values < 3).sum()), int((values == 1).sum())
    )


def _range(case: Case, rows: LinearConstraint, count: int) -> tuple[float, float]:
    form = case.system.forms[[count]].toarray().ravel()
    whole = np.ones(form.size)
    ends = []
    for sign in (1.0, -1.0):
        result = milp(sign * form, integrality=whole, bounds=Bounds(0, np.inf), constraints=rows)
        if result.status != 0:
            raise RuntimeError(f"the judge has no answer: {result.message}")
        ends.append(float(np.rint(sign * result.fun)))
    return ends[0], ends[1]
