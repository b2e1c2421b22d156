"""When each stage was decided, as positions in `DAY_LABELS`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.generator import plan
from workbench.analyses.recruitment_funnel.generator.outcomes import CHECKS, Passage
from workbench.analyses.recruitment_funnel.generator.people import People
from workbench.analyses.recruitment_funnel.generator.shares import GROUPS
from workbench.analyses.recruitment_funnel.generator.words import (
    BLANK,
    EXEMPT,
    PENDING,
    STAGES,
)
from workbench.synthetic import DAY, Streams, between

Days = NDArray[np.int64]
OPENED = np.datetime64(plan.APPLICATIONS_OPEN)
DAYS_TO_START = int((np.datetime64(plan.INTAKE_STARTS) - OPENED).astype(int))
LONGEST_BEFORE = 7 * max(intake.weeks_before for intake in plan.EARLIER_INTAKES)
DAY_LABELS = tuple(
    np.arange(OPENED - LONGEST_BEFORE * DAY, np.datetime64(plan.DATA_DATE) + DAY, DAY)
    .astype(str)
    .tolist()
)
"""ISO dates from the opening of applications to the first intake, to the last data date."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Positions in `DAY_LABELS`; `BLANK` where there is no date."""

    applied: Days
    stage: dict[str, Days]
    adjustment_requested: Days
    adjustment_made: Days


def draw_dates(
    people: People, passage: Passage, streams: Streams, intake: plan.Intake = plan.INTAKE
) -> Dates:
    """Draw the dates of each applicant, every stage after the one before it."""
    opened = LONGEST_BEFORE - 7 * intake.weeks_before
    applied = opened + between(0, plan.APPLICATION_DAYS - 1, streams.uniform("applied"))
    clock = applied
    stage_days: dict[str, Days] = {}
    before_test = applied
    for stage in STAGES:
        outcome = passage.outcome[stage]
        if stage == "online_test":
            before_test = clock
        decided = clock + _wait(people, stage, streams)
        if stage == "start":
            decided = np.maximum(decided, opened + DAYS_TO_START)
        # An exempt or pending applicant has no outcome of the stage, so no date of it.
        dated = ~np.isin(outcome, (BLANK, EXEMPT, PENDING))
        stage_days[stage] = np.where(dated, decided, BLANK)
        clock = np.where(dated, decided, clock)
    return Dates(applied, stage_days, *_adjustments(people, stage_days, before_test, streams))


def _wait(people: People, stage: str, streams: Streams) -> Days:
    if stage != CHECKS:
        return between(*plan.WAIT_DAYS[stage], streams.uniform(f"{stage} wait"))
    medians = np.array(
        [
            plan.VETTING_MEDIAN_DAYS_BY_ETHNICITY.get(group, plan.VETTING_MEDIAN_DAYS)
            for group in GROUPS["ethnicity"]
        ]
    )[people.actual["ethnicity"]]
    drawn = medians * np.exp(plan.VETTING_SPREAD * streams.normal("vetting"))
    days: Days = np.minimum(np.rint(drawn), plan.VETTING_LONGEST_DAYS).astype(np.int64)
    return days


def _adjustments(
    people: People, stage_days: dict[str, Days], before_test: Days, streams: Streams
) -> tuple[Days, Days]:
    """Date requests just after the invitation to the test, and what came of them."""
    test = stage_days["online_test"]
    asked = people.asked & (test != BLANK)
    requested = before_test + between(1, 3, streams.uniform("requested"))
    uniform = streams.uniform("adjustment made")
    in_time = requested + np.floor(uniform * (test - requested + 1)).astype(np.int64)
    late = test + between(*plan.LATE_ADJUSTMENT_DAYS, uniform)
    made = np.where(people.late, late, in_time)
    return np.where(asked, requested, BLANK), np.where(asked, made, BLANK)
