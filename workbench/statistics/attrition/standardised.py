"""Leaving by level of a driver, like with like in all else a hazard model holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.attrition.expected_leavers import (
    DELTA,
    DELTA_ON_LOG,
    Expected,
    estimate,
    expected_leavers,
    log_limits,
    plain_limits,
)
from workbench.statistics.attrition.hazard import HazardFit
from workbench.statistics.attrition.hazard_matrix import Floats, HazardDesign
from workbench.statistics.estimate import Estimate


@dataclass(frozen=True, eq=False, slots=True)
class StandardisedLeaving:
    """Leavers in 100 a year were everyone at each level of one driver.

    Attributes
    ----------
    term : str
        The driver.
    levels : tuple of str
        Its levels in use, in order.
    reference : str
        The level that the others are set against.
    per_100 : Estimate
        12 times the mean monthly hazard, in leavers to 100 people in post for a year; limits on
        the logarithm. Shape (levels,), as all below.
    difference : Estimate
        What it is above that of the reference, in leavers in 100 a year.
    ratio : Estimate
        Divided by that of the reference.
    at_risk, left : ndarray of float
        Person-months and leavers seen at each level, among the months averaged over.
    """

    term: str
    levels: tuple[str, ...]
    reference: str
    per_100: Estimate
    difference: Estimate
    ratio: Estimate
    at_risk: Floats
    left: Floats

    def table(self) -> pd.DataFrame:
        """Return a row for each level, with each estimate and its limits."""
        columns: dict[str, ArrayLike] = {"level": list(self.levels)}
        for name in ("per_100", "difference", "ratio"):
            found: Estimate = getattr(self, name)
            columns |= {name: found.value, f"{name}_lower": found.lower}
            columns[f"{name}_upper"] = found.upper
        return pd.DataFrame(columns | {"at_risk": self.at_risk, "left": self.left})


def standardised_leaving(
    design: HazardDesign,
    fit: HazardFit,
    term: str,
    *,
    reference: str | None = None,
    over: NDArray[np.bool_] | None = None,
    level: float = 0.95,
    periods: float = 12,
) -> StandardisedLeaving:
    """Give every person-month each level of a driver in turn, and average the hazards.

    Parameters
    ----------
    design : HazardDesign
        Cells and columns of the model.
    fit : HazardFit
        Its fit.
    term : str
        A term with levels.
    reference : str, optional
        The level that the others are set against; by default the term's own.
    over : ndarray of bool, shape (cells,), optional
        Cells averaged over, such as those that the driver concerns; by default all. Those at a
        level that cannot be told from the reference, since another term tells it, are left out.
    level : float
        Confidence level, above 0 and below 1.
    periods : float
        Periods of the data in a year; 12 where a row is of person-months.

    Returns
    -------
    StandardisedLeaving
        NaN throughout where the fit did not converge; NaN too for a level that cannot be told from
        the reference.

    Raises
    ------
    EstimationError
        No such term or reference, nobody to average over, or an impossible level.

    Notes
    -----
    G-computation over the observed months: Robins (1986), Math. Model. 7, 1393-1512; limits by
    the delta method with those months fixed, Flanders and Rhodes (1987), J. Chronic Dis. 40,
    697-704. Associations: what would happen were a driver changed is more than this can tell.

    Examples
    --------
    >>> from workbench.statistics.attrition.hazard import fit_hazard
    >>> from workbench.statistics.attrition.hazard_design import hazard_design
    >>> cells = pd.DataFrame(
    ...     {"grade": pd.Categorical(["PO", "PSO"]), "at_risk": [9000, 4000], "left": [60, 45]}
    ... )
    >>> design = hazard_design(cells, ["grade"])
    >>> found = standardised_leaving(design, fit_hazard(design), "grade")
    >>> print(found.per_100.value.round(3), found.difference.value.round(3))
    [ 8.   13.5] [0.  5.5]
    """
    place = design.factor(term)
    labels = design.factors[place].levels
    used = design.used(term)
    chosen = design.factors[place].reference if reference is None else reference
    if chosen not in [labels[code] for code in used]:
        raise EstimationError(f"Nobody is in {chosen}, which {term} is to be set against.")
    tellable = design.comparable(term, chosen)
    concerned = tellable[design.codes[:, place]]
    within = design.rows(concerned if over is None else concerned & np.asarray(over))
    if not within.at_risk.sum() > 0:
        raise EstimationError(f"Nobody is at risk in the cells that {term} is averaged over.")
    found = {
        code: expected_leavers(within.given(term, code), fit)
        if tellable[code] and fit.converged
        else None
        for code in used
    }
    base = found[labels.index(chosen)]
    scale = periods * 100 / float(within.at_risk.sum())
    numbers = np.array([_numbers(found[code], base, fit, scale, level) for code in used])
    codes, size = within.codes[:, place], len(labels)
    return StandardisedLeaving(
        term=term,
        levels=tuple(labels[code] for code in used),
        reference=chosen,
        per_100=estimate(numbers[:, 0], level, DELTA_ON_LOG),
        difference=estimate(numbers[:, 1], level, DELTA),
        ratio=estimate(numbers[:, 2], level, DELTA_ON_LOG),
        at_risk=np.bincount(codes, weights=within.at_risk, minlength=size)[[*used]].astype(
            np.float64
        ),
        left=np.bincount(codes, weights=within.left, minlength=size)[[*used]].astype(np.float64),
    )


def _numbers(
    found: Expected | None, base: Expected | None, fit: HazardFit, scale: float, level: float
) -> Floats:
    """Rate, difference and ratio, each with its limits."""
    if found is None or base is None:
        fit.critical(level)
        return np.array([[np.nan, 0, np.inf], [np.nan, -np.inf, np.inf], [np.nan, 0, np.inf]])
    rate = log_limits(found, None, fit, level) * scale
    return np.array(
        [
            rate,
            plain_limits(found - base, fit, scale, level),
            log_limits(found, base, fit, level),
        ]
    )
