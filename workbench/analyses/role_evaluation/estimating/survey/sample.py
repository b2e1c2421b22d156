"""Answers laid out by whether units were given the role, and by wave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.contract import ROLE
from workbench.errors import EstimationError
from workbench.records.panel.waves import ANSWERS, AnswerCounts

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
WITH, WITHOUT = 0, 1
BEFORE, SINCE = 0, 1
SUPPORTED, OTHERS = 0, 1
"""Codes of the roles, in the order of the survey's contract."""


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Answers by cluster; sides are `WITH` and `WITHOUT`, waves in order.

    Attributes
    ----------
    people : ndarray of int, shape (clusters, 2, waves, 5)
    weight, squared : ndarray of float, shape (clusters, 2, waves, 5)
        Sums of weights, and of their squares.
    """

    people: Codes
    weight: Floats
    squared: Floats

    def of_waves(self, waves: tuple[int, ...]) -> Answers:
        """Return some of the waves."""
        places = list(waves)
        return Answers(
            self.people[:, :, places], self.weight[:, :, places], self.squared[:, :, places]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Everybody who answered from a unit that is compared.

    Attributes
    ----------
    answers : AnswerCounts
    side : ndarray of int, shape (rows,)
        `WITH` for units given the role after the first wave and by the last, `WITHOUT` for those
        that had not begun by the last; -1 for what is in no comparison.
    cluster : ndarray of int, shape (rows,)
        Anything where the side is -1.
    clusters : int
    base, last : int
        The latest wave before any of these units had the role, and the last wave of all.
    since : int
        How many waves come after `base`.
    weight, squared : ndarray of float, shape (rows,)
    """

    answers: AnswerCounts
    side: Codes
    cluster: Codes
    clusters: int
    base: int
    last: int
    since: int
    weight: Floats
    squared: Floats

    @property
    def orders(self) -> int:
        """In how many ways the role could have been dealt out among the clusters compared."""
        sides = {
            int(cluster): int(side)
            for cluster, side in zip(self.cluster, self.side, strict=True)
            if side >= 0
        }
        return comb(len(sides), sum(side == WITH for side in sides.values()))

    @property
    def compared(self) -> tuple[int, int]:
        """The waves that are compared, in the order of `BEFORE` and `SINCE`."""
        return self.base, self.last

    def of(
        self, item: str, role: int = SUPPORTED, groups: Mapping[str, int] | None = None
    ) -> Answers:
        """Return the answers to an item of those in a role, and in groups of characteristics."""
        found = self.answers
        among = (self.side >= 0) & (found.item == found.items.index(item)) & (found.answer > 0)
        for name, code in {ROLE: role, **(groups or {})}.items():
            if name in found.groups:
                among &= found.groups[name] == code
            elif code:
                among &= False
        shape = (self.clusters, 2, len(found.waves), len(ANSWERS))
        places = (self.cluster[among], self.side[among], found.wave[among], found.answer[among] - 1)

        def summed(values: NDArray) -> NDArray:
            total = np.zeros(shape, values.dtype)
            np.add.at(total, places, values[among])
            return total

        return Answers(summed(found.people), summed(self.weight), summed(self.squared))


def sample_of(
    answers: AnswerCounts,
    begins: Codes,
    months: Codes,
    clusters: Codes,
    weights: tuple[Floats, Floats] | None = None,
) -> Sample:
    """Lay answers out by unit and wave.

    Parameters
    ----------
    answers : AnswerCounts
        By unit.
    begins : ndarray of int, shape (units,)
        The month in which each unit was given the role; -1 never.
    months : ndarray of int, shape (waves,)
        The month of each wave.
    clusters : ndarray of int, shape (units,)
        The level at which dates were given out.
    weights : tuple of ndarray of float, shape (rows,), optional
        Sums of weights and of their squares; the file's own unless given.

    Raises
    ------
    EstimationError
        In words after "because": nobody had the role by the last wave, or nobody was without.
    """
    never = np.iinfo(np.int64).max
    start = np.where(begins >= 0, begins, never)
    side = np.where(start > months[-1], WITHOUT, WITH)
    # Those who had the role at the first wave have no before.
    side[start <= months[0]] = -1
    if not (side == WITH).any():
        raise EstimationError(
            "no unit was given the role between the first wave of the survey and the last"
        )
    if not (side == WITHOUT).any():
        raise EstimationError(
            "every unit had the role by the last wave, so none is left to compare with"
        )
    base = int(np.flatnonzero(months < start[side == WITH].min())[-1])
    labels, places = np.unique(clusters, return_inverse=True)
    unit = answers.groups["unit"]
    weight, squared = weights or (answers.weight, answers.squared)
    return Sample(
        answers,
        np.where(unit >= 0, side[unit], -1),
        places[unit],
        len(labels),
        base,
        len(months) - 1,
        len(months) - 1 - base,
        weight,
        squared,
    )
