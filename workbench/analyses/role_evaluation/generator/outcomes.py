"""Outcomes of units month by month, before anything is left blank."""

from __future__ import annotations

import numpy as np
from scipy.stats import poisson

from workbench.analyses.role_evaluation.generator import plan
from workbench.analyses.role_evaluation.generator.rollout import (
    Floats,
    Units,
    dose,
    drift,
    filled,
    pattern_shares,
    units,
)
from workbench.analyses.role_evaluation.generator.words import FULL_TIME, MONTHS, PART_TIME
from workbench.synthetic import CHUNK_SIZE, Streams
from workbench.vocabulary.terms import REGIONS

PATTERNS = tuple(f"{plan.HOURS}_{pattern}" for pattern in ("full_time", "part_time"))


def units_of(streams: Streams) -> Units:
    """Return the units of one chunk."""
    return units(streams.chunk * CHUNK_SIZE, streams.size)


def outcomes(streams: Streams) -> dict[str, Floats]:
    """Draw every outcome of one chunk of units.

    Parameters
    ----------
    streams : Streams
        Of the units.

    Returns
    -------
    dict of str to ndarray, shape (units, months)
        By column, not rounded; NaN where a unit has no part-time SPO.

    Examples
    --------
    >>> drawn = outcomes(Streams(1, 0, 12))
    >>> drawn["administration_hours"].shape
    (12, 30)
    """
    these = units_of(streams)
    drawn = {measure.name: _measure(measure, these, streams) for measure in plan.MEASURES}
    shares = pattern_shares(these)[:, :, None]
    part = np.where(shares[:, PART_TIME] > 0, drawn[PATTERNS[PART_TIME]], np.nan)
    full = drawn[PATTERNS[FULL_TIME]]
    everyone = shares[:, FULL_TIME] * full + shares[:, PART_TIME] * np.nan_to_num(part)
    return {
        plan.HOURS: everyone,
        **drawn,
        PATTERNS[PART_TIME]: part,
        "spo_leavers": _leavers(these, streams),
        "vacancies": _vacancies(these, streams),
        "support_cost": _cost(these, streams),
    }


def expected(measure: plan.Measure, these: Units) -> Floats:
    """Return what is planted in a measure beyond its level, shape (units, months)."""
    drifts = drift(these) if measure.name in PATTERNS else 0.0
    return measure.in_full * dose(these) + drifts


def _measure(measure: plan.Measure, these: Units, streams: Streams) -> Floats:
    # The hours of the two working patterns share what is of the region and of the month in it.
    shared = plan.HOURS if measure.name in PATTERNS else measure.name
    everywhere = Streams(streams.seed, 0, len(REGIONS))
    lasting = measure.of_region * everywhere.normal(f"{shared} region")
    shock = _autoregressive(everywhere, f"{shared} shock", plan.SHOCK_KEPT)
    noise = _autoregressive(streams, f"{measure.name} noise", plan.KEPT)
    season = np.cos(2 * np.pi * np.arange(MONTHS) / 12)
    base = measure.level + measure.of_unit * streams.normal(f"{shared} unit")
    of_unit = base + lasting[these.region]
    of_month = measure.shock * shock[these.region] + measure.noise * noise
    values = of_unit[:, None] + measure.season * season + of_month + expected(measure, these)
    return np.clip(values, 0, measure.highest)


def _autoregressive(streams: Streams, name: str, kept: float) -> Floats:
    """Draw series of standard deviation 1 for each row, shape (rows, months)."""
    series = streams.generator(name).standard_normal((streams.size, MONTHS))
    for month in range(1, MONTHS):
        series[:, month] *= np.sqrt(1 - kept**2)
        series[:, month] += kept * series[:, month - 1]
    return series


def _leavers(these: Units, streams: Streams) -> Floats:
    uniform = streams.generator("leavers").random((streams.size, MONTHS))
    rate = plan.LEAVERS_A_YEAR / 1200 * these.headcount[:, None]
    found: Floats = poisson.ppf(uniform, rate)
    return np.maximum(found, 0)


def _vacancies(these: Units, streams: Streams) -> Floats:
    vacant = plan.VACANT_SHARE * these.headcount[:, None]
    noise = _autoregressive(streams, "vacancies noise", 0.9)
    return np.maximum(np.rint(vacant + plan.VACANT_SPREAD * noise), 0)


def _cost(these: Units, streams: Streams) -> Floats:
    around = streams.generator("cost").uniform(0.98, 1.02, (streams.size, MONTHS))
    return filled(these) * plan.COST_OF_POST / 12 * around
