"""Where the hazard model and the boosting say different things of a driver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import EstimationError
from workbench.statistics.attrition.second_opinion_dependence import Spread

Kind = Literal[
    "opposite directions",
    "only the hazard model sees a difference",
    "only the boosting sees a difference",
    "larger in the boosting",
    "smaller in the boosting",
]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One level of a driver on which two models differ by more than their ranges.

    Attributes
    ----------
    level : int
        Place of the level.
    kind : str
        How they differ, in words.
    hazard, hazard_lower, hazard_upper : float
        Leavers per 100 a year more than at the reference level, by the hazard model.
    boosted, boosted_lower, boosted_upper : float
        The same by the boosting.
    """

    level: int
    kind: Kind
    hazard: float
    hazard_lower: float
    hazard_upper: float
    boosted: float
    boosted_lower: float
    boosted_upper: float


def disagreements(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    boosted: Spread,
    *,
    negligible: float = 0.5,
) -> tuple[Disagreement, ...]:
    """Find the levels on which a driver's two standardised differences do not go together.

    Parameters
    ----------
    value, lower, upper : array_like of float, shape (levels,)
        The hazard model's differences from one reference level in leavers per 100 a year, with
        their intervals; NaN where there is none.
    boosted : Spread
        The boosting's, from the same reference level.
    negligible : float
        Differences between the two models that are no larger are not told.

    Returns
    -------
    tuple of Disagreement
        In the order of levels. Each lies outside the other's range, so that neither narrow ranges
        of the one nor the pull of trees towards nothing is taken for a finding by itself.

    Raises
    ------
    EstimationError
        Shapes that do not fit.

    Examples
    --------
    >>> boosted = Spread(np.array([0.0, -1.0]), np.array([0.0, -2.0]), np.array([0.0, -0.2]))
    >>> disagreements([0.0, 3.0], [0.0, 2.0], [0.0, 4.0], boosted)[0].kind
    'opposite directions'
    """
    numbers = [np.asarray(one, dtype=np.float64) for one in (value, lower, upper)]
    numbers += [np.asarray(one) for one in (boosted.value, boosted.lower, boosted.upper)]
    if len({one.shape for one in numbers}) > 1 or numbers[0].ndim != 1:
        raise EstimationError("Both models must tell one difference for each level.")
    mine, low, high, theirs, least, most = numbers
    apart = ((theirs < low) | (theirs > high)) & ((mine < least) | (mine > most))
    apart &= np.abs(mine - theirs) > negligible
    return tuple(
        Disagreement(
            int(place),
            _kind(*(float(one[place]) for one in numbers)),
            *(float(one[place]) for one in numbers),
        )
        for place in np.flatnonzero(apart)
    )


def _kind(
    value: float, lower: float, upper: float, boosted: float, least: float, most: float
) -> Kind:
    seen, theirs_seen = lower > 0 or upper < 0, least > 0 or most < 0
    if seen and theirs_seen and value * boosted < 0:
        return "opposite directions"
    if seen and not theirs_seen:
        return "only the hazard model sees a difference"
    if theirs_seen and not seen:
        return "only the boosting sees a difference"
    return "larger in the boosting" if abs(boosted) > abs(value) else "smaller in the boosting"
