"""A gap in rates set right for circumstances known before application."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import EstimationError
from workbench.statistics.adjustment.comparability import Reason, reasons, without_comparator
from workbench.statistics.adjustment.design_columns import Floats
from workbench.statistics.adjustment.grouped_cells import checked_cells
from workbench.statistics.adjustment.logistic_design import LogisticDesign, logistic_design
from workbench.statistics.adjustment.standardisation import (
    Method,
    Standardised,
    nothing,
    standardise,
)
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, critical_value

FEW = 5
"""Fewer than this who passed, or who did not, on either side: the penalised fit is used."""

LIMITS = "delta method, or profile penalised likelihood"


@dataclass(frozen=True, eq=False, slots=True)
class StandardisedRatio:
    """Each group beside the comparator, both with the circumstances of the group's entrants.

    Attributes
    ----------
    ratio : Estimate
        Rate of the group divided by that which the model gives its entrants as members of the
        comparator. Shape (groups,); NaN with limits 0 and infinity where there is a reason.
    difference : Estimate
        The first rate less the second; NaN with limits -1 and 1 where there is a reason.
    crude_ratio, crude_difference : ndarray of float, shape (groups,)
        The same of the rates as they are. NaN where neither rate is above 0.
    events, non_events : ndarray of int, shape (groups,)
        Fewest who passed, and fewest who did not, among the group, the comparator and every
        level of a covariate in the fit.
    residual_degrees_of_freedom : int
        Cells less columns of the model; 0 where none was fitted.
    method : tuple of str or None
        How each group's numbers were found.
    reason : tuple of str or None
        Why a group has none.
    without_comparator : ndarray of float, shape (groups,)
        Share of the group's entrants in whose circumstances the comparator has nobody. NaN
        where nobody entered.
    """

    ratio: Estimate
    difference: Estimate
    crude_ratio: Floats
    crude_difference: Floats
    events: Counts
    non_events: Counts
    residual_degrees_of_freedom: int
    method: tuple[Method | None, ...]
    reason: tuple[Reason | None, ...]
    without_comparator: Floats


def standardised_ratio(
    group: ArrayLike,
    covariates: ArrayLike,
    passed: ArrayLike,
    entered: ArrayLike,
    *,
    group_levels: int,
    covariate_levels: Sequence[int],
    comparator: int,
    level: float = 0.95,
    most_without_comparator: float = 0.1,
) -> StandardisedRatio:
    """Standardise every group's gap to its own entrants by one logistic model of a stage.

    Parameters
    ----------
    group : array_like of int, shape (cells,)
        Code of each cell's group; not declared is a group.
    covariates : array_like of int, shape (cells, covariates)
        Codes of what was fixed before application.
    passed, entered : array_like of int, shape (cells,)
        People in distinct cells.
    group_levels : int
        Number of groups.
    covariate_levels : sequence of int
        Number of levels of each covariate.
    comparator : int
        Code of the comparator.
    level : float
        Confidence level, above 0 and below 1.
    most_without_comparator : float
        Largest share of a group's entrants, from 0 to 1, in whose circumstances the comparator
        may have nobody.

    Returns
    -------
    StandardisedRatio
        Firth's fit with FLIC and profile limits where the outcomes are separated or fewer than
        5 passed, or did not, in the group or the comparator; else maximum likelihood with
        delta limits, the weights taken as fixed.

    Raises
    ------
    EstimationError
        Impossible counts, codes or level, shapes that do not fit, or a cell given twice.

    Notes
    -----
    Robins (1986), Math. Model. 7, 1393-1512, for standardisation by a model; Puhr et al. (2017),
    Stat. Med. 36, 2302-2317. Main effects only: one odds ratio of a group whatever the
    circumstances.

    Examples
    --------
    >>> gap = standardised_ratio(
    ...     [0, 1, 0, 1], [[0], [0], [1], [1]], [80, 8, 20, 18], [100, 10, 100, 90],
    ...     group_levels=2, covariate_levels=[2], comparator=0,
    ... )
    >>> print(gap.crude_ratio[1].round(3), gap.ratio.value[1].round(3), gap.method[1], gap.reason)
    0.52 1.0 maximum likelihood ('is the comparator', None)
    """
    critical_value(level)
    levels = (group_levels, *covariate_levels)
    if not 0 <= comparator < group_levels:
        raise EstimationError(f"There is no group {comparator} to be the comparator.")
    codes, passed_cells, entered_cells = checked_cells(
        group, covariates, passed, entered, levels=levels
    )
    people = _by_group(codes[:, 0], passed_cells, entered_cells, comparator, group_levels)
    if not people.entered[comparator]:
        return _told(people, None, _unknown(people), level)
    design = logistic_design(
        codes[:, 0],
        codes[:, 1:],
        passed_cells,
        entered_cells,
        group_levels=group_levels,
        covariate_levels=covariate_levels,
        comparator=comparator,
    )
    missing = without_comparator(design, group_levels)
    against = reasons(design, people.passed, people.entered, missing, most=most_without_comparator)
    few = np.minimum(people.events, people.non_events) < FEW
    return _told(people, design, standardise(design, few, against, level=level), level)


@dataclass(frozen=True, eq=False, slots=True)
class _People:
    passed: Counts
    entered: Counts
    comparator: int

    @property
    def events(self) -> Counts:
        return np.minimum(self.passed, self.passed[self.comparator])

    @property
    def non_events(self) -> Counts:
        failed = self.entered - self.passed
        return np.minimum(failed, failed[self.comparator])

    def crude(self) -> tuple[Floats, Floats]:
        others, others_of = self.passed[self.comparator], self.entered[self.comparator]
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = (self.passed * others_of) / (others * self.entered)
            return ratio, self.passed / self.entered - others / others_of


def _by_group(
    group: Counts, passed: Counts, entered: Counts, comparator: int, levels: int
) -> _People:
    return _People(
        passed=np.bincount(group, weights=passed, minlength=levels).astype(np.int64),
        entered=np.bincount(group, weights=entered, minlength=levels).astype(np.int64),
        comparator=comparator,
    )


def _unknown(people: _People) -> Standardised:
    said: list[Reason | None] = ["nobody entered in the comparator"] * len(people.entered)
    said[people.comparator] = "is the comparator"
    return nothing(len(said)), [None] * len(said), said


def _told(
    people: _People, design: LogisticDesign | None, found: Standardised, level: float
) -> StandardisedRatio:
    numbers, methods, said = found
    crude_ratio, crude_difference = people.crude()
    events, non_events, freedom = people.events, people.non_events, 0
    missing = np.full(len(said), np.nan)
    if design is not None:
        events = np.minimum(events, design.events)
        non_events = np.minimum(non_events, design.non_events)
        freedom = design.matrix.shape[0] - design.matrix.shape[1]
        missing = without_comparator(design, len(said))
    return StandardisedRatio(
        ratio=_estimate(numbers[:, 0], level),
        difference=_estimate(numbers[:, 1], level),
        crude_ratio=crude_ratio,
        crude_difference=crude_difference,
        events=events,
        non_events=non_events,
        residual_degrees_of_freedom=freedom,
        method=tuple(methods),
        reason=tuple(said),
        without_comparator=missing,
    )


def _estimate(numbers: Floats, level: float) -> Estimate:
    value, lower, upper = numbers.T
    return Estimate(value=value, lower=lower, upper=upper, level=level, method=LIMITS)
