"""Each group's counts by circumstance, at every stage and over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.counts import stage_cells
from workbench.vocabulary.terms import OVERALL

Counts = NDArray[np.int64]
SIDES = ("passed", "entered", "comparator_passed", "comparator_entered")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ByPlace:
    """Who passed of who entered, by group, place and stratum; exact, so never shown.

    Attributes
    ----------
    places : tuple of (stage, basis)
        Each stage, then all stages together; the latter alone where there is one stage.
    strata : tuple of str
        The groups of the circumstance; empty for several at once.
    passed, entered : int array, shape (groups, places, strata)
        Over all stages: those who got through, of those who applied less those who wait.
    """

    places: tuple[tuple[str, str], ...]
    strata: tuple[str, ...]
    passed: Counts
    entered: Counts

    def sides(self, comparator: int) -> tuple[Counts, Counts, Counts, Counts]:
        """Return the four counts of every group but the comparator, in the order of `SIDES`."""
        others = [group for group in range(len(self.passed)) if group != comparator]
        whole = (self.passed[[comparator]], self.entered[[comparator]])
        own = (self.passed[others], self.entered[others])
        return (*own, *(np.broadcast_to(count, own[0].shape) for count in whole))  # type: ignore[return-value]


def by_place(
    cells: pd.DataFrame,
    characteristic: str,
    groups: Sequence[str],
    stages: Sequence[str],
    choices: Sequence[Sequence[str]],
) -> list[ByPlace]:
    """Add the cells of one characteristic up by each choice of circumstances.

    Parameters
    ----------
    cells : DataFrame
        As `workbench.counts.count_cells` returns it, by the characteristic and all circumstances.
    characteristic : str
        Its column.
    groups : sequence of str
        The groups to keep, in order.
    stages : sequence of str
        Names of the stages, in order.
    choices : sequence of sequence of str
        Circumstances whose groups, all combinations that occur, are the strata.

    Returns
    -------
    list of ByPlace
        One for each of `choices`.
    """
    kept = cells[cells[characteristic].isin(list(groups))].reset_index(drop=True)
    columns = list(dict.fromkeys(name for choice in choices for name in choice))
    codes = np.column_stack([kept[name].cat.codes for name in (characteristic, *columns)])
    found, number = np.unique(codes, axis=0, return_inverse=True)
    places, passed, entered = _at_places(kept.assign(cell=number.ravel()), len(found), stages)
    order = {label: place for place, label in enumerate(groups)}
    labels = kept[characteristic].cat.categories
    own = np.array([order.get(labels[code], -1) for code in found[:, 0]], dtype=np.int64)
    told = []
    for choice in choices:
        chosen = found[:, [1 + columns.index(name) for name in choice]]
        strata, stratum = np.unique(chosen, axis=0, return_inverse=True)
        shape = (len(groups), len(places), len(strata))
        told.append(
            ByPlace(
                places,
                _labels(kept, choice, strata),
                *(_added(values, own, stratum.ravel(), shape) for values in (passed, entered)),
            )
        )
    return told


def _at_places(
    cells: pd.DataFrame, many: int, stages: Sequence[str]
) -> tuple[tuple[tuple[str, str], ...], Counts, Counts]:
    """Return the places, and who passed and entered there, shape (places, cells)."""
    at = stage_cells(cells, ["cell"], stages)
    reached, exempt, pending, entered, passed = (
        at[name].to_numpy(np.int64).reshape(len(stages), many)
        for name in ("reached", "exempt", "pending", "entered", "passed")
    )
    through, applied = passed[-1:] + exempt[-1:], reached[:1] - pending.sum(axis=0)
    if len(stages) == 1:
        return ((OVERALL, OVERALL),), through, applied
    places = (*((stage, "conditional") for stage in stages), (OVERALL, OVERALL))
    return places, np.vstack([passed, through]), np.vstack([entered, applied])


def _added(values: Counts, group: Counts, stratum: Counts, shape: tuple[int, int, int]) -> Counts:
    total = np.zeros(shape, dtype=np.int64)
    for place, people in enumerate(values):
        np.add.at(total[:, place], (group, stratum), people)
    return total


def _labels(cells: pd.DataFrame, choice: Sequence[str], strata: Counts) -> tuple[str, ...]:
    """Name the strata of one circumstance; of several at once they are too many to be told of."""
    if len(choice) > 1:
        return ()
    return tuple(cells[choice[0]].cat.categories[strata[:, 0]])
