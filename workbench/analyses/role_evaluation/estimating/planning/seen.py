"""The smallest change that the test of the report would find in simulated panels."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from workbench.statistics.evaluation.credibility.detectable_effect import (
    DetectableEffect,
    smallest_found,
)
from workbench.statistics.evaluation.inference.assignments import rejected_at_most
from workbench.statistics.evaluation.inference.randomisation import TIE

Floats = NDArray[np.float64]


def smallest_seen(
    effects: Floats, doses: Floats, *, scale: float, power: float, alpha: float
) -> DetectableEffect:
    """Search for the smallest effect that randomisation of dates finds with a given power.

    Parameters
    ----------
    effects : ndarray of float, shape (arrangements, panels)
        Of panels without any effect, under the dates as given and then under other deals of them;
        NaN where a deal has none.
    doses : ndarray of float, shape (arrangements,)
        The same estimate of a panel that holds the share of the full effect, the dates as given.
    scale : float
        Standard deviation of the noise, for the search.
    power, alpha : float
        Share of panels in which the effect is to be found, and the level of the test.

    Returns
    -------
    DetectableEffect
        In the outcome's unit; infinite where no effect, however large, would be found.

    Notes
    -----
    An effect of size d adds d times the doses to the effects of every deal. A panel shows it where
    no more deals have as large an effect as the dates given than `alpha` allows; those without one
    count as larger, as in `workbench.statistics.evaluation.inference.randomisation`.
    """
    missing = np.isnan(doses) | np.isnan(effects).any(axis=1)
    known, dosed = effects[~missing], doses[~missing, None]
    allowed = rejected_at_most(len(doses), 1 - alpha) - int(missing.sum())

    @cache
    def share_found(multiple: float) -> float:
        sizes = np.abs(known + multiple * scale * dosed)
        slack = TIE * sizes.max(axis=0)
        return float(((sizes >= sizes[0] - slack).sum(axis=0) <= allowed).mean())

    return smallest_found(
        share_found, scale=scale, power=power, alpha=alpha, simulations=effects.shape[1]
    )
