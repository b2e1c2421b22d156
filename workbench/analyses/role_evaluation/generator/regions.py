"""The same months by region: means of people and totals, without gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.analyses.role_evaluation.generator import plan
from workbench.analyses.role_evaluation.generator.outcomes import outcomes, units_of
from workbench.analyses.role_evaluation.generator.rollout import Floats, Units, filled, funded
from workbench.analyses.role_evaluation.generator.rows import COUNTED, rows
from workbench.analyses.role_evaluation.generator.words import FULL_TIME, MONTHS, PART_TIME
from workbench.synthetic import CHUNK_SIZE, Streams
from workbench.vocabulary.terms import REGIONS

BEHIND = {
    f"{plan.HOURS}_full_time": "spo_full_time",
    f"{plan.HOURS}_part_time": "spo_part_time",
    f"{plan.HOURS}_other_spo": "other_spo_headcount",
}
"""Whose mean each is, where it is not that of all SPO of the two functions."""


def regions(size: int, seed: int) -> pd.DataFrame:
    """Return a row for each month and region that has any of the units.

    Examples
    --------
    >>> len(regions(12, 1))
    360
    """
    sums: dict[str, Floats] = {}
    for chunk, first in enumerate(range(0, size, CHUNK_SIZE)):
        streams = Streams(seed, chunk, min(CHUNK_SIZE, size - first))
        for name, values in _totals(streams).items():
            sums[name] = sums.get(name, 0.0) + values
    people = sums["spo_headcount"] > 0
    columns = {name: _told(name, sums)[people] for name in sums}
    return rows(np.flatnonzero(people), columns)


def _totals(streams: Streams) -> dict[str, Floats]:
    these, drawn = units_of(streams), outcomes(streams)
    member = (these.region == np.arange(len(REGIONS))[:, None]).astype(float)
    people = _people(these)
    weighted = {
        name: values if name in COUNTED else np.nan_to_num(values) * _behind(name, people)[:, None]
        for name, values in drawn.items()
    }
    support = {"support_fte_funded": funded(these), "support_fte": filled(these)}
    return {name: member @ values for name, values in (people | support | weighted).items()}


def _people(these: Units) -> dict[str, Floats]:
    return {
        "spo_headcount": these.headcount.astype(float),
        "spo_full_time": these.people[:, FULL_TIME].astype(float),
        "spo_part_time": these.people[:, PART_TIME].astype(float),
        "spo_fte": these.fte,
        "other_spo_headcount": these.other.astype(float),
    }


def _behind(name: str, people: dict[str, Floats]) -> Floats:
    return people[BEHIND.get(name, "spo_headcount")]


def _told(name: str, sums: dict[str, Floats]) -> Floats:
    """Return a total as it is, and a mean of people from its sum; NaN where there is nobody."""
    total = sums[name]
    if total.ndim == 1 or name in COUNTED or name == "support_fte":
        return total
    behind = np.repeat(_behind(name, sums)[:, None], MONTHS, axis=1)
    return np.divide(total, behind, out=np.full_like(total, np.nan), where=behind > 0)
