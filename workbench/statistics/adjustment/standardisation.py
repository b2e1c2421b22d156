"""Which fit each group's standardised gap comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workbench.statistics.adjustment.comparability import Reason
from workbench.statistics.adjustment.design_columns import Floats
from workbench.statistics.adjustment.firth import FirthFit, fit_firth
from workbench.statistics.adjustment.grouped_logistic import fit_logistic
from workbench.statistics.adjustment.logistic_design import LogisticDesign
from workbench.statistics.adjustment.own_entrants import by_likelihood, by_penalty, entrants

Method = Literal["maximum likelihood", "Firth"]
Standardised = tuple[Floats, list[Method | None], list[Reason | None]]


def nothing(groups: int) -> Floats:
    """Return ratios and differences of which nothing is known.

    Parameters
    ----------
    groups : int
        Number of groups.

    Returns
    -------
    ndarray of float, shape (groups, 2, 3)
        For each group the ratio and the difference: value, lower and upper limit.

    Examples
    --------
    >>> nothing(1).tolist()
    [[[nan, 0.0, inf], [nan, -1.0, 1.0]]]
    """
    return np.tile([[np.nan, 0, np.inf], [np.nan, -1, 1]], (groups, 1, 1))


def standardise(
    design: LogisticDesign,
    few: NDArray[np.bool_],
    reasons: Sequence[Reason | None],
    *,
    level: float,
) -> Standardised:
    """Standardise every group that has no reason against it.

    Parameters
    ----------
    design : LogisticDesign
        Cells and columns of the model.
    few : ndarray of bool, shape (groups,)
        Groups whose outcomes are too few for maximum likelihood.
    reasons : sequence of str or None
        For each group, why it is not to be estimated.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    tuple
        As `nothing`, filled in; the method of each group; the reasons, with those added whose
        fit did not converge.

    Examples
    --------
    >>> from workbench.statistics.adjustment.logistic_design import logistic_design
    >>> design = logistic_design(
    ...     [0, 1], [[], []], [40, 30], [80, 90], group_levels=2, covariate_levels=[], comparator=0
    ... )
    >>> few = np.array([False, False])
    >>> numbers, methods, _ = standardise(design, few, ["is the comparator", None], level=0.95)
    >>> print(numbers[1, 0].round(3), methods[1])
    [0.667 0.463 0.961] maximum likelihood
    """
    numbers, said = nothing(len(few)), list(reasons)
    methods: list[Method | None] = [None] * len(few)
    wanted = [group for group, reason in enumerate(reasons) if reason is None]
    plainly, penalised = _split(design, few, wanted, numbers, level)
    for group in wanted:
        if group in plainly:
            methods[group] = "maximum likelihood"
        elif group in penalised:
            methods[group] = "Firth"
        else:
            said[group] = "the fit did not converge"
    return numbers, methods, said


def _split(
    design: LogisticDesign,
    few: NDArray[np.bool_],
    wanted: list[int],
    numbers: Floats,
    level: float,
) -> tuple[set[int], set[int]]:
    """Fill in the numbers of the groups that are wanted; return which came from which fit."""
    plainly = {group for group in wanted if not few[group]}
    fit = fit_logistic(design) if plainly else None
    if fit is not None and fit.converged:
        for group in plainly:
            numbers[group] = by_likelihood(entrants(design, group), fit, level)
    elif fit is not None:
        # Separation anywhere leaves no fit by likelihood for any group.
        plainly = set()
    separation = fit is not None and fit.problem == "separation"
    rest = [group for group in wanted if separation or few[group]]
    return plainly, _penalised(design, rest, numbers, level)


def _penalised(
    design: LogisticDesign, groups: list[int], numbers: Floats, level: float
) -> set[int]:
    fit: FirthFit | None = fit_firth(design) if groups else None
    done = set()
    for group in groups:
        found = by_penalty(entrants(design, group), design, fit, level) if fit else None
        if found is not None:
            numbers[group] = found
            done.add(group)
    return done
