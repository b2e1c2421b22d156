"""What becomes of PQiP learners, counted among people drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.attrition.generator import plan
from workbench.analyses.attrition.generator.months import Month
from workbench.analyses.attrition.generator.people import INTAKE_MONTHS, Codes
from workbench.analyses.attrition.generator.words import (
    BLANK,
    INTAKES,
    LEARNER,
    PO,
    ROUTES,
)

OUTCOMES = ("in training", "qualified", "back to PSO", "left")
IN_TRAINING, QUALIFIED, BACK, LEFT = range(len(OUTCOMES))
FOLLOWED = ("2019-09", "2020-03", "2020-09", "2021-03")
"""Intakes whose learners can all be followed for 27 months or more."""
EARLY = 3
Counts = NDArray[np.int64]


@dataclass(slots=True)
class Training:
    """Of one chunk: each learner's intake, route and outcome by the last month taken in.

    `early` is the outcome `EARLY` months after the month of the intake. People who never train
    have the intake `BLANK`.
    """

    intake: Codes
    route: Codes
    outcome: Codes
    early: Codes

    def follow(self, month: Month) -> None:
        """Take in one month, the first first."""
        standing = month.standing
        learner = month.present & (standing.grade == LEARNER)
        begun = learner & (self.intake == BLANK)
        self.intake[begun], self.route[begun] = standing.intake[begun], standing.route[begun]
        ended = (self.intake != BLANK) & (self.outcome == IN_TRAINING) & ~learner & month.present
        became = np.where(standing.grade == PO, QUALIFIED, BACK)
        self.outcome[ended] = became[ended]
        self.outcome[learner & (month.reason != BLANK)] = LEFT
        here = month.number <= INTAKE_MONTHS[self.intake] + EARLY
        self.early[here] = self.outcome[here]

    def counts(self) -> tuple[Counts, Counts]:
        """Return people by intake, route and outcome: at the end, and early."""
        found = []
        for outcome in (self.outcome, self.early):
            shape = (len(INTAKES), len(ROUTES), len(OUTCOMES))
            table = np.zeros(shape, dtype=np.int64)
            trained = self.intake != BLANK
            place = (self.intake[trained], self.route[trained], outcome[trained])
            np.add.at(table, place, 1)
            found.append(table)
        return found[0], found[1]


def nobody_yet(people: int) -> Training:
    """Return the training of people of whom nothing is known yet."""
    blank = np.full(people, BLANK, dtype=np.int8)
    return Training(blank, blank.copy(), np.zeros_like(blank), np.zeros_like(blank))


def learners(ends: Counts, early: Counts) -> dict[str, Any]:
    """Return what becomes of learners by route, and the early returns to PSO by curriculum."""
    followed = [INTAKES.index(name) for name in FOLLOWED]
    by_route = ends[followed].sum(axis=0)
    shares = np.round(by_route / by_route.sum(axis=1, keepdims=True), 3)
    first, changed = INTAKES.index(FOLLOWED[0]), INTAKES.index(plan.CURRICULUM_INTAKE)
    before = early[first:changed].sum(axis=(0, 1))
    after = early[changed]
    return {
        "intakes": list(FOLLOWED),
        "by_june_2023": {
            route: dict(zip(OUTCOMES, row, strict=True))
            for route, row in zip(ROUTES, shares.tolist(), strict=True)
        },
        "back_to_pso_in_first_three_months": {
            "before": _share_back(before),
            f"intake {plan.CURRICULUM_INTAKE}": _share_back(after.sum(axis=0)),
        },
    }


def _share_back(outcomes: Counts) -> float:
    return round(float(outcomes[BACK] / max(1, outcomes.sum())), 4)
