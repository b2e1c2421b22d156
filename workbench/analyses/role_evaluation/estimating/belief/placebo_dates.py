"""The test made of dates at which nothing began, in the months before anything did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.analyses.role_evaluation.estimating.belief.again import Again, again
from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect
from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.errors import EstimationError
from workbench.statistics.evaluation.panel import checked_panel

SHIFTS = (6, 12)


@dataclass(frozen=True, slots=True, eq=False)
class PlaceboDate:
    """The effect of dates that were moved to where nothing began.

    Attributes
    ----------
    months : int
        By how many they were moved.
    found : Again or None
        None where too few months lie before the first roll-out.
    reason : str
        Why not, in words after "because".
    """

    months: int
    found: Again | None
    reason: str = ""


def placebo_dates(
    parameters: Parameters, observed: Observed, effect: OutcomeEffect
) -> tuple[PlaceboDate, ...]:
    """Move every date to 6 and to 12 months earlier, and test as if the role had begun then.

    Parameters
    ----------
    parameters : Parameters
    observed : Observed
    effect : OutcomeEffect

    Returns
    -------
    tuple of PlaceboDate

    Notes
    -----
    Only months before the first true start, less anticipation, are used, the same for all: were
    each region cut at its own start, what is missing would tell the dates apart from those that
    they are dealt out against.
    """
    return tuple(_moved(parameters, observed, effect, months) for months in SHIFTS)


def _moved(
    parameters: Parameters, observed: Observed, effect: OutcomeEffect, months: int
) -> PlaceboDate:
    panel = effect.panel
    true = np.minimum(panel.starts, observed.panel.actual)
    kept = max(int(true.min()) - parameters.anticipation, 0)
    begins = np.where(panel.starts < panel.periods, panel.starts - months, kept)
    starts = np.clip(begins, 0, kept)
    outcome = panel.outcome[:, :kept]
    there = (np.arange(kept) >= starts[:, None]).astype(float)
    dose = np.where(np.isfinite(outcome), there, np.nan)
    try:
        moved = checked_panel(outcome, starts, panel.weights, panel.clusters)
        return PlaceboDate(months, again(parameters, moved, dose, observed.strata))
    except EstimationError:
        return PlaceboDate(months, None, "too few months lie before the role began anywhere")
