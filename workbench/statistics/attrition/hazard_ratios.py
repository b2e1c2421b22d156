"""Hazard ratios of a fitted model, with its reference levels."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.statistics.attrition.hazard import HazardFit
from workbench.statistics.attrition.hazard_matrix import HazardDesign


def hazard_ratios(design: HazardDesign, fit: HazardFit, *, level: float = 0.95) -> pd.DataFrame:
    """Set out the hazard ratio of every level, references with 1.

    Parameters
    ----------
    design : HazardDesign
        What was fitted.
    fit : HazardFit
        Its fit; without one the ratios are NaN.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    DataFrame
        A row for each level in use, and one, with level ``""``, for each number (per unit of it):
        ``term``, ``level``, ``coefficient``, ``standard_error``, ``ratio``, ``lower``, ``upper``,
        ``at_risk``, ``left``. Levels told by others before them have no ratio.

    Examples
    --------
    >>> from workbench.statistics.attrition.hazard import fit_hazard
    >>> from workbench.statistics.attrition.hazard_design import hazard_design
    >>> cells = pd.DataFrame(
    ...     {"grade": pd.Categorical(["PO", "PSO"]), "at_risk": [9000, 4000], "left": [60, 45]}
    ... )
    >>> design = hazard_design(cells, ["grade"])
    >>> hazard_ratios(design, fit_hazard(design))[["level", "ratio", "left"]].round(3)
      level  ratio  left
    0    PO  1.000  60.0
    1   PSO  1.691  45.0
    """
    place = {name: number for number, name in enumerate(fit.columns, 1)}
    names, exposed, gone = _margins(design)
    references = {(term.name, term.reference) for term in design.factors}
    coefficient, error = np.full((2, len(names)), np.nan)
    errors = np.sqrt(np.diag(fit.covariance))
    for row, name in enumerate(names):
        if name in place:
            coefficient[row], error[row] = fit.coefficients[place[name]], errors[place[name]]
        elif name in references and fit.converged:
            coefficient[row], error[row] = 0, 0
    margin = fit.critical(level) * error
    return pd.DataFrame(
        {
            "term": [term for term, _ in names],
            "level": [label for _, label in names],
            "coefficient": coefficient,
            "standard_error": error,
            "ratio": np.exp(coefficient),
            "lower": np.exp(coefficient - margin),
            "upper": np.exp(coefficient + margin),
            "at_risk": exposed,
            "left": gone,
        }
    )


def _margins(design: HazardDesign) -> tuple[list[tuple[str, str]], list[float], list[float]]:
    """Names of the levels in use and of numbers, with person-months and leavers."""
    names, exposed, gone = [], [], []
    for term in design.terms:
        if not term.levels:
            names.append((term.name, ""))
            exposed.append(float(design.at_risk.sum()))
            gone.append(float(design.left.sum()))
            continue
        codes, size = design.codes[:, design.factor(term.name)], len(term.levels)
        months = np.bincount(codes, weights=design.at_risk, minlength=size)
        leavers = np.bincount(codes, weights=design.left, minlength=size)
        for code in design.used(term.name):
            names.append((term.name, term.levels[code]))
            exposed.append(float(months[code]))
            gone.append(float(leavers[code]))
    return names, exposed, gone
