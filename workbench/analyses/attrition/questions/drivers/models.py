"""What the gate is asked to let out of the models of what goes with leaving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.attrition.questions.drivers.fit import Fitted
from workbench.analyses.attrition.questions.drivers.plain import ANCHOR, anchor, sides
from workbench.findings import Anchor, Modelled
from workbench.statistics.estimate import Estimate

Floats = NDArray[np.float64]
FINEST = {"ratio": 0.01, "difference": 0.001}
"""Ratios are let out to hundredths, differences to a tenth of every 100, where counts bear it."""
OWN = "standardised to all months of the period, hazard model by "
FITS = {"maximum likelihood": "adjusted", "Jeffreys penalty": "penalised"}


def like_with_like(
    model: Fitted, cells: pd.DataFrame, told: pd.DataFrame, level: float
) -> tuple[Modelled, ...]:
    """Return what the hazard model says of each level, ratio and difference.

    Parameters
    ----------
    model : Fitted
    cells : DataFrame
        The cells of the finding, with their four counts and ``role``.
    told : DataFrame
        As `standardised` returns it, its rows those of `cells`.
    level : float
        Confidence level.
    """
    fit = FITS.get(model.fit.method, "adjusted")
    method = f"{OWN}{model.fit.method}; delta limits"
    reasons = [why if isinstance(why, str) else None for why in told["reason"]]
    others = (cells["role"] != "comparator").to_numpy()

    def one(kind: str) -> Modelled:
        value, lower, upper = (
            np.where(others, told[f"{kind}{end}"].to_numpy(float), np.nan)
            for end in ("", "_lower", "_upper")
        )
        known = np.isfinite(value)
        found = Estimate(
            value, np.where(known, lower, np.nan), np.where(known, upper, np.nan), level, method
        )
        return against_plain(model, cells, {f"{fit}_{kind}": found}, kind, reasons, level)

    return one("ratio"), one("difference")


def against_plain(
    model: Fitted,
    cells: pd.DataFrame,
    estimates: Mapping[str, Estimate],
    kind: str,
    reasons: Sequence[str | None],
    level: float,
) -> Modelled:
    """Return estimates set against the plain figure of the same months."""
    left = next(name for name in cells if str(name).startswith("left"))
    counts = {
        mine: cells[name].to_numpy(np.int64) for mine, name in zip(ANCHOR, sides(left), strict=True)
    }
    against = Anchor(anchor(level), counts, dict.fromkeys(estimates, kind), factor=kind == "ratio")
    return Modelled(
        estimates,
        *support(model, len(cells)),
        tuple(reasons),
        FINEST[kind],
        against,
        speaks_of=(cells["role"] != "comparator").to_numpy(),
    )


def support(model: Fitted, cells: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the fewest leavers and others of any level of the model, and degrees of freedom."""
    fewest = (model.of.events, model.of.non_events, model.fit.residual_degrees_of_freedom)
    events, others, freedom = (np.full(cells, many) for many in fewest)
    return events, others, freedom


def classes(
    model: Fitted, named: Mapping[str, Floats | Sequence[float]], level: float, method: str
) -> Modelled:
    """Return orders and classes: whole numbers from a few, told as they are.

    They leave without a plain number to stand against. Each is a rank among drivers, or one of a
    few words, of a model of a hundred leavers or more; it changes only where two drivers change
    places or a whole model passes a threshold, and says nothing on the way there. So it can tell
    two counts apart that are shown alike only where they lie on both sides of one such point,
    which whoever does not know every other count exactly cannot find. Values themselves (the
    importance, the area, the slope) would be as good as counts, and never leave rounded.
    """
    estimates = {}
    for name, codes in named.items():
        value = np.asarray(codes, dtype=np.float64)
        estimates[name] = Estimate(value, value, value, level, method)
    return Modelled(estimates, *support(model, len(next(iter(named.values())))))
