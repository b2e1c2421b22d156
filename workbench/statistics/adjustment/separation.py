"""Whether a logistic model has a finite fit at all."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog

from workbench.statistics.adjustment.design_columns import null_directions
from workbench.statistics.adjustment.logistic_design import LogisticDesign

SOME = 1e-6
"""Gain, with directions of length up to 1, from which the outcomes are taken as separated."""


def separated(design: LogisticDesign) -> bool:
    """Tell whether some change of the coefficients improves the fit for ever.

    Parameters
    ----------
    design : LogisticDesign
        Cells and columns of the model.

    Returns
    -------
    bool
        True where the data are completely or quasi-completely separated, so that at least
        one maximum likelihood estimate is infinite.

    Notes
    -----
    Albert and Anderson (1984), Biometrika 71, 1-10; Konis (2007), DPhil thesis, University of
    Oxford. A cell in which some passed and some did not pins its linear predictor, so the
    linear programme is over the directions that change none of those, which are usually none.

    Examples
    --------
    >>> from workbench.statistics.adjustment.logistic_design import logistic_design
    >>> nobody_passed = logistic_design(
    ...     [0, 1], [[], []], [15, 0], [72, 16], group_levels=2, covariate_levels=[], comparator=0
    ... )
    >>> separated(nobody_passed)
    True
    """
    mixed = (design.passed > 0) & (design.passed < design.entered)
    free = null_directions(design.matrix[mixed])
    if not free.shape[1]:
        return False
    sign = np.where(design.passed > 0, 1.0, -1.0)[~mixed]
    gains = sign[:, None] * (design.matrix[~mixed] @ free)
    best = linprog(-gains.sum(axis=0), A_ub=-gains, b_ub=np.zeros(len(gains)), bounds=(-1, 1))
    # Without an answer there is no proof of a finite fit, and the penalised one serves both.
    return not best.success or bool(-best.fun > SOME)
