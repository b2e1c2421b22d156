"""Whether a group's relative rate differs between two kinds of panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, compared_counts, critical_value

Floats = NDArray[np.float64]

FEWEST_PANELS = 5
"""Fewest panels of a kind: with fewer their own variation is not known."""

TOO_FEW = "Fewer than five panels of a kind were entered."
NOBODY = "Before one kind, nobody passed in the group or in the comparator."
ALIKE = "The panels of a kind do not vary at all, so their variation is not known."


@dataclass(frozen=True, eq=False, slots=True)
class KindComparison:
    """A group's relative rate before panels of one kind, over that before the others.

    Attributes
    ----------
    ratio : Estimate
        Relative rate of the kind over that of the others, from 0 to infinity; NaN with limits 0
        and infinity where it cannot be estimated.
    panels, other_panels : int
        Panels of the kind and others that somebody entered.
    reason : str
        Why there is no estimate; empty where there is one.
    """

    ratio: Estimate
    panels: int
    other_panels: int
    reason: str


def compare_panel_kinds(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    *,
    kind: ArrayLike,
    level: float = 0.95,
) -> KindComparison:
    """Divide the relative rate before one kind of panel by that before all others.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int, shape (panels,)
        Counts of people before each panel.
    kind : array_like of bool, shape (panels,)
        Whether the panel is of the kind, such as diverse.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    KindComparison
        Panels are not assigned at random: another kind may sit in other regions, on other days
        and before other people, so a difference is no effect of the kind.

    Raises
    ------
    EstimationError
        Impossible counts or level, or shapes that do not fit.

    Notes
    -----
    Each relative rate is of the sums over panels. Delta method on the logarithm; as people
    before one panel share what it does, the variance is that between panels (Liang and Zeger,
    1986, Biometrika 73, 13-22) times ``panels / (panels - 1)`` of each kind. Limits from
    Student's t on two degrees of freedom fewer than panels.

    Examples
    --------
    >>> kind = [True] * 5 + [False] * 5
    >>> compared = compare_panel_kinds(
    ...     [2, 1, 2, 3, 1, 1, 1, 0, 2, 1], 4, [5, 6, 4, 7, 5, 5, 6, 6, 4, 7], 10, kind=kind
    ... )
    >>> ratio = compared.ratio
    >>> print(ratio.value.round(3), ratio.lower.round(3), ratio.upper.round(3))
    1.867 0.698 4.989
    """
    critical_value(level)
    counts = compared_counts(passed, entered, comparator_passed, comparator_entered)
    sides = _by_kind(counts, np.asarray(kind))
    panels, others = (len(side[0]) for side in sides)
    value, lower, upper, reason = np.nan, 0.0, np.inf, _reason(sides)
    if not reason:
        (log_rate, variance), (log_other, other_variance) = (_log_ratio(*side) for side in sides)
        difference = log_rate - log_other
        reach = np.sqrt(variance + other_variance) * stdtrit(panels + others - 2, (1 + level) / 2)
        value, lower, upper = np.exp([difference, difference - reach, difference + reach])
    limits = (np.asarray(value), np.asarray(lower), np.asarray(upper))
    ratio = Estimate(*limits, level=level, method="delta, clustered by panel")
    return KindComparison(ratio=ratio, panels=panels, other_panels=others, reason=reason)


def _by_kind(counts: tuple[Counts, ...], kind: NDArray[Any]) -> list[tuple[Counts, ...]]:
    if counts[0].ndim != 1 or kind.shape != counts[0].shape or kind.dtype.kind != "b":
        raise EstimationError("Counts and kind must have the shape (panels,), kind true or false.")
    seen = counts[1] + counts[3] > 0
    return [tuple(side[seen & flag] for side in counts) for flag in (kind, ~kind)]


def _reason(sides: list[tuple[Counts, ...]]) -> str:
    if min(len(side[0]) for side in sides) < FEWEST_PANELS:
        return TOO_FEW
    if not all(side[place].any() for side in sides for place in (0, 2)):
        return NOBODY
    return "" if all(_log_ratio(*side)[1] > 0 for side in sides) else ALIKE


def _log_ratio(
    passed: Counts, entered: Counts, others_passed: Counts, others_entered: Counts
) -> tuple[float, float]:
    """Logarithm of a relative rate over panels, and its variance."""
    rate, influence = _log_rate(passed, entered)
    other, other_influence = _log_rate(others_passed, others_entered)
    panels = len(passed)
    between = ((influence - other_influence) ** 2).sum() * panels / (panels - 1)
    return rate - other, float(between)


def _log_rate(passed: Counts, entered: Counts) -> tuple[float, Floats]:
    """Logarithm of a rate, and what each panel adds to it."""
    total, everyone = passed.sum(), entered.sum()
    # Whole numbers up to the last division: panels of one rate add exactly nothing.
    influence = (passed * everyone - entered * total) / (everyone * total)
    return float(np.log(total / everyone)), influence
