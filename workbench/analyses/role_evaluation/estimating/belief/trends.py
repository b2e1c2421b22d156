"""Whether regions moved alike before the role was due, and how far they might part since."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.analyses.role_evaluation.estimating.belief.quarters import QUARTER, Quarters
from workbench.errors import EstimationError
from workbench.statistics.evaluation.credibility.pre_trends import (
    EquivalenceTest,
    JointTest,
    equivalence_test,
    joint_test,
)
from workbench.statistics.evaluation.credibility.rambachan_roth import (
    RelativeMagnitudes,
    relative_magnitudes,
)
from workbench.statistics.evaluation.effects.group_time import GroupTime


@dataclass(frozen=True, slots=True, eq=False)
class Trends:
    """What the quarters before say.

    Attributes
    ----------
    joint : JointTest or None
        Of no difference in any quarter before; None where it cannot be made.
    equivalence : EquivalenceTest or None
        Of every difference before being smaller than a change worth having.
    magnitudes : RelativeMagnitudes
        Of the average over the quarters since, were trends to part as they did before.
    """

    joint: JointTest | None
    equivalence: EquivalenceTest | None
    magnitudes: RelativeMagnitudes

    def alike(self, alpha: float) -> bool | None:
        """Tell whether trends were shown to be alike, or to differ; None where neither was."""
        if self.equivalence is not None and self.equivalence.equivalent:
            return True
        return False if self.joint is not None and self.joint.p_value <= alpha else None


def trends(quarters: Quarters, times: GroupTime, *, worthwhile: float, alpha: float) -> Trends:
    """Test the quarters before, and bound the effect by their steps.

    Parameters
    ----------
    quarters : Quarters
    times : GroupTime
        From which they were averaged.
    worthwhile : float
        The least change worth having, the bound of the test of equivalence.
    alpha : float

    Returns
    -------
    Trends

    Notes
    -----
    Rambachan and Roth (2023), relative magnitudes, part (a): the identified set, without sampling
    error. Their robust interval, which holds sampling error too, needs more clusters than the
    regions of a service (30 or so) and is not built here. Quarters since are weighted by people
    and months, so that their average is the effect over the first year. Distances are counted from
    the middle of the base months.
    """
    before, value = quarters.before, quarters.effects.estimate.value
    count = int(quarters.effects.clusters.size)
    covariance = quarters.effects.covariance[np.ix_(before, before)]
    joint = equivalence = None
    try:
        joint = joint_test(value[before], covariance, clusters=count)
        equivalence = equivalence_test(
            value[before],
            np.sqrt(np.diag(covariance)),
            bound=worthwhile,
            clusters=count,
            alpha=alpha,
        )
    except EstimationError:
        # A region alone in its wave cannot be left out, or errors are none: neither can be told.
        pass
    middle = -times.anticipation - (times.base_months + 1) / 2
    centre = quarters.first + (QUARTER - 1) / 2
    magnitudes = relative_magnitudes(
        value[before],
        value[~before],
        np.array([1.0]),
        weights=quarters.weight[~before],
        steps_to_base=max((middle - centre[before][-1]) / QUARTER, 1.0),
        steps_to_first=max((centre[~before][0] - middle) / QUARTER, 1.0),
    )
    return Trends(joint, equivalence, magnitudes)
