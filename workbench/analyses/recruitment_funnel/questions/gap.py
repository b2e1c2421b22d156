"""Where does the gap open? The ratio over all stages taken apart, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.cells import comparison_cells
from workbench.analyses.recruitment_funnel.counting import CampaignCounts
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.question import (
    Answer,
    NotCovered,
    Question,
    nothing_more,
)
from workbench.findings import Finding, ShownCounts, TableMeasure
from workbench.statistics.comparison.decomposition import decompose
from workbench.statistics.estimate import Estimate

COUNTS = ("passed", "entered", "comparator_passed", "comparator_entered")


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """Take apart the ratio of every declared group of every characteristic."""
    if len(parameters.stages) < 2:
        return NotCovered("there is one stage only, so the gap can open nowhere else")
    return tuple(_finding(name, parameters, counted) for name in parameters.characteristics)


def _finding(name: str, parameters: Parameters, counted: CampaignCounts) -> Finding:
    cells = _cells(name, parameters, counted)
    measure = partial(
        _taken_apart,
        stages=len(parameters.stages),
        level=parameters.level,
        seed=parameters.seed,
    )
    title = f"{parameters.characteristic_title(name)}: where the gap opens"
    return Finding(
        f"gap:{name}",
        "gap",
        title,
        cells,
        table_measures=(TableMeasure(COUNTS, measure, as_compared=True),),
    )


def _cells(name: str, parameters: Parameters, counted: CampaignCounts) -> pd.DataFrame:
    """Return the declared groups at every stage, stages in order within each group."""
    stages = counted.stages[counted.stages["characteristic"] == name]
    cells = comparison_cells(stages, parameters.comparator(name), headline=False)
    told = cells[(cells["basis"] == "conditional") & (cells["role"] == "declared")]
    groups = list(dict.fromkeys(told["group"]))
    blocks = [told[told["group"] == group] for group in groups]
    return pd.concat(blocks, ignore_index=True).assign(family=None)


def _taken_apart(
    counts: Mapping[str, ShownCounts], *, stages: int, level: float, seed: int
) -> dict[str, Estimate]:
    """Take the groups apart whose every count is shown; the others stay missing."""
    shown = np.logical_and.reduce([~counts[name].banded for name in COUNTS]).reshape(-1, stages)
    whole = shown.all(axis=1)
    sides = [_consistent(counts, name).reshape(-1, stages)[whole] for name in COUNTS]
    found = decompose(*sides, level=level, generator=np.random.default_rng(seed))
    parts = found.share

    def place(values: np.ndarray) -> np.ndarray:
        placed = np.full(shown.shape, np.nan)
        placed[whole] = values
        return placed.ravel()

    share = Estimate(
        place(parts.value), place(parts.lower), place(parts.upper), level, parts.method
    )
    gained = place(found.starts_gained)
    return {
        "share_of_gap": share,
        "gained_at_parity": Estimate(gained, gained, gained, level, "this stage alone at parity"),
    }


def _consistent(counts: Mapping[str, ShownCounts], name: str) -> np.ndarray:
    """Return a count as shown; rounding apart must not let more pass than entered."""
    if not name.endswith("passed"):
        return counts[name].value
    entered = counts[name.replace("passed", "entered")].value
    return np.minimum(counts[name].value, entered)


QUESTION = Question("Where does the gap open?", nothing_more, answer)
