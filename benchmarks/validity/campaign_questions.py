"""The questions that a campaign asks, as plain arrays, many campaigns at once.

A second way to the counts that `comparison_cells` lays out one campaign at a time.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.validity.campaigns import Intake
from workbench.counts import COUNTS
from workbench.vocabulary.terms import OVERALL

Counts = NDArray[np.int64]
REACHED, EXEMPT, PENDING, ENTERED, PASSED = (
    COUNTS.index(name) for name in ("reached", "exempt", "pending", "entered", "passed")
)


def questions(intake: Intake) -> pd.DataFrame:
    """Name every question: each declared group but the comparator, at each stage and over all."""
    parameters = intake.parameters
    rows = [
        (name, group, stage, "headline" if stage == OVERALL else "drill-down")
        for name in parameters.characteristics
        for group in parameters.groups(name)
        if group != parameters.comparator(name)
        for stage in (*parameters.stages, OVERALL)
        if stage != OVERALL or name in parameters.headline_characteristics
    ]
    return pd.DataFrame(rows, columns=["characteristic", "group", "stage", "family"])


def question_counts(intake: Intake, counted: Mapping[str, Counts]) -> Counts:
    """Return passed and entered, then the comparator's, for each of `questions`: shape (q, 4)."""
    parameters = intake.parameters
    parts = []
    for name in parameters.characteristics:
        both = _passed_and_entered(counted[name])
        if name not in parameters.headline_characteristics:
            both = both[:, :-1]
        comparator = parameters.groups(name).index(parameters.comparator(name))
        others = np.delete(both[:-1], comparator, axis=0)
        beside = np.broadcast_to(both[comparator], others.shape)
        parts.append(np.concatenate([others, beside], axis=2).reshape(-1, 4))
    return np.concatenate(parts)


def _passed_and_entered(counts: Counts) -> Counts:
    """Return both for each group at each stage, and last over all stages."""
    stages = counts[:, :, [PASSED, ENTERED]]
    passed = counts[:, -1, PASSED] + counts[:, -1, EXEMPT]
    applied = counts[:, 0, REACHED] - counts[:, :, PENDING].sum(axis=1)
    return np.concatenate([stages, np.stack([passed, applied], axis=1)[:, None]], axis=1)
