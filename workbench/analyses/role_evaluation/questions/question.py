"""What a question of a role's evaluation is, and what it is asked of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workbench.analyses.question import Answer, NotCovered
from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect
from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.parameters import Parameters

__all__ = ["Answer", "Evaluated", "NotCovered", "Question"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Evaluated:
    """What was observed, and the effect on each outcome, each estimated once.

    Attributes
    ----------
    observed : Observed
    effects : mapping of str to OutcomeEffect
        By outcome, and by `contract.of_group` for groups of a split; without those that cannot be
        estimated. None at all of a roll-out that is yet to come.
    unknown : mapping of str to str
        Why the effect on an outcome cannot be estimated, in words after "because".
    """

    observed: Observed
    effects: Mapping[str, OutcomeEffect]
    unknown: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the report.

    Attributes
    ----------
    title : str
        As the report asks it.
    answer : callable
        From the parameters and what was evaluated to findings, or to why there are none.
    """

    title: str
    answer: Callable[[Parameters, Evaluated], Answer]
