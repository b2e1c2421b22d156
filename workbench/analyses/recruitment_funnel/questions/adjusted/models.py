"""What the gate is asked to let out of rates set right for circumstances."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.questions.strata.counts import SIDES
from workbench.findings import Anchor, Measure, Measured, Modelled, ShownCounts, TableMeasure
from workbench.measures.shown import enough, hull, is_exact
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.estimate import Estimate

FINEST_DIFFERENCE = 0.01
"""Differences are let out to whole points at the finest."""
SUPPORT = ("events", "non_events", "residual_degrees_of_freedom")
ENOUGH = 10**9
OWN = "standardised to the group's own entrants, logistic model by "


def modelled(told: pd.DataFrame, level: float) -> tuple[Modelled, Modelled]:
    """Return ratios, then differences, adjusted by either fit.

    The plain ratio and difference of the same people are measured beside them, and are what they
    are set against where counts are rounded.

    Parameters
    ----------
    told : DataFrame
        As `fit_places` returns it, the cells of a finding in its rows.
    level : float
        Confidence level.
    """
    counts = {name: told[name].to_numpy(np.int64) for name in SIDES}
    events, non_events, freedom = (told[name].to_numpy(np.int64) for name in SUPPORT)
    # Those of the group and its comparator are in the anchor; levels of circumstances are left.
    own = np.minimum(counts["passed"], counts["comparator_passed"])
    stopped = [counts[f"{side}entered"] - counts[f"{side}passed"] for side in ("", "comparator_")]
    events = np.where(events < own, events, ENOUGH)
    non_events = np.where(non_events < np.minimum(*stopped), non_events, ENOUGH)
    plain = Measure(SIDES, partial(_plain, level=level))
    reasons = tuple(None if pd.isna(why) else str(why) for why in told["reason"])

    def model(kind: str, finest: float | None) -> Modelled:
        estimates = _kind(kind, told, level)
        names = dict.fromkeys(estimates, f"crude_{kind}")
        between = (0.0, np.inf) if kind == "ratio" else (-1.0, 1.0)
        anchor = Anchor(plain, counts, names, factor=kind == "ratio", between=between)
        return Modelled(estimates, events, non_events, freedom, reasons, finest, anchor)

    return model("ratio", None), model("difference", FINEST_DIFFERENCE)


def all_together(told: pd.DataFrame, level: float) -> TableMeasure:
    """Return the measure of the plain ratio and difference of the same people, as shown."""
    beside = {name: told[name].to_numpy(np.int64) for name in SIDES}
    fitted = np.isfinite(told["ratio"].to_numpy(np.float64))

    def estimate(counts: Mapping[str, ShownCounts]) -> dict[str, Estimate]:
        sides = tuple(counts[name] for name in SIDES)
        where = enough(*sides[:2]) & enough(*sides[2:])
        # Of exact counts, only where there is something to hold it against.
        where &= fitted | (not is_exact(*sides))
        return {
            "crude_ratio": hull(partial(relative_rate_index, level=level), sides, where),
            "crude_difference": hull(partial(rate_difference, level=level), sides, where),
        }

    return TableMeasure((), estimate, beside=beside)


def _plain(counts: Mapping[str, np.ndarray], *, level: float) -> Measured:
    sides = [counts[name] for name in SIDES]
    return Measured(
        {
            "crude_ratio": relative_rate_index(*sides, level=level),
            "crude_difference": rate_difference(*sides, level=level),
        }
    )


def _kind(kind: str, told: pd.DataFrame, level: float) -> dict[str, Estimate]:
    """Return one kind of number under a name for each fit, so that a reader knows which it was."""
    value, lower, upper = (
        told[name].to_numpy(np.float64) for name in (kind, f"{kind}_lower", f"{kind}_upper")
    )
    known = np.isfinite(value)
    likeliest = (told["method"] == "maximum likelihood").to_numpy()
    likelihood = Estimate(value, lower, upper, level, f"{OWN}maximum likelihood; delta limits")
    penalised = Estimate(value, lower, upper, level, f"{OWN}Firth's penalty; profile limits")
    return {
        f"adjusted_{kind}": _where(known & likeliest, likelihood),
        f"penalised_{kind}": _where(known & ~likeliest, penalised),
    }


def _where(known: np.ndarray, one: Estimate) -> Estimate:
    value, lower, upper = (
        np.where(known, part, np.nan) for part in (one.value, one.lower, one.upper)
    )
    return Estimate(value, lower, upper, one.level, one.method)
