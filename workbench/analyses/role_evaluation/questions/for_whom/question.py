"""For whom? Answered for the groups that the parameters name, and for regions."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.analyses.role_evaluation.estimating.effect import arranged
from workbench.analyses.role_evaluation.estimating.for_whom import Compared, compared
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.for_whom import groups, regions
from workbench.analyses.role_evaluation.questions.question import (
    Answer,
    Evaluated,
    NotCovered,
    Question,
)
from workbench.findings import Finding
from workbench.statistics.evaluation.inference.randomisation import RandomisationTest
from workbench.statistics.multiplicity import adjust

NOT_BEGUN = "the role has not begun anywhere"
NOTHING = "no outcome is measured of groups, and none of regions large enough"
COUNTS = "an outcome that counts people is not told of groups"


def answer(parameters: Parameters, evaluated: Evaluated) -> Answer:
    """Return a finding for each split, and one of regions; p-values are adjusted over all."""
    if parameters.mode == "design":
        return NotCovered(NOT_BEGUN)
    splits = [one for one in parameters.splits if not parameters.outcomes[one.outcome].count]
    regional = regions.effect_of(parameters, evaluated)
    if not splits and regional is None:
        return NotCovered(COUNTS if parameters.splits else NOTHING)
    arrangements = arranged(parameters, evaluated.observed)
    found = [
        compared(evaluated.observed, evaluated.effects, one, arrangements, level=parameters.level)
        for one in splits
    ]
    tests = [test for one in found for test in one.tests[1:]]
    if regional is None:
        return tuple(_splits(parameters, found, _adjusted(tests)))
    differ = regions.differ(parameters, evaluated, regional, arrangements)
    adjusted = _adjusted([*tests, differ])
    last = regions.finding(parameters, evaluated, regional, differ, adjusted[-1])
    return (*_splits(parameters, found, adjusted), last)


QUESTION = Question("For whom?", answer)


def _splits(
    parameters: Parameters, found: list[Compared], adjusted: list[float]
) -> Iterator[Finding]:
    place = 0
    for one in found:
        many = len(one.groups) - 1
        yield groups.finding(parameters, one, adjusted[place : place + many])
        place += many


def _adjusted(tests: list[RandomisationTest | None]) -> list[float]:
    # What cannot be tested was asked all the same.
    p_values = np.array([1.0 if one is None else one.p_value for one in tests])
    return [float(one) for one in adjust(p_values, "holm")]
