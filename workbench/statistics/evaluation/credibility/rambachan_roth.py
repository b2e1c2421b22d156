"""How far trends would have to part after a roll-out, against before, to undo its effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError

Floats = NDArray[np.float64]

MOST_COEFFICIENTS = 4
"""On either side: the largest of many noisy steps would say more of noise than of trends."""


@dataclass(frozen=True, slots=True, eq=False)
class RelativeMagnitudes:
    """The average effect when trends after the roll-out may part as they did before it.

    Attributes
    ----------
    effect : float
        Average of the coefficients after the roll-out: the effect if trends had stayed parallel.
    largest_step : float
        Largest change between neighbouring periods before the roll-out, 0 and up.
    bias_per_magnitude : float
        Bias of the effect that trends could make when each of their steps is as large as that.
    magnitudes : ndarray of float
        Multiples of the largest step allowed after the roll-out, as asked for.
    lower, upper : ndarray of float, shape of `magnitudes`
        Ends of the identified set of the average effect. Sampling error is not in them.
    breakdown : float
        Smallest multiple at which the set holds 0; infinite where no step was seen before the
        roll-out and the effect is not 0.
    """

    effect: float
    largest_step: float
    bias_per_magnitude: float
    magnitudes: Floats
    lower: Floats
    upper: Floats
    breakdown: float


def relative_magnitudes(
    before: ArrayLike,
    after: ArrayLike,
    magnitudes: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    steps_to_base: float = 1.0,
    steps_to_first: float = 1.0,
) -> RelativeMagnitudes:
    """Bound the average effect by the largest step of the coefficients before the roll-out.

    Parameters
    ----------
    before : array_like of float, shape (1 to 4,)
        Coefficients before the base period, oldest first, one period apart; the base period,
        whose coefficient is 0, follows the last.
    after : array_like of float, shape (1 to 4,)
        Coefficients after the roll-out, earliest first, one period apart.
    magnitudes : array_like of float
        Multiples to allow, 0 and up.
    weights : array_like of float, shape of `after`, optional
        What each coefficient counts for in the average, none negative; equal when not given.
    steps_to_base : float
        Periods from the last of `before` to the base, at least 1: more than 1 where the base is
        the mean of several periods, from whose middle it is counted.
    steps_to_first : float
        Periods from the base to the first of `after`, at least 1: more than 1 where months of
        anticipation were left out between them.

    Returns
    -------
    RelativeMagnitudes

    Raises
    ------
    EstimationError
        Too few or too many coefficients, values missing, a multiple or weight below 0, weights
        that are all 0, or less than 1 step.

    Notes
    -----
    Rambachan and Roth (2023), Rev. Econ. Stud. 90, 2555-2591, lemma 2.1 and their Delta^RM: with
    steps of at most M times the largest seen, the linear programmes for the bias have their
    optimum where every step is at that limit and of one sign, since no weight is negative; so the
    set is ``effect -/+ M * bias_per_magnitude`` and its breakdown a ratio, both exact. A largest
    step that holds noise makes the set wider and the breakdown smaller than the truth's.

    Examples
    --------
    >>> found = relative_magnitudes([0.1, -0.1, 0.1], [0.4, 0.6], [0, 0.5, 1])
    >>> print(found.lower.round(2), found.upper.round(2), round(found.breakdown, 3))
    [0.5  0.35 0.2 ] [0.5  0.65 0.8 ] 1.667
    """
    earlier, later, multiples, shares = _checked(
        before,
        after,
        magnitudes,
        weights,
        {"steps_to_base": steps_to_base, "steps_to_first": steps_to_first},
    )
    effect = float(shares @ later)
    apart = np.ones(len(earlier))
    apart[-1] = steps_to_base
    largest = float(np.abs(np.diff(earlier, append=0.0) / apart).max())
    steps = np.ones(len(later))
    steps[0] = steps_to_first
    # A step moves its own period and all that follow, so it counts for the weight still to come.
    remaining = shares[::-1].cumsum()[::-1]
    bias = largest * float(steps @ remaining)
    reach = multiples * bias
    breakdown = abs(effect) / bias if bias else np.inf
    return RelativeMagnitudes(
        effect,
        largest,
        bias,
        multiples,
        effect - reach,
        effect + reach,
        breakdown if effect else 0.0,
    )


def _checked(
    before: ArrayLike,
    after: ArrayLike,
    magnitudes: ArrayLike,
    weights: ArrayLike | None,
    steps: Mapping[str, float],
) -> tuple[Floats, Floats, Floats, Floats]:
    earlier = np.asarray(before, dtype=np.float64)
    later = np.asarray(after, dtype=np.float64)
    multiples = np.asarray(magnitudes, dtype=np.float64)
    shares = np.ones(later.shape) if weights is None else np.asarray(weights, dtype=np.float64)
    problems = [*_row_problems("before", earlier), *_row_problems("after", later)]
    if not ((multiples >= 0) & np.isfinite(multiples)).all():
        problems.append("magnitudes must be 0 and up, and finite.")
    if shares.shape != later.shape:
        problems.append(f"weights must have shape {later.shape}; found {shares.shape}.")
    elif not ((shares >= 0) & np.isfinite(shares)).all() or not shares.sum() > 0:
        problems.append("weights must be finite, none negative and not all 0.")
    problems += [
        f"{name} must be at least 1 and finite; found {many}."
        for name, many in steps.items()
        if not 1 <= many < np.inf
    ]
    if problems:
        raise EstimationError(" ".join(problems))
    return earlier, later, multiples, shares / shares.sum()


def _row_problems(name: str, values: Floats) -> list[str]:
    if values.ndim != 1 or not 1 <= values.size <= MOST_COEFFICIENTS:
        return [
            f"{name} must be one row of 1 to {MOST_COEFFICIENTS} coefficients; found shape "
            f"{values.shape}. Pool months into quarters."
        ]
    missing = int((~np.isfinite(values)).sum())
    return [f"{name} must be finite; {missing} are not."] if missing else []
