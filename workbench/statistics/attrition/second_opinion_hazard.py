"""The hazard model as the second opinion asks for it: learnt from some cells, told of all."""

from __future__ import annotations

import numpy as np

from workbench.statistics.attrition.hazard import HazardFit, fit_hazard
from workbench.statistics.attrition.hazard_design import HazardDesign
from workbench.statistics.attrition.second_opinion import Fit
from workbench.statistics.attrition.second_opinion_cells import Bools, Floats


def held_out_hazard(design: HazardDesign, *, like: HazardFit | None = None) -> Fit:
    """Return what fits the hazard model to chosen cells and tells the hazards of all.

    Parameters
    ----------
    design : HazardDesign
        Of the same cells, in the same order, as the second opinion's.
    like : HazardFit, optional
        Of all of them, to start from.

    Returns
    -------
    callable
        For `second_opinion`; it tells NaN where a fit did not converge.

    Examples
    --------
    >>> import pandas as pd
    >>> from workbench.statistics.attrition.hazard_design import hazard_design
    >>> cells = pd.DataFrame(
    ...     {"grade": pd.Categorical(["PO", "PSO", "PSO"]), "at_risk": 1000, "left": [20, 30, 90]}
    ... )
    >>> fit = held_out_hazard(hazard_design(cells, ["grade"]))
    >>> fit(np.array([True, True, False])).round(6)
    array([0.02, 0.03, 0.03])
    """
    known = like is not None and like.converged and like.columns == design.columns
    start = like.coefficients if like is not None and known else None
    matrix = design.sparse()

    def told(learnt: Bools) -> Floats:
        fit = fit_hazard(design.rows(learnt), start=start)
        return np.asarray(fit.family.mean(matrix @ fit.coefficients))

    return told
