"""Which counts of a group remain possible for one who knows all others, and what is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.disclosure.models.campaigns import Campaign, Counts, candidates

FEWEST = 30
"""With fewer tables left than this nothing is concluded, where not all of them were tried."""
Floats = NDArray[np.float64]
Published = Callable[[Counts, Counts, Counts, Counts], Floats]
"""From the four counts, shape (tables, strata), to all numbers that are published of each."""


@dataclass(frozen=True, slots=True)
class Learned:
    """How many values are left of what the group passed and entered; 5 were before."""

    passed: int
    entered: int
    tables: int
    conclusive: bool

    @property
    def narrowed(self) -> bool:
        """Whether a count is known, or is one of two."""
        return self.conclusive and min(self.passed, self.entered) <= 2


def attack(
    campaign: Campaign, published: Published, draws: int, random: np.random.Generator
) -> Learned:
    """Keep the tables of the group that give every number published of the true one."""
    x, n = candidates(campaign, draws, random)
    others = (np.broadcast_to(side, x.shape) for side in campaign.sides[2:])
    told = published(x, n, *others)
    alike = (
        np.isclose(told, told[-1], rtol=1e-9, atol=1e-9) | (np.isnan(told) & np.isnan(told[-1]))
    ).all(axis=1)
    left = [np.unique(side[alike].sum(axis=1)).size for side in (x, n)]
    complete = x.shape[1] == 2
    return Learned(left[0], left[1], int(alike.sum()), complete or int(alike.sum()) >= FEWEST)
