"""Whether roll-out can be taken as if random: were treated areas as steady beforehand as others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.statistics.evaluation.effects.group_time import ANTICIPATION
from workbench.statistics.evaluation.panel import Floats, Panel, checked_anticipation
from workbench.statistics.inputs import Counts

ALIKE = (0.67, 1.5)
"""Ratios of standard deviations between which dates can be exchanged in the test."""

ROUNDING = 1e-12
"""Deviations within this share of the largest outcome are none."""


@dataclass(frozen=True, slots=True, eq=False)
class AsIfRandom:
    """How unsteady the treated and untreated were before any roll-out.

    Attributes
    ----------
    treated, untreated : float
        Standard deviation of the clusters' residuals in the outcome's unit; NaN where there are
        fewer than two periods or no cluster of the kind.
    ratio : float
        Of treated to untreated; NaN where it has no meaning.
    periods : int
        Periods looked at: those before the first roll-out, less anticipation.
    holds : bool
        Whether the ratio lies within `ALIKE`. Where not, and dates were not drawn by lot, the
        verdict is *cannot tell*.
    """

    treated: float
    untreated: float
    ratio: float
    periods: int
    holds: bool


def as_if_random(panel: Panel, *, anticipation: int = ANTICIPATION) -> AsIfRandom:
    """Compare the noise of treated and untreated clusters before the first roll-out.

    Parameters
    ----------
    panel : Panel
        Of shape (units, periods). Where every unit is treated within it, the last cohort is the
        untreated, since it is only ever a comparator.
    anticipation : int
        Periods before a start that are dropped, from 0. A unit whose start leaves none before
        them is left out, as it is from the effect.

    Returns
    -------
    AsIfRandom

    Raises
    ------
    EstimationError
        An impossible anticipation.

    Notes
    -----
    Rearranging dates takes for granted that each cluster's outcomes would be as they are under
    any date, so that clusters with unlike variances cannot change places (Romano, 1990, J. Am.
    Stat. Assoc. 85, 686-692). Residuals are of the outcome on unit and period by weighted least
    squares, averaged over the units of a cluster, since it is the cluster that is given a date.

    Examples
    --------
    >>> from workbench.statistics.evaluation.panel import checked_panel
    >>> quiet = np.array([[1.0, -1, 1, -1, 0], [-1.0, 1, -1, 1, 0]])
    >>> panel = checked_panel(np.vstack([3 * quiet, quiet]), [4, 4, 5, 5])
    >>> found = as_if_random(panel, anticipation=0)
    >>> round(found.ratio, 6), found.holds
    (3.0, False)
    """
    dropped = checked_anticipation(anticipation)
    has_base = panel.starts > dropped
    periods = max(int(panel.starts[has_base].min(initial=panel.periods)) - dropped, 0)
    residuals = _residuals(panel.outcome[has_base, :periods], panel.weights[has_base])
    steady, member = np.unique(panel.clusters[has_base], return_inverse=True)
    means = _cluster_means(residuals, member, panel.weights[has_base])
    is_treated = np.zeros(steady.size, dtype=bool)
    # The units of a cluster share their start, so any of them tells it.
    seen = np.isfinite(panel.outcome).any(axis=1)
    latest = int(panel.starts[seen].max(initial=0))
    is_treated[member] = panel.starts[has_base] < min(panel.periods, latest)
    treated, untreated = (_deviation(means[side]) for side in (is_treated, ~is_treated))
    least = ROUNDING * float(np.nanmax(np.abs(panel.outcome)))
    ratio = treated / untreated if untreated > least else np.nan
    return AsIfRandom(treated, untreated, ratio, periods, ALIKE[0] <= ratio <= ALIKE[1])


def _residuals(values: Floats, weights: Floats) -> Floats:
    """Residuals of the outcome on unit and period, NaN where it is missing."""
    seen = ~np.isnan(values)
    weight = weights[:, None] * seen
    unit = np.maximum(weight.sum(axis=1), np.finfo(float).tiny)
    outcome = np.where(seen, values - np.mean(values[seen]), 0.0) if seen.any() else 0.0 * weight
    share = weight / unit[:, None]
    # With the units' own means taken out, only the periods are left to be solved for.
    normal = np.diag(weight.sum(axis=0)) - weight.T @ share
    within = outcome - (share * outcome).sum(axis=1)[:, None]
    period = np.linalg.lstsq(normal, (weight * within).sum(axis=0), rcond=1e-12)[0]
    rest = outcome - period
    return np.where(seen, rest - (share * rest).sum(axis=1)[:, None], np.nan)


def _cluster_means(residuals: Floats, member: Counts, weights: Floats) -> Floats:
    """Weighted means over the units of each cluster, NaN where none was observed."""
    holds = member == np.arange(member.max(initial=-1) + 1)[:, None]
    seen = ~np.isnan(residuals)
    people = holds @ (weights[:, None] * seen)
    total = holds @ (weights[:, None] * np.where(seen, residuals, 0.0))
    return np.divide(total, people, out=np.full(people.shape, np.nan), where=people > 0)


def _deviation(means: Floats) -> float:
    found = means[~np.isnan(means)]
    if means.shape[1] < 2 or not found.size:
        return float("nan")
    return float(np.sqrt(np.mean(found**2)))
