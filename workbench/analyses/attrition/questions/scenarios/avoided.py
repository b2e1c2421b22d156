"""Leavers fewer under a cap, as the gate may let them out: a coarse change of a plain number."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from workbench.analyses.attrition.questions.drivers.fit import Fitted
from workbench.analyses.attrition.questions.drivers.models import support
from workbench.analyses.attrition.questions.drivers.plain import ANCHOR, anchor, sides
from workbench.findings import Anchor, Measure, Measured, Modelled
from workbench.statistics.attrition.scenario import LeaversAvoided
from workbench.statistics.estimate import Estimate

NAME = "leavers_avoided"
STEP = 5.0
"""People: what a model changes at a plain number leaves in steps as coarse as rounded counts."""
LEAST = 10.0
FEW = "fewer than 10 people"
NOT_TOLD = "too few people above the cap to tell"
METHOD = "standardised hazards of the period's months as they were and under the cap; delta limits"


def plainly_avoided(level: float, scale: float) -> Measure:
    """Return leavers a year fewer, had those above a cap left as often as those below it."""
    return Measure(ANCHOR, partial(_plain, level=level, scale=scale))


def _plain(counts: Mapping[str, np.ndarray], *, level: float, scale: float) -> Measured:
    years = counts["entered"]
    gap = anchor(level).estimate(counts).estimates["difference"]
    value, lower, upper = (part * years * scale for part in (gap.value, gap.lower, gap.upper))
    method = "years in post times the plain difference"
    return Measured({NAME: Estimate(value, lower, upper, level, method)})


def let_out(
    model: Fitted, cells: pd.DataFrame, found: LeaversAvoided, a_year: float, level: float
) -> tuple[Modelled, Modelled]:
    """Return leavers avoided for a policy that rounds, then as they are for one that does not.

    Parameters
    ----------
    model : Fitted
    cells : DataFrame
        One row: leavers and years in post above the cap, and in the band they would be in.
    found : LeaversAvoided
    a_year : float
        What a year's leavers are of those of the period.
    level : float
        Confidence level.

    Returns
    -------
    tuple of Modelled
        The first holds the change at the plain number to whole steps of 5 people, so that of a
        model of exact counts nothing finer is in it; limits that are told hold the exact ones.
    """
    avoided = found.avoided
    value, lower, upper = (part * a_year for part in (avoided.value, avoided.lower, avoided.upper))
    exact = Estimate(value, lower, upper, level, METHOD)
    pairs = zip(ANCHOR, sides("left"), strict=True)
    counts = {mine: cells[name].to_numpy(np.int64) for mine, name in pairs}
    measure = plainly_avoided(level, a_year)
    few = bool(np.abs(exact.value[0]) < LEAST)
    known = bool(np.isfinite(exact.value[0]))
    coarse = coarsened(exact, measure.estimate(counts).estimates[NAME])
    shown = coarse if known and not few else _nothing(level)
    why = FEW if known else model.fit.reason or NOT_TOLD
    reasons = (None,) if known and not few else (why,)
    against = Anchor(measure, counts, {NAME: NAME}, factor=False)
    resting = support(model, 1)
    return (
        Modelled({NAME: shown}, *resting, reasons, STEP, against),
        Modelled({NAME: exact if known else _nothing(level)}, *resting, exact_only=True),
    )


def coarsened(exact: Estimate, plain: Estimate) -> Estimate:
    """Return an estimate moved so that it lies whole steps from the plain number.

    Examples
    --------
    >>> one, other = (Estimate(*map(np.array, parts), 0.95, "m") for parts in (
    ...     ([94.0], [52.0], [136.0]), ([88.0], [31.0], [149.0])))
    >>> told = coarsened(one, other)
    >>> [float(part[0]) for part in (told.value, told.lower, told.upper)]
    [93.0, 16.0, 174.0]
    """
    pairs = zip(_parts(exact), _parts(plain), strict=True)
    changes = np.array([mine - theirs for mine, theirs in pairs])
    least = np.floor(changes.min(axis=0) / STEP) * STEP
    most = np.ceil(changes.max(axis=0) / STEP) * STEP
    return Estimate(
        plain.value + (least + most) / 2,
        plain.lower + least,
        plain.upper + most,
        exact.level,
        exact.method,
    )


def _parts(one: Estimate) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return one.value, one.lower, one.upper


def _nothing(level: float) -> Estimate:
    nothing = np.array([np.nan])
    return Estimate(nothing, nothing, nothing, level, METHOD)
