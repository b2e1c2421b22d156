"""The hazard model as the second opinion asks for it: learnt from some cells, told of all."""

from __future__ import annotations

import numpy as np

from workbench.statistics.attrition.hazard import fit_hazard
from workbench.statistics.attrition.hazard_design import HazardDesign
from workbench.statistics.attrition.second_opinion import Fit
from workbench.statistics.attrition.second_opinion_cells import Bools, Floats


def held_out_hazard(design: HazardDesign) -> Fit:
    """Return what fits the hazard model to chosen cells and tells the hazards of all.

    Parameters
    ----------
    design : HazardDesign
        Of the same cells, in the same order, as the second opinion's.

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

    def told(learnt: Bools) -> Floats:
        hazards = np.full(len(design.at_risk), np.nan)
        fit = fit_hazard(design.rows(learnt))
        if fit.converged:
            for part, matrix in design.blocks():
                hazards[part] = fit.family.mean(matrix @ fit.coefficients)
        return hazards

    return told
