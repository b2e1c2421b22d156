"""The gaps of one characteristic, all together and like with like, and what goes with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions.like_with_like.cells import RiskCells
from workbench.errors import EstimationError
from workbench.statistics.attrition.excess_leavers import ExcessLeavers, excess_leavers
from workbench.statistics.attrition.shapley import ShapleyShares, shapley_shares
from workbench.statistics.estimate import Estimate

ALIKE = "everyone is alike in what is held equal"
FEW = "too few left to hold any circumstance equal"
NOBODY = "nobody of the comparator is at risk"


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """The gaps of a characteristic and what each block of circumstances accounts for.

    Attributes
    ----------
    gaps : ExcessLeavers or None
        None where there is nothing to compare.
    accounted : ShapleyShares or None
        None where no gap is clear, all together or like with like.
    reason : str
        Why there are no gaps, or no adjusted ones; empty where there are.
    """

    gaps: ExcessLeavers | None
    accounted: ShapleyShares | None = None
    reason: str = ""


def fitted(name: str, of: RiskCells, parameters: Parameters) -> Fitted:
    """Set every group beside the comparator, and share out what circumstances account for.

    Sharing out takes a fit for every set of blocks. It is done where a gap is clear: the parts of
    a gap that may be nothing would be parts of chance.

    Parameters
    ----------
    name : str
        The characteristic.
    of : RiskCells
        Its cells.
    parameters : Parameters
    """
    comparator = parameters.comparator(name)
    if not (of.cells.loc[of.cells[name] == comparator, "at_risk"] > 0).any():
        return Fitted(None, reason=NOBODY)
    try:
        gaps = excess_leavers(
            of.cells,
            name,
            of.terms,
            comparator=comparator,
            months=parameters.months,
            level=parameters.level,
        )
    except EstimationError as error:
        return Fitted(None, reason=str(error))
    if not of.terms:
        return Fitted(gaps, reason=FEW if of.few else ALIKE)
    return Fitted(gaps, _accounted(name, of, parameters, gaps))


def clear(one: Estimate) -> NDArray[np.bool_]:
    """Tell where the limits of leavers a year are on one side of nobody."""
    return np.asarray((one.lower > 0) | (one.upper < 0))


def _accounted(
    name: str, of: RiskCells, parameters: Parameters, gaps: ExcessLeavers
) -> ShapleyShares | None:
    told = np.array([not why for why in gaps.reason])
    shown = np.array([group in parameters.groups(name) for group in gaps.groups])
    apart = clear(gaps.crude.excess) | clear(gaps.adjusted.excess)
    if not (told & shown & apart).any():
        return None
    blocks = {
        title: [one for one in names if one in of.terms]
        for title, names in parameters.driver_blocks.items()
    }
    return shapley_shares(
        of.cells,
        name,
        {title: names for title, names in blocks.items() if names},
        gaps,
        months=parameters.months,
    )
