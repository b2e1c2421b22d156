"""One hazard model of the period's months, and what it says of each level of each driver."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.analyses.attrition.questions.drivers.cells import ModelCells
from workbench.errors import EstimationError
from workbench.statistics.attrition.hazard import HazardFit, fit_hazard
from workbench.statistics.attrition.hazard_design import HazardDesign, collapsed, hazard_design
from workbench.statistics.attrition.standardised import standardised_leaving

TOGETHER = "too few left at this level to tell it from the next"
NOT_APART = "the same months are without other measures too, and cannot be told from them"
WITH_OTHERS = "it cannot be told from levels put with it, at which too few left"
NOBODY = "nobody was at this level"
PARTS = ("difference", "ratio")


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A fit with what it was made of."""

    of: ModelCells
    design: HazardDesign
    fit: HazardFit


def fitted(of: ModelCells) -> Fitted:
    """Fit the hazard of leaving to cells, every term at once.

    Parameters
    ----------
    of : ModelCells

    Returns
    -------
    Fitted
        Its fit may not have converged, or be penalised: it says why.
    """
    cells = collapsed(of.cells, of.terms)
    design = hazard_design(cells, of.terms, references=dict(of.references))
    return Fitted(of, design, fit_hazard(design))


def standardised(model: Fitted, term: str, *, level: float) -> pd.DataFrame:
    """Return leavers a year of every one in post at each level of a term, like with like.

    Parameters
    ----------
    model : Fitted
    term : str
    level : float
        Confidence level.

    Returns
    -------
    DataFrame
        By level: ``difference`` and ``ratio`` with ``_lower`` and ``_upper``, as shares of 1, set
        against the reference; NaN where there is none, and ``reason`` why.
    """
    labels = list(model.of.told[term])
    told = pd.DataFrame(np.nan, index=labels, columns=_columns())
    reason = pd.Series([_why(model, term, label) for label in labels], index=labels, dtype=object)
    try:
        found = standardised_leaving(model.design, model.fit, term, level=level).table()
    except EstimationError:
        # The level that others are set against was put together with another.
        return told.assign(reason=reason.fillna(NOT_APART))
    found = found.set_index("level")
    for name in (f"difference{end}" for end in ("", "_lower", "_upper")):
        found[name] /= 100
    own = [label for label in labels if reason[label] is None and label in found.index]
    told.loc[own] = found.loc[own, _columns()]
    unknown = told["difference"].isna() & reason.isna()
    # Limits of what is not known would say that something is.
    told = told.mask(told["difference"].isna())
    return told.assign(reason=reason.where(~unknown, NOT_APART))


def _why(model: Fitted, term: str, label: str) -> str | None:
    if not model.fit.converged:
        return model.fit.reason
    if not model.of.told[term][label]:
        if model.of.under[term][label] != label:
            return TOGETHER
        return WITH_OTHERS if (model.of.cells[term] == label).any() else NOBODY
    return None


def _columns() -> list[str]:
    return [f"{part}{end}" for part in PARTS for end in ("", "_lower", "_upper")]
