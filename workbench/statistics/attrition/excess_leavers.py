"""Who leaves more than a comparator, before and after like is set beside like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.errors import EstimationError
from workbench.statistics.attrition.gap_reasons import (
    CRUDE_ONLY,
    Reason,
    comparisons,
    without_comparator,
)
from workbench.statistics.attrition.gaps import Gap, gap, group_model, group_sums
from workbench.statistics.attrition.hazard import Penalty
from workbench.statistics.attrition.hazard_design import collapsed, hazard_design
from workbench.statistics.attrition.hazard_matrix import Floats


@dataclass(frozen=True, eq=False, slots=True)
class ExcessLeavers:
    """Crude and adjusted gaps of the groups of one characteristic.

    Attributes
    ----------
    groups : tuple of str
        All the characteristic's groups, in order.
    comparator : str
        The group that the others are set against; its own gaps are NaN.
    person_months, left : ndarray of float, shape (groups,)
        Seen.
    crude, adjusted : Gap
        Without covariates, and with the drivers.
    without_comparator : ndarray of float, shape (groups,)
        Share of the group's person-months at a level of some driver at which the comparator has
        none, from 0 to 1.
    reason : tuple of str
        Why there is no adjusted gap; empty where there is one.
    """

    groups: tuple[str, ...]
    comparator: str
    person_months: Floats
    left: Floats
    crude: Gap
    adjusted: Gap
    without_comparator: Floats
    reason: tuple[Reason, ...]


def excess_leavers(
    cells: pd.DataFrame,
    characteristic: str,
    drivers: Sequence[str],
    *,
    comparator: str,
    months: float,
    clusters: str | None = None,
    level: float = 0.95,
    most_without_comparator: float = 0.1,
) -> ExcessLeavers:
    """Set each group's leavers against those it would have at the comparator's hazards.

    Parameters
    ----------
    cells : DataFrame
        A row a combination of the characteristic, the drivers and the clusters, with
        ``at_risk`` person-months and ``left``.
    characteristic : str
        A categorical column; not declared is a group.
    drivers : sequence of str
        Columns as `hazard_design` takes them, the tenure band among them.
    comparator : str
        The group that the others are set against.
    months : float
        Calendar months that the cells cover; excess leavers are told to a year of 12.
    clusters : str, optional
        Column of units by which a driver varies; see `fit_hazard`.
    level : float
        Confidence level, above 0 and below 1.
    most_without_comparator : float
        A group is not compared where the comparator has nobody in like circumstances for a
        larger share of its person-months.

    Returns
    -------
    ExcessLeavers

    Raises
    ------
    EstimationError
        As `hazard_design`, nobody in the comparator, or months not above 0.

    Notes
    -----
    Sum over cells of the group of PM[h(c, g) - h(c, r)] times 12/months, both gaps on the same
    standard, the group's own person-months, which are taken as fixed. Crude gaps are those of
    the plain rates. Groups of which no one left are left out of the fit: they would change
    nothing in it. What circumstances account for is not thereby justified.

    Examples
    --------
    >>> cells = pd.DataFrame(
    ...     {
    ...         "group": pd.Categorical(["A", "A", "B", "B"], ["A", "B"]),
    ...         "cases": pd.Categorical(["under 50", "50+"] * 2, ["under 50", "50+"]),
    ...         "at_risk": [9000, 1000, 1000, 3000], "left": [90, 20, 10, 60],
    ...     }
    ... )
    >>> found = excess_leavers(cells, "group", ["cases"], comparator="A", months=12)
    >>> print(found.crude.excess.value.round(6), found.adjusted.ratio.value.round(6))
    [nan 26.] [nan 1.]
    """
    if not months > 0:
        raise EstimationError(f"Months must be above 0; found {months}.")
    terms = [*dict.fromkeys((characteristic, *drivers))]
    references = {characteristic: comparator}
    whole = hazard_design(collapsed(cells, terms), terms, references=references)
    exposed, gone = group_sums(whole, characteristic)
    alone = without_comparator(whole, characteristic, comparator)
    why = comparisons(whole, characteristic, comparator, alone > most_without_comparator)

    def gap_of(covariates: Sequence[str], tell: Sequence[Reason], penalty: Penalty) -> Gap:
        design, fit = group_model(
            cells,
            characteristic,
            covariates,
            comparator=comparator,
            clusters=clusters,
            penalty=penalty,
        )
        chosen = [group for group, reason in why.items() if reason in tell]
        return gap(
            design,
            fit,
            characteristic,
            list(why),
            comparator=comparator,
            tellable=chosen,
            months=months,
            level=level,
        )

    adjusted = gap_of(drivers, [""], "when needed")
    reasons = [
        reason if reason or adjusted.fit.converged else "the fit did not converge"
        for reason in why.values()
    ]
    return ExcessLeavers(
        groups=tuple(why),
        comparator=comparator,
        person_months=exposed,
        left=gone,
        crude=gap_of([], ["", *CRUDE_ONLY], "never"),
        adjusted=adjusted,
        without_comparator=alone,
        reason=tuple(reasons),
    )
