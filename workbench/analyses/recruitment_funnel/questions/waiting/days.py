"""People of one stage as histograms of days, group by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Counts = NDArray[np.int64]
CAUSES = {"passed": 0, "failed": 1, "withdrew": 2, "no_show": 2, "expired": 2}
PASSED, FAILED, LEFT, PENDING = range(4)


@dataclass(frozen=True, slots=True, eq=False)
class InStage:
    """Histograms of the days that people of each group spent in one stage.

    Attributes
    ----------
    exits : int array, shape (groups, 3, days)
        Those who passed, failed, and left, by the days it took.
    pending : int array, shape (groups, days)
        Those who wait, by the days they have waited.
    undated : int
        People of any group of whom a day is not known; they are in no histogram.
    """

    exits: Counts
    pending: Counts
    undated: int

    @property
    def passed(self) -> Counts:
        """Return those who passed, shape (groups, days)."""
        return self.exits[:, PASSED]

    @property
    def timed(self) -> int:
        """Return of how many people the days are known."""
        return int(self.exits.sum() + self.pending.sum())


def in_stage(table: pd.DataFrame, name: str = "", groups: Sequence[str] = ()) -> InStage:
    """Lay counts by days out as histograms, of some groups or of all people as one.

    Parameters
    ----------
    table : DataFrame
        As `workbench.counts.count_days` returns it.
    name : str
        The column of the groups; with none given, everyone is one group.
    groups : sequence of str
        The groups wanted, in order; people in others are left out.
    """
    codes = np.zeros(len(table), np.int64)
    if name:
        labels = table[name].cat.categories
        place = {label: number for number, label in enumerate(groups)}
        codes = np.array([place.get(label, -1) for label in labels])[table[name].cat.codes]
    known = table["days"].notna() & (table["days"] >= 0).fillna(value=False)
    here = known.to_numpy(bool) & (codes >= 0)
    days = table["days"].fillna(0).to_numpy(np.int64)
    ended = table["outcome"].map(CAUSES).fillna(PENDING).to_numpy(np.int64)
    people = table["people"].to_numpy(np.int64)
    counts = np.zeros((max(len(groups), 1), PENDING + 1, int(days[here].max(initial=0)) + 1), int)
    np.add.at(counts, (codes[here], ended[here], days[here]), people[here])
    undated = int(people[~known.to_numpy(bool)].sum())
    return InStage(counts[:, :PENDING], counts[:, PENDING], undated)
