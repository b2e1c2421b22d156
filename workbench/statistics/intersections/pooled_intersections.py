"""Rates of intersections of characteristics, partially pooled towards their main effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from workbench.statistics.comparison.rates import proportion
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import critical_value
from workbench.statistics.intersections.cell_variation import (
    SIGMAS,
    sigma_interval,
    sigma_posterior,
)
from workbench.statistics.intersections.intersection_cells import Cells, checked_cells
from workbench.statistics.intersections.main_effects import (
    MainEffects,
    basis,
    fit_main_effects,
    without_finite_effect,
)
from workbench.statistics.intersections.non_additive_share import non_additive_share
from workbench.statistics.intersections.pooled_cells import pooled_rates, pooled_ratios

Floats = NDArray[np.float64]

FEWEST_CELLS = 4
"""Fewest cells with people from which a variation between cells is estimated."""

MOST_CELLS = 1000
"""Most cells with people; the work grows in proportion, to two or three seconds."""


@dataclass(frozen=True, eq=False, slots=True)
class PooledIntersections:
    """Partially pooled rates of the cells of several characteristics.

    Attributes
    ----------
    rate : Estimate
        Shape (cells,): posterior mean of the selection rate, with equal tails.
    relative_rate : Estimate
        Shape (cells,): posterior median of the rate over that of the comparator's cell, from
        their joint posterior, with equal tails; exactly 1 in the comparator's own cell.
    additive_rate : ndarray of float, shape (cells,)
        What main effects alone foretell: the fitted rate of a logistic regression on them.
    raw_rate : ndarray of float, shape (cells,)
        Passed over entered.
    sigma : Estimate
        Shape (): standard deviation of the cells' own effects on the logit scale, beyond main
        effects; posterior median and equal tails. The lower limit is never 0.
    non_additive_share : Estimate
        Shape (), from 0 to 1: see `workbench.statistics.intersections.non_additive_share`.
    left_out : ndarray of bool, shape (cells,)
        Cells with people that the model leaves out, because in a level of theirs (or a mixture
        of levels) nobody or everybody passed. Leaving them out changes no other cell.
    reason : str
        Why nothing is estimated; empty if it is.
    ratio_reason : str
        Why no ratio is estimated although rates are; empty if it is.
    """

    rate: Estimate
    relative_rate: Estimate
    additive_rate: Floats
    raw_rate: Floats
    sigma: Estimate
    non_additive_share: Estimate
    left_out: NDArray[np.bool_]
    reason: str
    ratio_reason: str


def pooled_intersections(
    codes: ArrayLike,
    passed: ArrayLike,
    entered: ArrayLike,
    *,
    levels: Sequence[int],
    comparator: Sequence[int],
    level: float = 0.95,
) -> PooledIntersections:
    """Pool the selection rates of intersections towards their characteristics' main effects.

    Parameters
    ----------
    codes : array_like of int, shape (cells, characteristics)
        Each cell's code of each characteristic, from 0; no cell twice.
    passed, entered : array_like of int, shape (cells,)
        Counts of people; at most as many passed as entered.
    levels : sequence of int
        Number of levels of each characteristic.
    comparator : sequence of int
        Codes of the cell that is the comparator in every characteristic.
    level : float
        Posterior probability of each interval, above 0 and below 1.

    Returns
    -------
    PooledIntersections
        In the order given. A cell that nobody entered is NaN throughout.

    Raises
    ------
    EstimationError
        Impossible counts, codes or level, or a cell given twice.

    Notes
    -----
    The logit of a cell's rate is the sum of its main effects and of its own effect, normal with
    standard deviation sigma. Main effects have a flat prior, sigma a half-normal one of scale
    0.5 from 0 to 1.5, and sigma is integrated out. Nothing is drawn at random. Pooling of cells:
    Gelman and Hill (2007), Data analysis using regression and multilevel models; of
    intersections: Evans, Williams, Onnela and Subramanian (2018), Soc. Sci. Med. 203, 64-73.

    Examples
    --------
    >>> codes = [[sex, age] for sex in range(2) for age in range(3)]
    >>> pooled = pooled_intersections(
    ...     codes,
    ...     [30, 9, 4, 85, 14, 25],
    ...     [160, 40, 30, 480, 60, 50],
    ...     levels=(2, 3),
    ...     comparator=(1, 0),
    ... )
    >>> print(pooled.raw_rate.round(2), pooled.rate.value.round(2))
    [0.19 0.22 0.13 0.18 0.23 0.5 ] [0.18 0.21 0.2  0.18 0.24 0.46]
    """
    critical_value(level)
    cells = checked_cells(codes, passed, entered, levels=levels, comparator=comparator)
    left_out = _left_out(cells)
    kept = (cells.entered > 0) & ~left_out
    design = basis(cells.codes[kept], cells.levels)
    reason = _reason(cells, kept, design)
    if reason:
        return _blank(cells, left_out, reason, level)
    counts = cells.passed[kept].astype(np.float64), cells.entered[kept].astype(np.float64)
    fit = fit_main_effects(*counts, design=design, sigma=SIGMAS)
    if not fit.converged:
        return _blank(cells, left_out, "The fit of the main effects did not settle.", level)
    return _pooled(cells, left_out, fit, level)


def _left_out(cells: Cells) -> NDArray[np.bool_]:
    peopled = cells.entered > 0
    left_out = np.zeros(len(peopled), dtype=bool)
    if FEWEST_CELLS <= peopled.sum() <= MOST_CELLS:
        design = basis(cells.codes[peopled], cells.levels)
        passed, entered = cells.passed[peopled], cells.entered[peopled]
        left_out[peopled] = without_finite_effect(passed, entered, design)
    return left_out


def _reason(cells: Cells, kept: NDArray[np.bool_], design: Floats) -> str:
    if (cells.entered > 0).sum() > MOST_CELLS:
        return f"More than {MOST_CELLS} cells have people: cross fewer characteristics."
    if cells.passed.sum() in (0, cells.entered.sum()):
        return "Nobody passed, or everybody did."
    if kept.sum() < FEWEST_CELLS:
        return (
            f"Fewer than {FEWEST_CELLS} cells have people, those of a level in which nobody or "
            "everybody passed left out."
        )
    if kept.sum() <= design.shape[1]:
        return "There are no more cells than main effects, so nothing tells them apart."
    return ""


def _pooled(
    cells: Cells, left_out: NDArray[np.bool_], fit: MainEffects, level: float
) -> PooledIntersections:
    kept = (cells.entered > 0) & ~left_out
    passed, entered = cells.passed[kept].astype(float), cells.entered[kept].astype(float)
    posterior = sigma_posterior(fit.log_marginal)
    rate = pooled_rates(fit, passed, entered, weight=posterior.weight, level=level)
    comparator = np.flatnonzero((cells.codes[kept] == cells.comparator).all(axis=1))
    ratio_reason, ratio = "", _nothing(int(kept.sum()), level)
    if len(comparator):
        ratio = pooled_ratios(
            fit,
            passed,
            entered,
            weight=posterior.weight,
            comparator=int(comparator[0]),
            level=level,
        )
    else:
        ratio_reason = "The comparator's cell has nobody, or is left out."
    return PooledIntersections(
        rate=_placed(rate, kept),
        relative_rate=_placed(ratio, kept),
        additive_rate=_scattered(expit(fit.linear[0]), kept),
        raw_rate=proportion(cells.passed, cells.entered),
        sigma=sigma_interval(posterior, level),
        non_additive_share=non_additive_share(fit, level=level),
        left_out=left_out,
        reason="",
        ratio_reason=ratio_reason,
    )


def _blank(
    cells: Cells, left_out: NDArray[np.bool_], reason: str, level: float
) -> PooledIntersections:
    many, single = _nothing(len(cells.entered), level), _nothing((), level)
    return PooledIntersections(
        rate=many,
        relative_rate=many,
        additive_rate=many.value,
        raw_rate=proportion(cells.passed, cells.entered),
        sigma=single,
        non_additive_share=single,
        left_out=left_out,
        reason=reason,
        ratio_reason=reason,
    )


def _nothing(shape: int | tuple[()], level: float) -> Estimate:
    nan = np.full(shape, np.nan)
    return Estimate(value=nan, lower=nan, upper=nan, level=level, method="none")


def _scattered(values: Floats, kept: NDArray[np.bool_]) -> Floats:
    scattered = np.full(len(kept), np.nan)
    scattered[kept] = values
    return scattered


def _placed(estimate: Estimate, kept: NDArray[np.bool_]) -> Estimate:
    limits = (
        _scattered(values, kept) for values in (estimate.value, estimate.lower, estimate.upper)
    )
    value, lower, upper = limits
    return replace(estimate, value=value, lower=lower, upper=upper)
