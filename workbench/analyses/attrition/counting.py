"""From one file of staff to the only counts that are made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

import pandas as pd

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.parameters import Parameters
from workbench.counts.staff import StaffWanted, count_staff
from workbench.records.staff import StaffChecked, check_staff, read_staff, with_days, with_months

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


def count_file(parameters: Parameters, wanted: Iterable[StaffWanted] = ()) -> StaffCounts:
    """Read, check and count the file that `parameters` name.

    Parameters
    ----------
    parameters : Parameters
    wanted : iterable of StaffWanted
        Each is counted once.

    Raises
    ------
    DataError
        If the file cannot be counted truly; it names every problem.
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
        )
        tables = {one: count(months, one) for one in dict.fromkeys(wanted)}
        return StaffCounts(checked, records.how, MappingProxyType(tables))
