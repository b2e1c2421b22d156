"""How many people the plan expects to enter and pass each stage, without drawing who passes.

People are drawn, and the probability of reaching each stage is carried along exactly, which leaves
far less noise than drawing their outcomes would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.generator import plan
from workbench.analyses.recruitment_funnel.generator.outcomes import CHECKS, pass_probability
from workbench.analyses.recruitment_funnel.generator.people import People, draw_people
from workbench.analyses.recruitment_funnel.generator.words import STAGES
from workbench.synthetic import CHUNK_SIZE, Streams
from workbench.vocabulary.characteristics import CODE_LISTS
from workbench.vocabulary.terms import REGIONS

Tally = dict[str, NDArray[np.float64]]
Division = tuple[Callable[[People], NDArray[np.integer]], int]
"""Puts each person into a cell, from 0, and how many cells there are."""

ADJUSTMENTS = ("did not ask", "in time", "late")


def _answer(name: str, people: People) -> NDArray[np.integer]:
    return people.declared[name]


def _region_of_group(people: People) -> NDArray[np.integer]:
    return people.declared["ethnicity"].astype(np.int64) * len(REGIONS) + people.actual["region"]


def _adjustment(people: People) -> NDArray[np.integer]:
    """Return the position in `ADJUSTMENTS` of disabled people; others come after those."""
    return np.where(
        people.are("disability", "Disabled"),
        people.asked.astype(np.int64) + people.late,
        len(ADJUSTMENTS),
    )


def _actual_ethnicity(people: People) -> NDArray[np.integer]:
    return people.actual["ethnicity"]


ANSWERS: dict[str, Division] = {
    each.name: (partial(_answer, each.name), len(each.groups + each.undeclared))
    for each in CODE_LISTS
}
ETHNICITY = {"ethnicity": ANSWERS["ethnicity"]}
DIVISIONS: dict[str, Division] = {
    **ANSWERS,
    "region of group": (_region_of_group, ANSWERS["ethnicity"][1] * len(REGIONS)),
    "adjustment": (_adjustment, len(ADJUSTMENTS) + 1),
    "actual ethnicity": (_actual_ethnicity, ANSWERS["ethnicity"][1]),
}


def tally(
    draws: int,
    seed: int,
    divisions: Mapping[str, Division] = DIVISIONS,
    intake: plan.Intake = plan.INTAKE,
) -> Tally:
    """Add up expected entrants and passes, in the cells of each division.

    Returns
    -------
    dict of str to ndarray, shape (2, stages + 1, cells)
        Entered and passed, at each stage and then over all of them.

    Examples
    --------
    >>> entered, passed = tally(1000, 1)["sex"]
    >>> entered.shape
    (7, 4)
    """
    totals = {name: np.zeros((2, len(STAGES) + 1, cells)) for name, (_, cells) in divisions.items()}
    for chunk, first in enumerate(range(0, draws, CHUNK_SIZE)):
        people = draw_people(Streams(seed, chunk, min(CHUNK_SIZE, draws - first)))
        cells = {name: place(people) for name, (place, _) in divisions.items()}
        for stage, (entered, passed) in enumerate(expected_passes(people, intake)):
            for name, total in totals.items():
                length = total.shape[-1]
                total[0, stage] += np.bincount(cells[name], weights=entered, minlength=length)
                total[1, stage] += np.bincount(cells[name], weights=passed, minlength=length)
    return totals


def expected_passes(
    people: People, intake: plan.Intake = plan.INTAKE
) -> Iterator[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Yield who may enter and pass each stage, as probabilities, then who applies and starts.

    Examples
    --------
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
