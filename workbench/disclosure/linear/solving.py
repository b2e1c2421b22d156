"""One linear or whole-number programme of a piece, in the time that is left."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from workbench.disclosure.linear.system import Floats
from workbench.errors import DisclosureError

OPTIMAL, TIME, INFEASIBLE, UNBOUNDED = range(4)
NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by which an answer must stand.

    Examples
    --------
    >>> Deadline.after(60).left() > 59
    True
    """

    at: float
    seconds: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """Set a deadline so many seconds from now."""
        return cls(time.monotonic() + seconds, seconds)

    def left(self) -> float:
        """Return the seconds left, or refuse to go on.

        Raises
        ------
        DisclosureError
            If none are left: what is not known to be safe is not published.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise DisclosureError(
                f"The disclosure audit did not finish within {self.seconds:g} seconds, so "
                "nothing is published. Allow it more time, or publish fewer or coarser tables."
            )
        return left


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """Rows and bounds that hold for unknowns, and which of these stand for whole people."""

    rows: sparse.csr_array
    low: Floats
    high: Floats
    least: Floats
    most: Floats
    whole: NDArray[np.bool_]


def minimise(cost: Floats, programme: Programme, deadline: Deadline) -> Floats | None:
    """Return unknowns of least cost, fractions allowed, or None if none meet all rows.

    Raises
    ------
    DisclosureError
        If time runs out, or the solver gives no answer that can be relied on.

    Examples
    --------
    >>> one = Programme(sparse.csr_array([[1.0, 1.0]]), np.array([3.0]), np.array([3.0]),
    ...                 np.zeros(2), np.full(2, np.inf), np.zeros(2, np.bool_))
    >>> minimise(np.array([1.0, 2.0]), one, Deadline.after(5)).tolist()
    [3.0, 0.0]
    """
    return _solved(cost, programme, deadline, whole=np.zeros(cost.size, np.bool_), gap=0.0)


def minimise_whole(
    cost: Floats, programme: Programme, deadline: Deadline, *, gap: float = 0.0
) -> Floats | None:
    """Return unknowns of least cost of which those that must be whole are, or None.

    Parameters
    ----------
    cost, programme, deadline
        As `minimise` takes them.
    gap : float
        By what share the cost may miss the least.

    Examples
    --------
    >>> half = Programme(sparse.csr_array([[2.0]]), np.array([1.0]), np.array([np.inf]),
    ...                  np.zeros(1), np.full(1, np.inf), np.array([True]))
    >>> minimise_whole(np.ones(1), half, Deadline.after(5)).tolist()
    [1.0]
    """
    found = _solved(cost, programme, deadline, whole=programme.whole, gap=gap)
    return None if found is None else np.where(programme.whole, np.rint(found), found)


def is_whole(found: Floats, programme: Programme) -> bool:
    """Tell whether unknowns that must be whole are.

    Examples
    --------
    >>> one = Programme(sparse.csr_array((0, 2)), np.zeros(0), np.zeros(0), np.zeros(2),
    ...                 np.ones(2), np.array([True, False]))
    >>> is_whole(np.array([1.0, 0.5]), one), is_whole(np.array([0.5, 1.0]), one)
    (True, False)
    """
    must = found[programme.whole]
    return bool((np.abs(must - np.rint(must)) < NEAR).all())


def _solved(
    cost: Floats,
    programme: Programme,
    deadline: Deadline,
    *,
    whole: NDArray[np.bool_],
    gap: float,
) -> Floats | None:
    if cost.size == 0:
        return np.zeros(0)
    constraint = LinearConstraint(programme.rows, programme.low, programme.high)
    result = milp(
        cost,
        integrality=whole.astype(np.int8),
        bounds=Bounds(programme.least, programme.most),
        constraints=[constraint] if programme.rows.shape[0] else None,
        options={"time_limit": deadline.left(), "mip_rel_gap": gap},
    )
    if result.status == INFEASIBLE:
        return None
    if result.status == TIME:
        Deadline(0.0, deadline.seconds).left()
    if result.status != OPTIMAL or result.x is None:
        raise DisclosureError(
            f"The solver gave no answer that can be relied on (status {result.status}), so nothing "
            "is published. Publish fewer or coarser tables."
        )
    return np.asarray(result.x, np.float64)
