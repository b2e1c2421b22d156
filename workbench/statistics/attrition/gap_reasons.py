"""Whether a group can be set beside its comparator, and why not."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workbench.statistics.attrition.gaps import group_sums
from workbench.statistics.attrition.hazard_matrix import Floats, HazardDesign

Reason = Literal[
    "",
    "is the comparator",
    "nobody is at risk",
    "no one left",
    "no one left in the comparator",
    "cannot be told from the circumstances",
    "too few in the comparator are alike",
    "the fit did not converge",
]
CRUDE_ONLY: tuple[Reason, ...] = (
    "cannot be told from the circumstances",
    "too few in the comparator are alike",
)
"""Reasons against an adjusted gap that do not stand against a crude one."""


def without_comparator(design: HazardDesign, characteristic: str, comparator: str) -> Floats:
    """Take the share of each group at a level of some driver at which the comparator has nobody.

    Parameters
    ----------
    design : HazardDesign
        With the characteristic as a term.
    characteristic, comparator : str
        The term and one of its levels.

    Returns
    -------
    ndarray of float, shape (groups,)
        From 0 to 1, of person-months; NaN where nobody is at risk.

    Examples
    --------
    >>> import pandas as pd
    >>> from workbench.statistics.attrition.hazard_design import hazard_design
    >>> cells = pd.DataFrame({"sex": pd.Categorical(["F", "M", "M"]), "at_risk": 9, "left": 1})
    >>> cells["cases"] = pd.Categorical(["40-49", "40-49", "50+"])
    >>> without_comparator(hazard_design(cells, ["sex", "cases"]), "sex", "F")
    array([0. , 0.5])
    """
    place = design.factor(characteristic)
    group = design.codes[:, place]
    base = group == design.factors[place].code(comparator)
    alone = np.zeros(len(group), dtype=np.bool_)
    for other in range(design.codes.shape[1]):
        codes = design.codes[:, other]
        if other != place:
            alone |= ~np.isin(codes, codes[base])
    size = len(design.factors[place].levels)
    exposed = np.bincount(group, weights=design.at_risk, minlength=size)
    apart = np.bincount(group, weights=design.at_risk * alone, minlength=size)
    return np.divide(apart, exposed, out=np.full(size, np.nan), where=exposed > 0)


def comparisons(
    design: HazardDesign, characteristic: str, comparator: str, alone: NDArray[np.bool_]
) -> dict[str, Reason]:
    """Say for each group why it cannot be set beside the comparator, before any fit.

    Parameters
    ----------
    design : HazardDesign
        With the characteristic as the first term.
    characteristic, comparator : str
        The term and one of its levels.
    alone : ndarray of bool, shape (groups,)
        Groups too few of which are like anybody in the comparator.

    Returns
    -------
    dict
        The first reason that holds, empty where none does, by group in order.
    """
    term = design.factors[design.factor(characteristic)]
    exposed, gone = group_sums(design, characteristic)
    apart = ~design.comparable(characteristic, comparator)
    nothing_left = gone[term.code(comparator)] == 0
    found: dict[str, Reason] = {}
    for code, group in enumerate(term.levels):
        checks: list[tuple[bool, Reason]] = [
            (group == comparator, "is the comparator"),
            (exposed[code] == 0, "nobody is at risk"),
            (nothing_left, "no one left in the comparator"),
            (gone[code] == 0, "no one left"),
            (apart[code], "cannot be told from the circumstances"),
            (alone[code], "too few in the comparator are alike"),
        ]
        found[group] = next((reason for holds, reason in checks if holds), "")
    return found
