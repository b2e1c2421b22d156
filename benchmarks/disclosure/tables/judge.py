"""An independent judge: plain whole-number programmes on all that is shown, nothing simplified."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import vstack

from benchmarks.disclosure.tables.cases import Case


def found_out(case: Case, hidden: np.ndarray) -> np.ndarray:
    """Return the sensitive counts that cannot be 0, or cannot be as large as the threshold."""
    shown = case.published & ~hidden
    found = []
    for count in np.flatnonzero(case.sensitive):
        down = _possible(case, shown, count, 0, 0)
        if not (down and _possible(case, shown, count, case.threshold[count], np.inf)):
            found.append(count)
    return np.array(found, np.int64)


def leaked(case: Case, shown: np.ndarray, count: int) -> tuple[float, float]:
    """Return the least and greatest that one count can be."""
    ends = []
    for sign in (1.0, -1.0):
        result = _solve(case, shown, None, sign * case.system.forms[[count]].toarray().ravel())
        ends.append(sign * result.fun if result.status == 0 else -sign * np.inf)
    return ends[0], ends[1]


def _possible(case: Case, shown: np.ndarray, count: int, low: float, high: float) -> bool:
    result = _solve(case, shown, (count, low, high), np.zeros(case.system.atoms))
    if result.status not in (0, 2):
        raise RuntimeError(f"the judge has no answer: {result.message}")
    return result.status == 0


def _solve(case: Case, shown: np.ndarray, target: tuple | None, cost: np.ndarray):
    rows, low, high = case.system.forms[shown], case.exact[shown], case.exact[shown]
    if target is not None:
        rows = vstack([rows, case.system.forms[[target[0]]]])
        low, high = np.append(low, target[1]), np.append(high, target[2])
    return milp(
        cost,
        integrality=np.ones(case.system.atoms),
        bounds=Bounds(0, np.inf),
        constraints=LinearConstraint(rows, low, high),
    )
