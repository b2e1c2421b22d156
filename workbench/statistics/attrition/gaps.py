"""Leavers of a group beside those it would have at a comparator's hazards."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.statistics.attrition.expected_leavers import (
    DELTA,
    DELTA_ON_LOG,
    Expected,
    estimate,
    expected_leavers,
    log_limits,
    plain_limits,
)
from workbench.statistics.attrition.hazard import HazardFit, Penalty, fit_hazard
from workbench.statistics.attrition.hazard_design import collapsed, hazard_design
from workbench.statistics.attrition.hazard_matrix import Floats, HazardDesign
from workbench.statistics.estimate import Estimate


@dataclass(frozen=True, eq=False, slots=True)
class Gap:
    """How much more each group leaves than the comparator, on the group's own person-months.

    Attributes
    ----------
    excess : Estimate
        Leavers a year above those that the comparator's hazards would give, shape (groups,), as
        all below; negative where fewer leave.
    difference : Estimate
        The same in leavers in 100 people in post for a year.
    ratio : Estimate
        Leavers to those that the comparator's hazards would give.
    fit : HazardFit
        What it comes from.
    """

    excess: Estimate
    difference: Estimate
    ratio: Estimate
    fit: HazardFit


def group_model(
    cells: pd.DataFrame,
    characteristic: str,
    drivers: Sequence[str],
    *,
    comparator: str,
    clusters: str | None = None,
    penalty: Penalty = "when needed",
    like: HazardFit | None = None,
) -> tuple[HazardDesign, HazardFit]:
    """Fit hazards by group and drivers to the cells these make.

    Groups of which no one left are left out, all but the comparator: their own coefficient takes
    up all they could say, and without bound.

    Parameters
    ----------
    cells : DataFrame
        With the characteristic, the drivers, the clusters, ``at_risk`` and ``left``.
    characteristic, drivers, comparator, clusters
        As in `excess_leavers`.
    penalty
        As in `fit_hazard`.
    like : HazardFit, optional
        A fit of a model with more or fewer drivers, to start from.

    Examples
    --------
    >>> cells = pd.DataFrame(
    ...     {"sex": pd.Categorical(["F", "M", "X"]), "at_risk": [900, 400, 9], "left": [18, 20, 0]}
    ... )
    >>> _, fit = group_model(cells, "sex", [], comparator="F")
    >>> print(fit.columns, fit.method)
    (('sex', 'M'),) maximum likelihood
    """
    terms = [*dict.fromkeys((characteristic, *drivers))]
    alike = collapsed(cells, [*dict.fromkeys((*terms, clusters))] if clusters else terms)
    alike = alike[alike["at_risk"] > 0]
    left = alike.groupby(characteristic, observed=False)["left"].transform("sum")
    kept = alike[(left > 0) | (alike[characteristic] == comparator)]
    design = hazard_design(kept, terms, references={characteristic: comparator})
    labels = pd.factorize(kept[clusters])[0] if clusters else None
    start = None
    if like is not None and like.converged:
        place = dict(zip(like.columns, like.coefficients[1:], strict=True))
        start = [like.coefficients[0], *(place.get(name, 0.0) for name in design.columns)]
    return design, fit_hazard(design, clusters=labels, penalty=penalty, start=start)


def own_and_others(
    design: HazardDesign, fit: HazardFit, characteristic: str, group: str, comparator: str
) -> tuple[Expected, Expected]:
    """Return a group's expected leavers, and those at the comparator's hazards.

    Parameters
    ----------
    design : HazardDesign
        Cells and columns of a model that has the characteristic as a term.
    fit : HazardFit
        Its fit, that converged.
    characteristic, group, comparator : str
        The term, and two of its levels.

    Examples
    --------
    >>> import pandas as pd
    >>> from workbench.statistics.attrition.hazard import fit_hazard
    >>> from workbench.statistics.attrition.hazard_design import hazard_design
    >>> cells = pd.DataFrame(
    ...     {"sex": pd.Categorical(["F", "M"]), "at_risk": [900, 400], "left": [18, 20]}
    ... )
    >>> design = hazard_design(cells, ["sex"])
    >>> own, others = own_and_others(design, fit_hazard(design), "sex", "M", "F")
    >>> print(round(own.value, 6), round(others.value, 6))
    20.0 8.0
    """
    place = design.factor(characteristic)
    term = design.factors[place]
    theirs = design.rows(design.codes[:, place] == term.code(group))
    others = theirs.given(characteristic, term.code(comparator))
    return expected_leavers(theirs, fit), expected_leavers(others, fit)


def gap(
    design: HazardDesign,
    fit: HazardFit,
    characteristic: str,
    groups: Sequence[str],
    *,
    comparator: str,
    tellable: Collection[str],
    months: float,
    level: float,
) -> Gap:
    """Set every group that can be told beside the comparator.

    Parameters
    ----------
    design, fit, characteristic, comparator
        As `own_and_others`.
    groups : sequence of str
        All groups, in order.
    tellable : collection of str
        Those to estimate; the others are NaN.
    months : float
        Calendar months that the cells cover, above 0.
    level : float
        Confidence level, above 0 and below 1.
    """
    fit.critical(level)
    undefined = [[np.nan, -np.inf, np.inf], [np.nan, -np.inf, np.inf], [np.nan, 0, np.inf]]
    numbers = np.tile(np.array(undefined), (len(groups), 1, 1))
    for place, group in enumerate(groups):
        if group in tellable and fit.converged:
            own, others = own_and_others(design, fit, characteristic, group, comparator)
            exposed = _person_months(design, characteristic, group)
            excess = plain_limits(own - others, fit, 12 / months, level)
            numbers[place] = [
                excess,
                excess * months * 100 / exposed,
                log_limits(own, others, fit, level),
            ]
    return Gap(
        excess=estimate(numbers[:, 0], level, DELTA),
        difference=estimate(numbers[:, 1], level, DELTA),
        ratio=estimate(numbers[:, 2], level, DELTA_ON_LOG),
        fit=fit,
    )


def group_sums(design: HazardDesign, characteristic: str) -> tuple[Floats, Floats]:
    """Return person-months and leavers of every group of a term, shape (groups,) each."""
    place = design.factor(characteristic)
    codes, size = design.codes[:, place], len(design.factors[place].levels)
    exposed = np.bincount(codes, weights=design.at_risk, minlength=size)
    gone = np.bincount(codes, weights=design.left, minlength=size)
    return exposed.astype(np.float64), gone.astype(np.float64)


def _person_months(design: HazardDesign, characteristic: str, group: str) -> float:
    place = design.factor(characteristic)
    return float(group_sums(design, characteristic)[0][design.factors[place].code(group)])
