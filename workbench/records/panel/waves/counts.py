"""How many respondents gave each answer, by wave and group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis
import numpy as np
from ibis.expr.types import Table
from numpy.typing import NDArray

from workbench.errors import DataError
from workbench.records.panel.waves.contract import SurveyContract
from workbench.records.panel.waves.reader import SurveyRecords

UNIT = "unit"


@dataclass(frozen=True, slots=True, eq=False)
class AnswerCounts:
    """Respondents by wave, group, item and answer; a row a combination that anybody is in.

    Attributes
    ----------
    waves, items : tuple of str
        Names, in the order of their codes.
    results : mapping of str to tuple of str
        The names of the groups of each grouping, in the order of their codes.
    wave, item : ndarray of int, shape (cells,)
        Codes.
    groups : mapping of str to ndarray of int, shape (cells,)
        The code of each grouping; -1 is no unit.
    answer : ndarray of int, shape (cells,)
        1 (the least favourable) to 5; 0 is no answer.
    people : ndarray of int, shape (cells,)
        Respondents.
    weight, squared : ndarray of float, shape (cells,)
        The sum of their weights, and of the squares of their weights.
    """

    waves: tuple[str, ...]
    items: tuple[str, ...]
    results: Mapping[str, tuple[str, ...]]
    wave: NDArray[np.int64]
    item: NDArray[np.int64]
    groups: Mapping[str, NDArray[np.int64]]
    answer: NDArray[np.int64]
    people: NDArray[np.int64]
    weight: NDArray[np.float64]
    squared: NDArray[np.float64]


def answer_counts(
    records: SurveyRecords, contract: SurveyContract, by: Sequence[str] = ()
) -> AnswerCounts:
    """Count the answers of records that `check_survey` has accepted.

    Parameters
    ----------
    records : SurveyRecords
        Still open.
    contract : SurveyContract
        What stands in them.
    by : sequence of str
        Groupings: ``unit``, and names of coded columns.

    Raises
    ------
    DataError
        If a grouping is none of these.
    """
    columns = {UNIT: UNIT} | {one.name: f"group_{at}" for at, one in enumerate(contract.coded)}
    if strange := [name for name in by if name not in columns]:
        raise DataError(
            f"{records.source}: no grouping {', '.join(map(repr, strange))}. There are "
            f"{', '.join(map(repr, columns))}."
        )
    results = {UNIT: contract.units} | {one.name: one.results for one in contract.coded}
    chosen = {name: columns[name] for name in dict.fromkeys(by)}
    found = _counted(records.table, contract, tuple(chosen.values()))
    return AnswerCounts(
        waves=contract.wave_names,
        items=tuple(one.name for one in contract.items),
        results={name: results[name] for name in chosen},
        wave=found["wave"],
        item=found["item"],
        groups={name: found[column] for name, column in chosen.items()},
        answer=found["answer"],
        people=found["people"],
        weight=found["weight"],
        squared=found["squared"],
    )


def _counted(table: Table, contract: SurveyContract, groups: tuple[str, ...]) -> dict[str, NDArray]:
    by_item = []
    for place in range(len(contract.items)):
        answered = table.mutate(answer=table[f"item_{place}"])
        by_item.append(
            answered.group_by("wave", *groups, "answer").aggregate(
                people=answered.count(),
                weight=answered["weight"].sum(),
                squared=(answered["weight"] ** 2).sum(),
                item=ibis.literal(place, "int16"),
            )
        )
    cells = ibis.union(*by_item) if len(by_item) > 1 else by_item[0]
    rows = cells.order_by("wave", *groups, "item", "answer").to_pyarrow()
    sums = ("weight", "squared")
    return {
        name: rows[name].to_numpy().astype(np.float64 if name in sums else np.int64)
        for name in rows.column_names
    }
