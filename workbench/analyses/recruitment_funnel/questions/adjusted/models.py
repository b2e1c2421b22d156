"""What the gate is asked to let out of rates set right for circumstances."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.questions.strata.counts import SIDES
from workbench.findings import Modelled
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.estimate import Estimate

FINEST_DIFFERENCE = 0.01
"""Differences are let out to whole points at the finest."""
SUPPORT = ("events", "non_events", "residual_degrees_of_freedom")
OWN = "standardised to the group's own entrants, logistic model by "


def modelled(told: pd.DataFrame, level: float) -> tuple[Modelled, Modelled]:
    """Return ratios, then differences: adjusted by either fit, and crude on the same people.

    Parameters
    ----------
    told : DataFrame
        As `fit_places` returns it, the cells of a finding in its rows.
    level : float
        Confidence level.
    """
    counts = [told[name].to_numpy(np.int64) for name in SIDES]
    crude = {
        "ratio": relative_rate_index(*counts, level=level),
        "difference": rate_difference(*counts, level=level),
    }
    ratios, differences = (_kind(kind, told, one, level) for kind, one in crude.items())
    events, non_events, freedom = (told[name].to_numpy(np.int64) for name in SUPPORT)
    reasons = tuple(None if pd.isna(why) else str(why) for why in told["reason"])
    return (
        Modelled(ratios, events, non_events, freedom, reasons),
        Modelled(differences, events, non_events, freedom, reasons, finest=FINEST_DIFFERENCE),
    )


def _kind(kind: str, told: pd.DataFrame, crude: Estimate, level: float) -> dict[str, Estimate]:
    """Return one kind of number under a name for each fit, so that a reader knows which it was."""
    value, lower, upper = (
        told[name].to_numpy(np.float64) for name in (kind, f"{kind}_lower", f"{kind}_upper")
    )
    known = np.isfinite(value)
    plain = (told["method"] == "maximum likelihood").to_numpy()
    likelihood = Estimate(value, lower, upper, level, f"{OWN}maximum likelihood; delta limits")
    penalised = Estimate(value, lower, upper, level, f"{OWN}Firth's penalty; profile limits")
    return {
        f"adjusted_{kind}": _where(known & plain, likelihood),
        f"penalised_{kind}": _where(known & ~plain, penalised),
        # Only where there is something to hold it against.
        f"crude_{kind}": _where(known, crude),
    }


def _where(known: np.ndarray, one: Estimate) -> Estimate:
    value, lower, upper = (
        np.where(known, part, np.nan) for part in (one.value, one.lower, one.upper)
    )
    return Estimate(value, lower, upper, one.level, one.method)
