"""Weights of answers for those who did not respond."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.records.panel.waves import AnswerCounts
from workbench.records.panel.waves.invited import Invited
from workbench.statistics.evaluation.survey.nonresponse import (
    LEAST_RESPONDENTS,
    nonresponse_weights,
)

Floats = NDArray[np.float64]


def weighted_for_nonresponse(answers: AnswerCounts, invited: Invited) -> tuple[Floats, Floats]:
    """Return the sums of weights, and of their squares, of each row of answers.

    Parameters
    ----------
    answers : AnswerCounts
        By the groupings that `invited` has.
    invited : Invited
        Who was asked and who answered.

    Returns
    -------
    tuple of ndarray of float, shape (rows,)
        A respondent's weight is how many who were asked the respondent stands for, wave by wave.
    """
    by_cell = np.zeros(len(invited.cells))
    for wave in range(len(answers.waves)):
        here = (invited.cells[:, 0] == wave) & (invited.asked > 0)
        asked, answered = invited.asked[here], invited.answered[here]
        if not answered.sum():
            continue
        by_cell[here] = nonresponse_weights(
            asked,
            answered,
            strata=_first_grouping(invited.cells[here]),
            least_respondents=min(LEAST_RESPONDENTS, int(answered.sum())),
        ).weight
    weight = by_cell[_places(answers, invited)]
    return answers.people * weight, answers.people * weight**2


def _first_grouping(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what cells are put together within: the role, where the file tells it."""
    return cells[:, 1] if cells.shape[1] > 1 else np.zeros(len(cells), np.int64)


def _places(answers: AnswerCounts, invited: Invited) -> NDArray[np.intp]:
    """Return the cell of each row of answers."""
    known = {tuple(cell): place for place, cell in enumerate(invited.cells.tolist())}
    codes = np.column_stack([answers.wave, *(answers.groups[name] for name in invited.by)])
    return np.array([known[tuple(cell)] for cell in codes.tolist()], np.intp)
