"""Who passes each stage: probabilities, outcomes and scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.generator import plan
from workbench.analyses.recruitment_funnel.generator.people import People
from workbench.analyses.recruitment_funnel.generator.shares import GROUPS
from workbench.analyses.recruitment_funnel.generator.words import (
    BLANK,
    EXEMPT,
    FAIL,
    PASS,
    PENDING,
    STAGES,
    WITHDREW,
)
from workbench.synthetic import Streams, choose

CHECKS = "pre_employment_checks"


@dataclass(frozen=True, slots=True)
class Passage:
    """Outcome codes of every stage, and how far each applicant was above its pass mark.

    `margin` is a logistic number, at least 0 exactly for those who pass.
    """

    outcome: dict[str, NDArray[np.int8]]
    margin: dict[str, NDArray[np.float64]]


def pass_probability(
    people: People, stage: str, intake: plan.Intake = plan.INTAKE
) -> NDArray[np.float64]:
    """Return the probability that each applicant passes the stage, if they take it.

    Those still pending are left out of it, and so are those exempt.
    """
    if stage == CHECKS:
        probability = 1 - plan.CHECKS_FAILURE - checks_withdrawal(people)
    else:
        probability = np.full(len(people.late), intake.base_pass_rate(stage))
    if stage == "offer":
        probability[people.are("region", "London")] = plan.LONDON_OFFER_RATE
    if stage == "online_test":
        probability[people.late] *= plan.LATE_ADJUSTMENT_RATIO
    for effect in plan.EFFECTS:
        if effect.stage == stage:
            probability[people.are(effect.characteristic, effect.group)] *= intake.ratio(effect)
    return probability


def checks_withdrawal(people: People) -> NDArray[np.float64]:
    """Return the probability that each applicant withdraws at the pre-employment checks."""
    by_group = [
        plan.CHECKS_WITHDRAWAL_BY_ETHNICITY.get(group, plan.CHECKS_WITHDRAWAL)
        for group in GROUPS["ethnicity"]
    ]
    return np.array(by_group)[people.actual["ethnicity"]]


def draw_passage(people: People, streams: Streams, intake: plan.Intake = plan.INTAKE) -> Passage:
    """Draw what became of each applicant, stage by stage.

    Examples
    --------
    >>> from workbench.analyses.recruitment_funnel.generator.people import draw_people
    >>> streams = Streams(1, 0, 1000)
    >>> passage = draw_passage(draw_people(streams), streams)
    >>> list(passage.outcome) == list(STAGES)
    True
    """
    passage = Passage({}, {})
    reached = np.ones(len(people.late), dtype=bool)
    for stage in STAGES:
        probability = pass_probability(people, stage, intake)
        uniform = streams.uniform(f"{stage} pass")
        passed = uniform < probability
        outcome = np.where(passed, PASS, _not_passed(people, stage, probability, streams))
        if stage == CHECKS:
            outcome[streams.uniform("pending") < plan.CHECKS_PENDING] = PENDING
        outcome[people.exempt(stage)] = EXEMPT
        outcome[~reached] = BLANK
        passage.outcome[stage] = outcome.astype(np.int8)
        passage.margin[stage] = _logit(probability) - _logit(np.maximum(uniform, 1e-12))
        reached &= (outcome == PASS) | (outcome == EXEMPT)
    return passage


def _not_passed(
    people: People, stage: str, probability: NDArray[np.float64], streams: Streams
) -> NDArray[np.int64]:
    """Draw how those who do not pass leave; used only where they do not."""
    uniform = streams.uniform(f"{stage} exit")
    if stage == CHECKS:
        withdrew = uniform * (1 - probability) < checks_withdrawal(people)
        return np.where(withdrew, WITHDREW, FAIL)
    return choose(plan.NOT_PASSED[stage], uniform).astype(np.int64) + FAIL


def _logit(probability: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.log(probability) - np.log1p(-probability)
