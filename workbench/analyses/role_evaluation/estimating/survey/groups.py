"""Whether the change in an item differs between groups of a characteristic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.analyses.role_evaluation.estimating.survey.change import POINTS, fewest
from workbench.analyses.role_evaluation.estimating.survey.doubles import doubles
from workbench.analyses.role_evaluation.estimating.survey.sample import Answers
from workbench.statistics.estimate import Estimate

CONTRAST = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, -1.0]])


@dataclass(frozen=True, slots=True, eq=False)
class GroupDifference:
    """One group's change in an item, less its comparator's, in points who agree.

    Attributes
    ----------
    change, of_comparator : Estimate
        Shape (), each a difference in differences.
    difference : Estimate
        Shape (), the first less the second, with the range of the difference itself.
    p_value : float
        Of no difference.
    fewest : tuple of int
        The fewest who agree, and who do not, in any of the eight cells.
    """

    change: Estimate
    of_comparator: Estimate
    difference: Estimate
    p_value: float
    fewest: tuple[int, int]


def group_difference(group: Answers, comparator: Answers, *, level: float) -> GroupDifference:
    """Estimate how far a group's change is from its comparator's, leaving out whole clusters.

    Parameters
    ----------
    group, comparator : Answers
        Of the two waves that are compared.
    level : float

    Returns
    -------
    GroupDifference
        NaN where a cell has nobody.
    """
    found = doubles((group, comparator), CONTRAST, level=level)
    few = np.array([fewest(one.people) for one in (group, comparator)]).min(axis=0)
    return GroupDifference(
        change=found.at(POINTS, 0),
        of_comparator=found.at(POINTS, 1),
        difference=found.at(POINTS, 2),
        p_value=float(found.p_value[POINTS, 2]),
        fewest=(int(few[0]), int(few[1])),
    )
