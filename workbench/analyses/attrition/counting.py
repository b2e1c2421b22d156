"""From one file of staff to the only counts that are made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

import pandas as pd

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.parameters import Parameters
from workbench.counts import MOST_CELLS, TooManyCellsError, count_each
from workbench.counts.staff import StaffWanted, count_staff
from workbench.records.staff import (
    StaffChecked,
    StaffContract,
    check_staff,
    read_staff,
    with_days,
    with_months,
)

NOTHING: Mapping[StaffWanted, pd.DataFrame] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StaffCounts:
    """Exact counts of one file of staff; never shown, whoever looks at it.

    Attributes
    ----------
    checked : StaffChecked
        What was read, and what was set aside.
    how : tuple of str
        How the files were read.
    tables : mapping of StaffWanted to DataFrame
        What the questions asked for, as `workbench.counts.staff` returns it.
    """

    checked: StaffChecked
    how: tuple[str, ...] = ()
    tables: Mapping[StaffWanted, pd.DataFrame] = field(default_factory=lambda: NOTHING)


def count_file(
    parameters: Parameters, wanted: Iterable[StaffWanted] = (), *, most: int = MOST_CELLS
) -> StaffCounts:
    """Read, check and count the file that `parameters` name.

    Parameters
    ----------
    parameters : Parameters
    wanted : iterable of StaffWanted
        Each is counted once.
    most : int
        Cells of each of them at most.

    Raises
    ------
    DataError
        If the file cannot be counted truly, or what is wanted has too many cells; it names every
        problem.
    """
    contract = contract_of(parameters)
    with read_staff(parameters.data_path, contract, parameters.reading) as records:
        checked = check_staff(records, contract)
        months = with_months(records, contract)
        count = partial(
            count_staff,
            results=contract.results,
            reasons=contract.reason_names,
            spells=with_days(records, contract) if contract.layout == "spells" else None,
            most=most,
        )
        tables = count_each(
            wanted,
            partial(count, months),
            lambda one, found: _too_many(one, found, contract),
            records.source,
        )
        return StaffCounts(checked, records.how, tables)


def _too_many(wanted: StaffWanted, found: TooManyCellsError, contract: StaffContract) -> str:
    named = {one.name: one.column for one in contract.coded}
    named |= {one.name: one.column for one in contract.measured}
    columns = ", ".join(repr(named[name]) for name in wanted.by)
    return (
        f"{columns} make{'s' * (len(wanted.by) == 1)} {found.cells:,} cells, where at most "
        f"{found.most:,} are counted. Name fewer columns in the parameters, under 'adjust_for' "
        "say, or fewer and larger groups."
    )
