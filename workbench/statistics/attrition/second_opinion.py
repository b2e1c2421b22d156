"""A second opinion on leaving: calibrated gradient boosting, told on people it has not seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit
from threadpoolctl import threadpool_limits

from workbench.errors import EstimationError
from workbench.statistics.attrition.second_opinion_boosting import (
    SLOPE_SPREAD,
    boosted,
    held_out,
    negative_log_likelihood,
    recalibration,
)
from workbench.statistics.attrition.second_opinion_cells import Bools, Floats, LeavingCells
from workbench.statistics.attrition.second_opinion_dependence import (
    Dependence,
    Spread,
    dependences,
    mean_of_folds,
)
from workbench.statistics.attrition.second_opinion_held_out import HeldOut, judged

Fit = Callable[[Bools], Floats]
"""Cells to learn from, to monthly hazards of all cells; NaN where the fit did not converge."""


@dataclass(frozen=True, slots=True, eq=False)
class SecondOpinion:
    """What boosting says of leaving; nothing in it is about a person.

    Attributes
    ----------
    by_person : HeldOut
        Of people that were not learnt from.
    by_time : HeldOut, optional
        Of the later months, learnt from the earlier alone.
    gain : Spread
        By how much boosting's log-likelihood per leaver is above the hazard model's on people not
        learnt from: mean over folds and its range, scalars. The hazard model is recalibrated like
        the boosting, so that it does not lose by having many coefficients; above 0 throughout,
        there is something that it leaves out. NaN without a hazard model.
    drivers : tuple of Dependence
        In the order of the cells' drivers.
    trees : tuple of int
        Of each fold's model.
    """

    by_person: HeldOut
    by_time: HeldOut | None
    gain: Spread
    drivers: tuple[Dependence, ...]
    trees: tuple[int, ...]


def second_opinion(
    cells: LeavingCells, *, hazard: Fit | None = None, seed: int = 0, level: float = 0.95
) -> SecondOpinion:
    """Fit calibrated boosting by folds of people and by time, and say what it finds.

    Parameters
    ----------
    cells : LeavingCells
    hazard : callable, optional
        Fits the model to be compared on the cells that are True, and returns the monthly hazard
        of every cell; called once a fold, and once for the later months.
    seed : int
        Of the boosting and of the draw of cells where there are many.
    level : float
        Of ranges.

    Returns
    -------
    SecondOpinion
        The same for the same cells and seed.

    Raises
    ------
    EstimationError
        The hazard model's values are of another shape.

    Examples
    --------
    >>> from workbench.statistics.attrition.second_opinion_cells import leaving_cells
    >>> cells = leaving_cells(
    ...     [[0], [1], [0], [1]], levels=(2,), at_risk=[9000, 9000, 9000, 9000],
    ...     left=[60, 180, 60, 180], fold=[0, 0, 1, 1],
    ... )
    >>> opinion = second_opinion(cells)
    >>> print(opinion.by_person.observed, opinion.drivers[0].importance.round(2))
    [ 8.  8. 24. 24.] [0.28 0.28]
    """
    # Trees are small: threads that wait for each other on a busy machine take ten times as long.
    with threadpool_limits(1, user_api="openmp"):
        return _opinion(cells, hazard, seed, level)


def _opinion(cells: LeavingCells, hazard: Fit | None, seed: int, level: float) -> SecondOpinion:
    everything = np.ones_like(cells.later)
    models = boosted(cells, everything, seed=seed)
    told, other = held_out(cells, models), _held_out_hazards(cells, hazard)
    return SecondOpinion(
        by_person=judged(told, other, cells.left, cells.at_risk, fold=cells.fold),
        by_time=_by_time(cells, hazard, seed) if cells.later.any() else None,
        gain=mean_of_folds(_gains(cells, told, other), level=level),
        drivers=dependences(cells, models, part=everything, seed=seed),
        trees=models.trees,
    )


def _by_time(cells: LeavingCells, hazard: Fit | None, seed: int) -> HeldOut:
    models = boosted(cells, ~cells.later, seed=seed)
    later = cells.later
    told = np.mean([model(cells.codes[later]) for model in models.models], axis=0)
    other = _hazards(cells, hazard, ~later)[later]
    return judged(told, other, cells.left[later], cells.at_risk[later])


def _held_out_hazards(cells: LeavingCells, hazard: Fit | None) -> Floats:
    told = np.full(len(cells.fold), np.nan)
    for fold in range(cells.folds if hazard else 0):
        own = cells.fold == fold
        told[own] = _hazards(cells, hazard, ~own)[own]
    return told


def _hazards(cells: LeavingCells, hazard: Fit | None, learnt: Bools) -> Floats:
    if hazard is None:
        return np.full(len(cells.fold), np.nan)
    told = np.asarray(hazard(learnt), dtype=np.float64)
    if told.shape != cells.fold.shape:
        raise EstimationError(
            f"A hazard model must tell {len(cells.fold)} hazards; it told {told.shape}."
        )
    return told


def _recalibrated(cells: LeavingCells, raw: Floats) -> Floats:
    """Return hazards moved, fold by fold, to what the other folds' log odds were worth."""
    told = np.empty(len(raw))
    for fold in range(cells.folds):
        own = cells.fold == fold
        intercept, slope = recalibration(
            raw[~own], cells.left[~own], cells.at_risk[~own], spread=SLOPE_SPREAD
        )
        told[own] = expit(intercept + slope * raw[own])
    return told


def _gains(cells: LeavingCells, told: Floats, other: Floats) -> Floats:
    """Return the log-likelihood per leaver gained in each fold."""
    fair = other if np.isnan(other).any() else _recalibrated(cells, np.asarray(logit(other)))
    losses = [
        np.bincount(cells.fold, negative_log_likelihood(one, cells.left, cells.at_risk))
        for one in (fair, told)
    ]
    return np.asarray((losses[0] - losses[1]) / np.bincount(cells.fold, cells.left))
