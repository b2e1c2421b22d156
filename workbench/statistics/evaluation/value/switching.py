"""How far an input would have to move before the role breaks even."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from workbench.statistics.evaluation.value.appraisal import Appraisal, linear_in, present_values
from workbench.statistics.evaluation.value.uncertain_inputs import Floats, UncertainInputs
from workbench.statistics.evaluation.value.uncertainty import refuse_unused
from workbench.statistics.evaluation.value.value_for_money import appraise

Found = Literal["within", "outside", "none within", "no bearing"]
STEPS = 1_000
"""Steps over a range in which a change of sign is looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class SwitchingValues:
    """Value of each input at which the net present value is 0, the others held.

    Attributes
    ----------
    names : tuple of str
        Inputs: effects, then assumptions, as given.
    central, low, high : ndarray of float, shape (inputs,)
        The central value; the range, or for an effect the confidence interval.
    value : ndarray of float, shape (inputs,)
        The switching value; of several the nearest to the central one. NaN where there is none.
    found : tuple of {"within", "outside", "none within", "no bearing"}
        Whether it lies in the range. Outside is known only where the net present value is linear
        in the input; elsewhere it is looked for within alone. "no bearing": the net present value
        does not depend on it.
    linear : ndarray of bool, shape (inputs,)
        Whether it is exact, the net present value being linear in the input.
    roots : ndarray of int, shape (inputs,)
        Switching values found.
    level : float
        Of the confidence intervals.
    """

    names: tuple[str, ...]
    central: Floats
    low: Floats
    high: Floats
    value: Floats
    found: tuple[Found, ...]
    linear: NDArray[np.bool_]
    roots: NDArray[np.int64]
    level: float


def switching_values(
    appraisal: Appraisal, inputs: UncertainInputs, *, level: float = 0.95
) -> SwitchingValues:
    """Find for each input the value at which benefits equal costs.

    Parameters
    ----------
    appraisal : Appraisal
        What is counted.
    inputs : UncertainInputs
        Every input that it uses, and no other.
    level : float
        Level of the confidence intervals of effects, above 0 and below 1.

    Returns
    -------
    SwitchingValues

    Raises
    ------
    EstimationError
        As `appraise`, an input that the appraisal does not use, or an impossible level.

    Notes
    -----
    Where linear, -a/b of the net present value a + bx; else by Brent's method between the points
    of a grid over the range where the sign changes, so that two values closer together than a
    thousandth of the range may be missed. HM Treasury (2022), The Green Book, annex 5.

    Examples
    --------
    >>> from workbench.statistics.evaluation.value.streams import Stream
    >>> from workbench.statistics.evaluation.value.uncertain_inputs import Assumption
    >>> time = Stream("Time", "benefit", ("hours",), ("pay",), np.ones(1), False, "SPOs")
    >>> post = Stream("Posts", "cost", (), ("posts",), np.ones(1), True, "HMPPS")
    >>> inputs = UncertainInputs((Assumption("hours", 5, 2, 8), Assumption("pay", 40, 40, 40),
    ...                           Assumption("posts", 150, 140, 180)))
    >>> found = switching_values(Appraisal((time, post), ()), inputs)
    >>> print(found.names, found.value, found.found)
    ('hours', 'pay', 'posts') [  3.75  30.   200.  ] ('within', 'outside', 'outside')
    """
    central, ranges = inputs.central, inputs.ranges(level)
    appraise(appraisal, central)
    refuse_unused(appraisal, inputs)
    names = tuple(central)
    each = [_switch(appraisal, central, name, *ranges[name]) for name in names]
    ends = np.array([ranges[name] for name in names]).reshape(-1, 2)
    return SwitchingValues(
        names=names,
        central=np.array([central[name] for name in names]),
        low=ends[:, 0],
        high=ends[:, 1],
        value=np.array([value for value, _, _ in each]),
        found=tuple(found for _, found, _ in each),
        linear=np.array([linear_in(appraisal, [name]) for name in names], dtype=np.bool_),
        roots=np.array([roots for _, _, roots in each], dtype=np.int64),
        level=level,
    )


def _switch(
    appraisal: Appraisal, central: dict[str, float], name: str, low: float, high: float
) -> tuple[float, Found, int]:
    def net(at: Floats) -> Floats:
        found = present_values(appraisal, {**central, name: at}).net
        return np.broadcast_to(found, np.shape(at))

    if linear_in(appraisal, [name]):
        step = central[name] or 1.0
        at_zero, at_step = net(np.array([0.0, step]))
        if at_zero == at_step:
            return float("nan"), "no bearing", 0
        root = float(step * at_zero / (at_zero - at_step))
        return root, "within" if low <= root <= high else "outside", 1
    grid = np.unique(np.linspace(low, high, STEPS + 1))
    roots = _roots(net, grid)
    if not roots:
        return float("nan"), "none within", 0
    return min(roots, key=lambda root: abs(root - central[name])), "within", len(roots)


def _roots(net: Callable[[Floats], Floats], grid: Floats) -> list[float]:
    sign = np.sign(net(grid))
    # A point at which it is 0 is a root itself; one between two points is bracketed by them.
    roots = [float(point) for point in grid[sign == 0]]
    for place in np.flatnonzero(sign[:-1] * sign[1:] < 0):
        roots.append(float(brentq(lambda at: float(net(np.asarray(at))), *grid[place : place + 2])))
    return roots
