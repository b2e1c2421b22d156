"""Which averages of effects would tell of one small unit, and so are not told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect
from workbench.analyses.role_evaluation.estimating.series_waves import FEWEST, Wave, stands
from workbench.analyses.role_evaluation.observed import Observed
from workbench.statistics.evaluation.effects.base_period import changes_from
from workbench.statistics.evaluation.effects.group_time import comparator_units

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]
FEW = f"fewer than {FEWEST} are behind it, or one unit of fewer than {FEWEST} could be singled out"

FEW_COUNTED = f"fewer than {FEWEST} were counted, with the role or without it"


def cells_along(effect: OutcomeEffect, kind: str, at: int) -> Mask:
    """Return the effects, by cohort and period, that one place of an average rests on.

    Parameters
    ----------
    effect : OutcomeEffect
    kind : {"months since", "wave", "month"}
    at : int
        As `averages` has it.
    """
    times = effect.times
    since = times.event_time
    here = {
        "months since": since == at,
        "wave": (since >= 0) & (times.cohorts == at)[:, None],
        "month": (since >= 0) & (np.arange(effect.panel.periods) == at),
    }
    found: Mask = here[kind] & np.isfinite(times.effect)
    return found


def behind(effect: OutcomeEffect, cells: Mask) -> tuple[Mask, tuple[Mask, ...]]:
    """Return the units with the role whom every month saw, and those compared with, by cell.

    Parameters
    ----------
    effect : OutcomeEffect
    cells : ndarray of bool, shape (cohorts, periods)
        The effects that are averaged.

    Returns
    -------
    tuple of ndarray of bool, shape (units,), and a tuple of such
    """
    panel, times = effect.panel, effect.times
    given, others = np.zeros(panel.starts.size, np.bool_), []
    for start, mine in zip(panel.cohorts.tolist(), cells, strict=True):
        if not mine.any():
            continue
        _, seen = changes_from(panel.outcome, start - 1 - times.anticipation, times.base_months)
        given |= (panel.starts == start) & seen[:, mine].all(axis=1)
        beside = seen & comparator_units(panel, start, times.anticipation)
        others += list(beside[:, mine].T)
    return given, tuple(others)


def may_be_told(observed: Observed, effect: OutcomeEffect, cells: Mask) -> bool:
    """Tell whether an average of some effects singles out no small unit, on either side."""
    given, others = behind(effect, cells)
    people, region = observed.people, observed.panel.region
    return all(stands(Wave((), units), people, region) for units in (given, *others))


def enough_counted(observed: Observed, effect: OutcomeEffect, name: str, cells: Mask) -> bool:
    """Tell whether an average of effects on what counts people rests on enough, on either side.

    Whoever knows how many there were before, and on one side, works out how many on the other.
    """
    panel, times = effect.panel, effect.times
    shape = panel.outcome.shape
    given, others = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    for start, mine in zip(panel.cohorts.tolist(), cells, strict=True):
        if not mine.any():
            continue
        _, seen = changes_from(panel.outcome, start - 1 - times.anticipation, times.base_months)
        given |= seen & (panel.starts == start)[:, None] & mine
        others |= seen & comparator_units(panel, start, times.anticipation) & mine
    return min(counted(observed, name, side) for side in (given, others)) >= FEWEST


def few_before(observed: Observed, effect: OutcomeEffect, name: str) -> bool:
    """Tell whether too few were counted in the base months of those given the role."""
    panel, times = effect.panel, effect.times
    last = (panel.starts - 1 - times.anticipation)[:, None]
    period = np.arange(panel.periods)
    base = (period <= last) & (period > last - times.base_months) & np.isfinite(panel.outcome)
    base &= (panel.starts < panel.periods)[:, None]
    return counted(observed, name, base) < FEWEST


def counted(observed: Observed, name: str, where: Mask) -> float:
    """Return how many an outcome counts in some months of some units."""
    return float(np.nansum(np.where(where, observed.panel.outcomes[name], 0.0)))


def told_along(
    observed: Observed, effect: OutcomeEffect, kind: str, at: Sequence[int]
) -> list[bool]:
    """Tell which places of an average may be told; see `averages`.

    Waves add up to the whole: of those withheld there must be so many that taking the others from
    it singles out nobody either.
    """
    every = [cells_along(effect, kind, place) for place in at]
    told = [may_be_told(observed, effect, cells) for cells in every]
    if kind != "wave":
        return told
    people = np.nan_to_num(observed.people)
    many = [float(people[effect.panel.starts == place].sum()) for place in at]
    for place in np.argsort(many, kind="stable").tolist():
        withheld = sum(one for one, kept in zip(many, told, strict=True) if not kept)
        if not 0 < withheld < FEWEST:
            break
        told[place] = False
    return told
