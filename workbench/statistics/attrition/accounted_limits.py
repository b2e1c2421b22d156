"""How sure it is what a model accounts for of a gap, months and leavers both drawn by chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.statistics.attrition.hazard import HazardFit
from workbench.statistics.attrition.hazard_likelihood import likelihood
from workbench.statistics.attrition.hazard_matrix import Floats, HazardDesign

DELTA_OF_BOTH = "delta method, months and leavers both drawn by chance"


def accounted_errors(
    design: HazardDesign,
    fit: HazardFit,
    characteristic: str,
    groups: Sequence[str],
    *,
    comparator: str,
) -> Floats:
    """Return the standard errors of crude less adjusted excess leavers over all months.

    Parameters
    ----------
    design : HazardDesign
        Cells and columns of a model that has the characteristic as a term.
    fit : HazardFit
        Its fit, that converged.
    characteristic, comparator : str
        The term and one of its levels, of which someone left.
    groups : sequence of str
        Levels that can be told from the comparator.

    Returns
    -------
    ndarray of float, shape (groups,)
        Above 0, in leavers.

    Notes
    -----
    Infinitesimal jackknife: Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans,
    chapter 6. Person-months of all cells and both outcomes are one multinomial draw; what one more
    of each would change is worked out instead of drawn. A penalised fit keeps the pull that its
    penalty had.

    Examples
    --------
    >>> import pandas as pd
    >>> from workbench.statistics.attrition.hazard import fit_hazard
    >>> from workbench.statistics.attrition.hazard_design import hazard_design
    >>> cells = pd.DataFrame(
    ...     {
    ...         "group": pd.Categorical(["A", "A", "B", "B"], ["A", "B"]),
    ...         "cases": pd.Categorical(["under 50", "50+"] * 2, ["under 50", "50+"]),
    ...         "at_risk": [9000, 1000, 1000, 3000], "left": [90, 20, 10, 60],
    ...     }
    ... )
    >>> design = hazard_design(cells, ["group", "cases"], references={"group": "A"})
    >>> accounted_errors(design, fit_hazard(design), "group", ["B"], comparator="A").round(2)
    array([9.7])
    """
    place = design.factor(characteristic)
    term, codes = design.factors[place], design.codes[:, place]
    stayed = design.at_risk - design.left
    matrix, base = design.sparse(), codes == term.code(comparator)
    linear = matrix @ fit.coefficients
    one, none = np.ones_like(linear), np.zeros_like(linear)
    # What one more month of each cell adds to the score, by whether it ended in leaving.
    scores = [fit.family.terms(linear, one, ended)[1] for ended in (one, none)]
    information = likelihood(design, fit.family, fit.coefficients).information
    errors = []
    for group in groups:
        here, column = codes == term.code(group), 1 + fit.columns.index((characteristic, group))
        others = linear - fit.coefficients[column]
        apart = np.where(here, fit.family.mean(linear) - fit.family.mean(others), 0.0)
        months = np.where(here, design.at_risk, 0.0)
        own, other = (months * fit.family.slope(of) for of in (linear, others))
        gradient = matrix.T @ (own - other)
        gradient[column] += other.sum()
        along = matrix @ np.linalg.solve(information, gradient)
        crude = _crude(design, here, base)
        # Sums of changes over all months are the quantity itself: it grows as the months do.
        left, kept = (of - apart - along * score for of, score in zip(crude, scores, strict=True))
        total = design.left @ left + stayed @ kept
        squares = design.left @ left**2 + stayed @ kept**2
        errors.append(np.sqrt(max(squares - total**2 / design.at_risk.sum(), 0.0)))
    return np.array(errors)


def _crude(design: HazardDesign, here: np.ndarray, base: np.ndarray) -> tuple[Floats, Floats]:
    """Return what one more month of each cell changes of the crude excess, left and not."""
    exposed = design.at_risk[base].sum()
    rate = design.left[base].sum() / exposed
    weight = design.at_risk[here].sum() / exposed
    stayed = weight * rate * base - rate * here
    return stayed + here - weight * base, stayed
