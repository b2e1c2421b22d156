"""The second opinion: boosted trees on the same months, learnt and told on different people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.attrition.questions.drivers.cells import ModelCells
from workbench.analyses.attrition.questions.drivers.fit import Fitted
from workbench.errors import EstimationError
from workbench.statistics.attrition.hazard_design import hazard_design
from workbench.statistics.attrition.second_opinion import SecondOpinion, second_opinion
from workbench.statistics.attrition.second_opinion_cells import LEAST, LeavingCells, leaving_cells
from workbench.statistics.attrition.second_opinion_dependence import (
    Spread,
    differences,
    mean_of_folds,
)
from workbench.statistics.attrition.second_opinion_disagreements import Kind, disagreements
from workbench.statistics.attrition.second_opinion_hazard import held_out_hazard
from workbench.statistics.attrition.second_opinion_held_out import HeldOut

Floats = NDArray[np.float64]
KINDS: tuple[Kind, ...] = (
    "opposite directions",
    "only the hazard model sees a difference",
    "only the boosting sees a difference",
    "larger in the boosting",
    "smaller in the boosting",
)
"""A class of 1 is the first of these; 0 is no disagreement."""
NEGLIGIBLE = 0.005
"""Leavers of every one in post: models half of one in 100 apart agree."""
CALIBRATED = (0.7, 1.3)
"""Slopes of leaving on log odds between these are called well calibrated."""


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """What the second model says, in the terms of the first."""

    terms: tuple[str, ...]
    references: tuple[int, ...]
    found: SecondOpinion
    level: float

    def difference(self, term: str) -> Spread:
        """Return leavers of 100 a year more than at the reference, one a level of a term."""
        place = self.terms.index(term)
        return differences(self.found.drivers[place], self.references[place], level=self.level)

    def ranks(self) -> dict[str, int]:
        """Return the rank of each term that clearly tells something, 1 the most important.

        Terms whose importance may be nothing, by its range over the folds, have none.
        """
        clear = {}
        for term, one in zip(self.terms, self.found.drivers, strict=True):
            spread = mean_of_folds(one.importance, level=self.level)
            if spread.lower > 0:
                clear[term] = float(spread.value)
        ordered = sorted(clear, key=lambda term: -clear[term])
        return {term: place for place, term in enumerate(ordered, 1)}


def opinion(model: Fitted, *, seed: int, level: float) -> Opinion | None:
    """Ask trees for a second opinion of the same cells; None where leavers are too few.

    Parameters
    ----------
    model : Fitted
        The hazard model and its cells.
    seed : int
        Of the trees.
    level : float
        Of ranges.
    """
    cells = _cells(model.of)
    if cells is None:
        return None
    columns = {term: model.of.cells[term] for term in model.of.terms}
    references = tuple(
        list(column.cat.categories).index(model.of.references[term])
        for term, column in columns.items()
    )
    design = hazard_design(model.of.cells, model.of.terms, references=dict(model.of.references))
    hazard = held_out_hazard(design, like=model.fit)
    found = second_opinion(cells, hazard=hazard, seed=seed, level=level)
    return Opinion(model.of.terms, references, found, level)


def apart(told: pd.DataFrame, boosted: Spread) -> Floats:
    """Return for each level how the two models differ, as a place in `KINDS` from 1; 0 if not.

    Parameters
    ----------
    told : DataFrame
        As `standardised` returns it.
    boosted : Spread
        The other model's, in the same unit.
    """
    codes = np.zeros(len(told))
    value, lower, upper = (
        told[f"difference{end}"].to_numpy(float) for end in ("", "_lower", "_upper")
    )
    for one in disagreements(value, lower, upper, boosted, negligible=NEGLIGIBLE):
        codes[one.level] = KINDS.index(one.kind) + 1
    return codes


def calibration(held_out: HeldOut) -> int:
    """Return 1 where what was told is as spread as what was seen, 2 if too much, 3 if too little.

    4 is of a model that tells everybody about the same.
    """
    if not np.isfinite(held_out.slope):
        return 4
    low, high = CALIBRATED
    return 2 if held_out.slope < low else 3 if held_out.slope > high else 1


def _cells(of: ModelCells) -> LeavingCells | None:
    table = of.cells
    codes = np.column_stack([table[term].cat.codes.to_numpy(np.int64) for term in of.terms])
    later = (table["period"] > 0).to_numpy()
    left = table["left"].to_numpy(np.int64)
    if min(left[later].sum(), left[~later].sum()) < LEAST:
        later = np.zeros(len(left), np.bool_)
    try:
        return leaving_cells(
            codes,
            levels=tuple(len(table[term].cat.categories) for term in of.terms),
            at_risk=table["at_risk"].to_numpy(np.int64),
            left=left,
            fold=table["fold"].to_numpy(np.int64),
            later=later,
        )
    except EstimationError:
        return None
