"""The table of applications to the intakes before that of March 2023."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pandas as pd

from workbench.analyses.recruitment_funnel.generator import plan
from workbench.analyses.recruitment_funnel.generator.applications import draw_applications
from workbench.synthetic import Chunks


@dataclass(frozen=True, slots=True)
class EarlierApplications:
    """Three earlier intakes, the first of them first, drawn as often as they are read.

    Parameters
    ----------
    size : int
        Applications to the intake of March 2023; the others keep their proportion to it.
    seed : int
        Seed of the intake of March 2023; every earlier one has its own, made from this.

    Examples
    --------
    >>> table = EarlierApplications(56, seed=1)
    >>> [(len(chunk), chunk["campaign"].iloc[0]) for chunk in table]
    [(38, '2021-09'), (47, '2022-03'), (50, '2022-09')]
    """

    size: int
    seed: int

    def __iter__(self) -> Iterator[pd.DataFrame]:
        for intake in plan.EARLIER_INTAKES:
            size = max(1, round(intake.applications * self.size / plan.INTAKE.applications))
            yield from Chunks(partial(draw_applications, intake=intake), size, self._seed(intake))

    def _seed(self, intake: plan.Intake) -> int:
        # The seed with the month behind it, so that no other seed's intake is the same.
        return int(f"{self.seed}{intake.campaign.replace('-', '')}")
