"""How many people the plan expects to enter and pass each stage, without drawing anybody."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.generator import plan
from workbench.analyses.recruitment_funnel.generator.kinds import (
    ADJUSTMENTS,
    Kinds,
    kinds,
    totals,
)
from workbench.analyses.recruitment_funnel.generator.outcomes import CHECKS, pass_probability
from workbench.analyses.recruitment_funnel.generator.people import People
from workbench.analyses.recruitment_funnel.generator.shares import GROUPS
from workbench.analyses.recruitment_funnel.generator.words import STAGES
from workbench.vocabulary.characteristics import CODE_LISTS
from workbench.vocabulary.terms import REGIONS

Tally = dict[str, NDArray[np.float64]]


def tally(intake: plan.Intake = plan.INTAKE) -> Tally:
    """Add up expected entrants and passes, as shares of all who apply.

    Declaring is left to chance alike in all groups, so that ratios are those of who declared too.

    Returns
    -------
    dict of str to ndarray, shape (2, stages + 1, cells)
        Entered and passed, at each stage and then over all of them: in the groups of each
        characteristic, in each `region of group` of ethnicity, and by `adjustment` of disabled
        people.

    Examples
    --------
    >>> entered, passed = tally()["sex"]
    >>> entered.shape
    (7, 2)
    """
    found = kinds()
    each = [
        [_cells(found, found.share * part) for part in both]
        for both in expected_passes(found.people, intake)
    ]
    return {
        name: np.array([[stage[place][name] for stage in each] for place in (0, 1)])
        for name in each[0][0]
    }


def _cells(found: Kinds, weight: NDArray[np.float64]) -> Tally:
    actual = found.people.actual
    place = actual["ethnicity"].astype(np.int64) * len(REGIONS) + actual["region"]
    disabled = found.people.are("disability", "Disabled")
    groups = len(GROUPS["ethnicity"])
    adjusted = totals(found.adjustment[disabled], weight[disabled], len(ADJUSTMENTS))
    return {
        **{each.name: found.by_group(each.name, weight) for each in CODE_LISTS},
        "region of group": totals(place, weight, groups * len(REGIONS)),
        "adjustment": adjusted,
    }


def expected_passes(
    people: People, intake: plan.Intake = plan.INTAKE
) -> Iterator[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Yield who may enter and pass each stage, as probabilities, then who applies and starts.

    Examples
    --------
    >>> from workbench.analyses.recruitment_funnel.generator.people import draw_people
    >>> from workbench.synthetic import Streams
    >>> *stages, (applied, started) = expected_passes(draw_people(Streams(1, 0, 1000)))
    >>> len(stages), bool(0.14 < started.mean() / applied.mean() < 0.18)
    (6, True)
    """
    applied = np.ones(len(people.late))
    reached = applied
    for stage in STAGES:
        exempt = people.exempt(stage)
        entered = np.where(exempt, 0.0, reached)
        if stage == CHECKS:
            entered = entered * (1 - plan.CHECKS_PENDING)
        passed = entered * pass_probability(people, stage, intake)
        yield entered, passed
        reached = np.where(exempt, reached, passed)
    yield applied, reached
