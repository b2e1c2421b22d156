"""How an outcome varies from month to month without the role, as the months before it tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.estimating.planning.process import (
    Process,
    fitted_process,
    variance_kept,
)
from workbench.errors import EstimationError
from workbench.statistics.evaluation.credibility.panel_noise import autoregressive_noise

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

LEAST_MONTHS = 6
"""Of fewer nobody can tell what a month keeps of the last."""


@dataclass(frozen=True, slots=True)
class Noise:
    """What happens to an outcome by itself, beside what happens everywhere in the same month.

    Attributes
    ----------
    shared : Process
        The shock that all units of a region have in common; all noise of a region of one unit.
    own : Process
        That of each unit beside it, of the same size in every unit.
    """

    shared: Process
    own: Process

    @property
    def deviation(self) -> float:
        """Standard deviation of a unit's months."""
        return float(np.hypot(self.shared.deviation, self.own.deviation))


def noise_before(outcome: Floats, weights: Floats, groups: Whole) -> Noise:
    """Estimate noise from months in which nobody had the role.

    Parameters
    ----------
    outcome : ndarray of float, shape (units, months)
        NaN where it was not observed.
    weights : ndarray of float, shape (units,)
        People behind each unit.
    groups : ndarray of int, shape (units,)
        The region of each.

    Returns
    -------
    Noise

    Raises
    ------
    EstimationError
        Fewer than six months, or fewer than two regions seen in them, or nothing varies.

    Notes
    -----
    By moments. From each unit its own mean is taken; what is left is split into the weighted mean
    of its region in that month, less the plain mean of all regions, and the rest. Both parts lose
    spread by what was taken from them: between units and regions that is made up for exactly, over
    time by `process.fitted_process`. The part of units in the means of regions is taken off again.
    Gaps count as if they fell anywhere.
    """
    months = outcome.shape[1]
    if months < LEAST_MONTHS:
        raise EstimationError(
            f"there are {months} months before the role began, and {LEAST_MONTHS} are needed to "
            "see how it varies by itself."
        )
    weight = weights[:, None] * np.isfinite(outcome)
    rest = np.where(weight > 0, outcome - _mean(outcome, weight, 1)[:, None], 0.0)
    member = (groups == np.unique(groups)[:, None]).astype(float)
    total = member @ weight
    mean = np.divide(member @ (weight * rest), total, out=np.zeros_like(total), where=total > 0)
    own, behind = _own(rest, mean, weight, member)
    shared = _shared(mean, total > 0, own, behind)
    found = Noise(shared, own)
    if not found.deviation > 0:
        raise EstimationError("it does not vary before the role began.")
    return found


def of_regions(noise: Noise, weights: Floats, groups: Whole) -> float:
    """Return the standard deviation of a region's monthly mean, on average over regions."""
    member = (groups == np.unique(groups)[:, None]).astype(float)
    behind = ((member @ weights**2) / (member @ weights) ** 2).mean()
    return float(np.sqrt(noise.shared.deviation**2 + behind * noise.own.deviation**2))


def stated_noise(deviation: float, autocorrelation: float) -> Noise:
    """Return noise as stated of the monthly means of regions: all of it is shared in a region."""
    return Noise(Process(deviation, autocorrelation), Process(0.0, 0.0))


def simulated(noise: Noise, groups: Whole, periods: int, simulations: int, seed: int) -> Floats:
    """Draw panels of noise.

    Returns
    -------
    ndarray of float, shape (simulations, units, periods)
    """
    _, place = np.unique(groups, return_inverse=True)
    drawn = np.zeros((simulations, len(groups), periods))
    parts = ((noise.shared, int(place.max()) + 1), (noise.own, len(groups)))
    for number, (process, rows) in enumerate(parts):
        if process.deviation > 0:
            series = autoregressive_noise(
                simulations,
                rows,
                periods,
                autocorrelation=process.autocorrelation,
                seed=2 * seed + number,
            )
            drawn += process.deviation * (series if number else series[:, place])
    return drawn


def _mean(values: Floats, weight: Floats, axis: int) -> Floats:
    total = weight.sum(axis=axis)
    summed = (weight * np.nan_to_num(values)).sum(axis=axis)
    mean: Floats = np.divide(summed, total, out=np.zeros_like(total), where=total > 0)
    return mean


def _own(rest: Floats, mean: Floats, weight: Floats, member: Floats) -> tuple[Process, float]:
    """Return the noise of units, and what share of its variance is in the mean of a region."""
    apart = rest - member.T @ mean
    total, squares = member @ weight, member @ weight**2
    shrunk = np.divide(squares, total, out=np.zeros_like(total), where=total > 0)
    free = (total - shrunk).sum()
    if not free > 1e-9 * total.sum():
        return Process(0.0, 0.0), 0.0
    variance = (weight * apart**2).sum() / free
    pairs = np.sqrt(weight[:, 1:] * weight[:, :-1])
    either = np.sqrt((total - shrunk)[:, 1:] * (total - shrunk)[:, :-1]).sum()
    product = (pairs * apart[:, 1:] * apart[:, :-1]).sum()
    covariance = product / either if either > 0 else 0.0
    share = shrunk[total > 0] / total[total > 0]
    return fitted_process(variance, covariance, rest.shape[1]), float(share.mean())


def _shared(mean: Floats, seen: NDArray[np.bool_], own: Process, behind: float) -> Process:
    count = seen.sum(axis=0)
    if (count < 2).all():
        raise EstimationError("fewer than two regions are seen before the role began.")
    apart = np.where(seen, mean - _mean(mean, seen.astype(float), 0), 0.0)
    # Of n means less their own mean, n - 1 are free.
    variance = (apart**2).sum() / np.maximum(count - 1, 0).sum()
    both = np.maximum((seen[:, 1:] & seen[:, :-1]).sum(axis=0) - 1, 0).sum()
    covariance = (apart[:, 1:] * apart[:, :-1]).sum() / max(both, 1)
    months = mean.shape[1]
    kept, kept_next = variance_kept(own.autocorrelation, months)
    taken = behind * own.deviation**2
    return fitted_process(variance - taken * kept, covariance - taken * kept_next, months)
