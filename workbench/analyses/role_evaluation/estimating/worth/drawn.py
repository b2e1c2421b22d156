"""Every input drawn once, so that all ranges told of one appraisal rest on the same draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.value.uncertain_inputs import UncertainInputs

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Inputs at their values, and drawn.

    Attributes
    ----------
    central : mapping of str to float
    draws : mapping of str to ndarray of float, shape (draws,)
    level : float
        Of the ranges.
    method : str
        How they are labelled.
    """

    central: Mapping[str, float]
    draws: Mapping[str, Floats]
    level: float
    method: str

    def limits(self, value: float, drawn: Floats) -> Estimate:
        """Return a value with equal-tailed quantiles of its draws, widened to hold it."""
        lower, upper = np.quantile(drawn, [(1 - self.level) / 2, (1 + self.level) / 2])
        low, high = np.asarray(min(lower, value)), np.asarray(max(upper, value))
        return Estimate(np.asarray(value), low, high, self.level, self.method)


def drawn_of(inputs: UncertainInputs, *, draws: int, seed: int, level: float, method: str) -> Drawn:
    """Draw inputs.

    Parameters
    ----------
    inputs : UncertainInputs
    draws, seed : int
        As of `value_distribution`, which draws the same.
    level : float
    method : str

    Returns
    -------
    Drawn
    """
    return Drawn(inputs.central, inputs.draw(draws, seed), level, method)
