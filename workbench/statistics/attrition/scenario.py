"""Leavers avoided, were a driver kept from its highest bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import EstimationError
from workbench.statistics.attrition.expected_leavers import (
    DELTA,
    estimate,
    expected_leavers,
    plain_limits,
)
from workbench.statistics.attrition.hazard import HazardFit
from workbench.statistics.attrition.hazard_matrix import HazardDesign
from workbench.statistics.estimate import Estimate


@dataclass(frozen=True, eq=False, slots=True)
class LeaversAvoided:
    """What a hazard model says of months as they were and as they might have been.

    Attributes
    ----------
    avoided : Estimate
        Leavers fewer over the months given, for each share in turn, shape (shares,); negative
        where the scenario has more.
    shares : tuple of float
        Shares of the association that are taken for causal, 1 for all of it.
    expected, expected_capped : float
        Leavers that the model expects of those months, as they were and under the scenario; NaN
        where the fit did not converge.
    person_months, changed : float
        Months given, and those among them whose level the scenario changes.
    """

    avoided: Estimate
    shares: tuple[float, ...]
    expected: float
    expected_capped: float
    person_months: float
    changed: float


def leavers_avoided(
    design: HazardDesign,
    fit: HazardFit,
    changes: Mapping[str, Mapping[str, str]],
    person_months: ArrayLike,
    *,
    shares: Sequence[float] = (1.0,),
    level: float = 0.95,
) -> LeaversAvoided:
    """Set some levels of drivers to others, and count the leavers a model then expects fewer.

    Parameters
    ----------
    design : HazardDesign
        Cells and columns of the model, of the whole window.
    fit : HazardFit
        Its fit.
    changes : mapping of str to mapping of str to str
        By driver, the level that takes the place of each level above the cap. All are changed at
        once.
    person_months : array_like of float, shape (cells,)
        Months to which the scenario is applied: those of the last 12 closed months.
    shares : sequence of float
        Shares, from 0 to 1, of the association that are taken for causal. The data cannot tell
        which is right.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    LeaversAvoided
        With NaN where the fit did not converge, or a level cannot be told from that which takes
        its place.

    Raises
    ------
    EstimationError
        Unknown drivers or levels, a new level that nobody has, months that are not numbers from
        0, or a share outside 0 to 1.

    Notes
    -----
    Sum over cells of n[h(x) - h(x')], x' the changed covariates, with the gradient sum of
    n[h'(x)x - h'(x')x'] for the delta method. The interval is of the estimate, if the association
    were causal: not of the chance with which people then leave.

    Examples
    --------
    >>> import pandas as pd
    >>> from workbench.statistics.attrition.hazard import fit_hazard
    >>> from workbench.statistics.attrition.hazard_design import hazard_design
    >>> cells = pd.DataFrame(
    ...     {"cases": pd.Categorical(["40-49", "50+"]), "at_risk": [9000, 4000], "left": [60, 45]}
    ... )
    >>> design = hazard_design(cells, ["cases"])
    >>> found = leavers_avoided(
    ...     design, fit_hazard(design), {"cases": {"50+": "40-49"}}, [3000, 1200], shares=[1, 0.5]
    ... )
    >>> print(found.avoided.value.round(3), round(found.expected, 3))
    [5.5  2.75] 33.5
    """
    months = np.asarray(person_months, dtype=np.float64)
    _refuse(design, changes, months, shares)
    capped, changed = design, np.zeros(len(months), dtype=np.bool_)
    tellable = fit.converged
    for name, levels in changes.items():
        factor = design.factor(name)
        labels = design.factors[factor].levels
        codes = design.codes[:, factor].copy()
        for old, new in levels.items():
            here = design.codes[:, factor] == labels.index(old)
            codes[here] = labels.index(new)
            changed |= here
            told = design.comparable(name, new)[labels.index(old)]
            tellable &= bool(told) or not here.any()
        capped = capped.given(name, codes)
    fit.critical(level)
    numbers, before, after = np.array([np.nan, -np.inf, np.inf]), float("nan"), float("nan")
    if tellable:
        as_is = expected_leavers(design, fit, months)
        under = expected_leavers(capped, fit, months)
        numbers = plain_limits(as_is - under, fit, 1, level)
        before, after = as_is.value, under.value
    scaled = [numbers * share if tellable else numbers for share in shares]
    return LeaversAvoided(
        avoided=estimate(np.array(scaled), level, DELTA),
        shares=tuple(float(share) for share in shares),
        expected=before,
        expected_capped=after,
        person_months=float(months.sum()),
        changed=float(months[changed].sum()),
    )


def _refuse(
    design: HazardDesign,
    changes: Mapping[str, Mapping[str, str]],
    months: np.ndarray,
    shares: Sequence[float],
) -> None:
    problems = []
    if months.shape != design.at_risk.shape or not (months >= 0).all():
        problems.append(f"Months must be numbers from 0, one to a cell; found {months.shape}.")
    if not all(0 <= share <= 1 for share in shares):
        problems.append(f"Shares must be from 0 to 1; found {list(shares)}.")
    for name, levels in changes.items():
        labels = design.factors[design.factor(name)].levels
        used = [labels[code] for code in design.used(name)]
        unknown = sorted({*levels, *levels.values()} - set(labels))
        if unknown:
            problems.append(f"{name} has no levels {unknown}; it has {list(labels)}.")
        empty = sorted(set(levels.values()) & set(labels) - set(used))
        if empty:
            problems.append(f"Nobody is in {empty} of {name}, to which others are to be set.")
    if problems:
        raise EstimationError.gather("The scenario", problems)
