"""What an effect may be said to show: evidence of a change, none seen, or cannot tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.statistics.estimate import Estimate
from workbench.statistics.multiplicity import adjust
from workbench.vocabulary.terms import CANNOT_TELL, CHANGE, NO_EVIDENCE

ALIKE = (0.67, 1.5)
"""Ratios of the noise of those with the role to that of others between which dates can be
exchanged: `workbench.statistics.evaluation.inference.as_if_random`."""


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """The constants of the verdict on an effect.

    Attributes
    ----------
    alpha : float
        p-values up to this, adjusted for the number of effects judged, count as evidence.
    primary : int
        The place of the effect that was named as the first: where so few dates could have been
        drawn that no p-value can bear the adjustment, it alone is judged.
    randomised : bool
        Whether dates were drawn by lot; if not, they are taken as if they were, and only where
        the noise of both sides is alike.
    """

    alpha: float = 0.05
    primary: int = 0
    randomised: bool = False


def judge_changes(
    estimates: Mapping[str, Estimate], judged: NDArray[np.bool_], rule: ChangeRule
) -> NDArray[np.object_]:
    """Return the verdict on each effect, of the numbers as they are shown.

    Parameters
    ----------
    estimates : mapping of str to Estimate
        ``effect`` with its likely range, ``p_value``, ``floor`` (the least that the p-value could
        have been), ``noise_ratio`` and ``worthwhile`` (the least change worth having); one entry a
        cell, NaN where it is not shown.
    judged : ndarray of bool
        The cells that have a verdict; Holm's adjustment is over these.
    rule : ChangeRule

    Returns
    -------
    ndarray of object
        Missing where a cell has none. *Evidence of a change* where the p-value, adjusted by Holm
        over all judged, is at most alpha and the range leaves out 0; *no evidence seen* where the
        whole range lies within the least change worth having; else, and wherever dates cannot be
        taken as if random or no p-value could be small enough, *cannot tell*.
    """
    verdicts = np.full(len(judged), None, dtype=object)
    if not judged.any():
        return verdicts
    effect = estimates["effect"]
    adjusted = _adjusted(estimates, judged, rule)
    known = np.isfinite(effect.value) & _exchangeable(estimates, rule)
    apart = (effect.lower > 0) | (effect.upper < 0)
    worthwhile = estimates["worthwhile"].value
    within = (effect.lower > -worthwhile) & (effect.upper < worthwhile)
    told = np.select(
        [known & apart & (adjusted <= rule.alpha), known & within],
        [CHANGE, NO_EVIDENCE],
        default=CANNOT_TELL,
    )
    verdicts[judged] = told[judged]
    return verdicts


def _adjusted(
    estimates: Mapping[str, Estimate], judged: NDArray[np.bool_], rule: ChangeRule
) -> NDArray[np.float64]:
    # What may not be shown still counts among the questions asked.
    p_values = np.nan_to_num(np.asarray(estimates["p_value"].value, dtype=float), nan=1.0)
    floors = np.asarray(estimates["floor"].value, dtype=float)[judged]
    floor = float(np.max(floors[np.isfinite(floors)], initial=0.0))
    adjusted = np.ones(len(judged))
    if floor * judged.sum() > rule.alpha:
        adjusted[rule.primary] = p_values[rule.primary]
    else:
        adjusted[judged] = adjust(p_values[judged], "holm")
    return adjusted


def _exchangeable(estimates: Mapping[str, Estimate], rule: ChangeRule) -> NDArray[np.bool_]:
    ratio = np.asarray(estimates["noise_ratio"].value)
    alike = (ratio >= ALIKE[0]) & (ratio <= ALIKE[1])
    able = np.asarray(estimates["floor"].value) <= rule.alpha
    found: NDArray[np.bool_] = (alike | rule.randomised) & able
    return found
