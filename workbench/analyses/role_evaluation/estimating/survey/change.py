"""The change in one item with the role, less the change without it, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from workbench.analyses.role_evaluation.estimating.survey.doubles import doubles
from workbench.analyses.role_evaluation.estimating.survey.sample import Answers
from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.survey.ordered_effect import role_effect
from workbench.statistics.inputs import critical_value

POWER = 0.8
POINTS, INDEX = 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class ItemChange:
    """A difference in differences of one item on three scales.

    Attributes
    ----------
    points : Estimate
        Shape (), percentage points who agree (4 or 5).
    index : Estimate
        Shape (), points of the engagement index.
    odds : Estimate
        Shape (), ratio of the odds of a higher answer; proportional odds.
    p_value : float
        Of no difference in `points`.
    detectable : float
        The difference in points that would be seen four times in five: the t that evidence needs
        and the t of that power, added, times the standard error. That is about 2.8 standard errors
        with many clusters, 3.1 with twelve.
    clusters : int
        Those with people.
    fewest : tuple of int
        The fewest who agree, and who do not, in any of the four cells.
    respondents : tuple of int
        The fewest who answered, with the role and without, in either wave.
    """

    points: Estimate
    index: Estimate
    odds: Estimate
    p_value: float
    detectable: float
    clusters: int
    fewest: tuple[int, int]
    respondents: tuple[int, int]


def item_change(answers: Answers, *, level: float = 0.95, alpha: float = 0.05) -> ItemChange:
    """Estimate the change in one item.

    Parameters
    ----------
    answers : Answers
        Of the two waves that are compared.
    level : float
        Confidence level.
    alpha : float
        Of the test that `detectable` is of.

    Returns
    -------
    ItemChange
        NaN where a cell has nobody, or where clusters are too few to tell a range.
    """
    found = doubles([answers], np.ones((1, 1)), level=level)
    needed = stdtrit(found.clusters - 1, [1 - alpha / 2, POWER]).sum()
    respondents = answers.people.sum(axis=(0, 3)).min(axis=1)
    return ItemChange(
        points=found.at(POINTS, 0),
        index=found.at(INDEX, 0),
        odds=_odds(answers, level),
        p_value=float(found.p_value[POINTS, 0]),
        detectable=float(needed * found.error[POINTS, 0]),
        clusters=found.clusters,
        fewest=fewest(answers.people),
        respondents=(int(respondents[0]), int(respondents[1])),
    )


def fewest(people: NDArray[np.int64]) -> tuple[int, int]:
    """Return the fewest who agree, and who do not, in any cell of side and wave."""
    cells = people.sum(axis=0)
    return int(cells[..., 3:].sum(axis=-1).min()), int(cells[..., :3].sum(axis=-1).min())


def _odds(answers: Answers, level: float) -> Estimate:
    clusters = len(answers.people)
    cluster, side, wave = np.indices((clusters, 2, 2)).reshape(3, -1)
    counts, weight, squared = (
        one.reshape(-1, 5) for one in (answers.people, answers.weight, answers.squared)
    )
    try:
        found = role_effect(
            counts,
            1 - side,
            wave,
            clusters=cluster,
            weighted=weight,
            squared=squared,
            level=level,
        )
    except EstimationError:
        nothing = np.asarray(np.nan)
        return Estimate(nothing, nothing, nothing, level, "cluster jackknife, t")
    assert found.jackknife is not None, "there are clusters"
    return _no_narrower(found.jackknife, found.model, found.clusters, level)


def _no_narrower(one: Estimate, independent: Estimate, clusters: int, level: float) -> Estimate:
    """Return limits that are no narrower than those of independent answers."""
    wider = stdtrit(clusters - 1, (1 + level) / 2) / critical_value(level)
    centre = np.log(one.value)
    reach = np.fmax(
        np.log(one.upper) - centre, wider * (np.log(independent.upper) - centre)
    ) + 0 * np.log(one.upper)
    return Estimate(
        one.value,
        np.asarray(np.exp(centre - reach)),
        np.asarray(np.exp(centre + reach)),
        level,
        f"{one.method}; no narrower than of independent answers",
    )
