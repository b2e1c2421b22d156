"""Each unit of a panel in one line: when it is seen, and when the role began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import numpy as np
from ibis.expr.types import DateValue, IntegerValue, Table
from numpy.typing import NDArray

from workbench.records.checking.measures import NOTHING
from workbench.records.panel.contract import PanelContract
from workbench.records.staff.ordering import GOES_ON

NO_MONTH = -1
"""Stands for no month: never, or not seen."""


@dataclass(frozen=True, slots=True, eq=False)
class UnitFacts:
    """What the rows of each unit say together; months are numbers, -1 where there is none.

    Attributes
    ----------
    names, regions : tuple of str
        Of units in the order of their names, and the region of each ("" without one).
    repeated : ndarray of int, shape (units,)
        Rows beyond the first of a month.
    months, first, last : ndarray of int, shape (units,)
        Different months seen, the first and the last of them.
    planned, actual : ndarray of int, shape (units,)
        The month of roll-out.
    planned_days, actual_days, region_names : ndarray of int, shape (units,)
        How many different ones the rows name; a blank is one of them.
    flag_first, flag_last_without : ndarray of int, shape (units,)
        The first month flagged as having the role, and the last flagged as not.
    dose_first, dose_last, dose_known_until : ndarray of int, shape (units,)
        The first and last month with a dose above 0, and the last with any number there.
    staffed : ndarray of int, shape (units,)
        Months with officers; every month where the file does not tell of officers.
    """

    names: tuple[str, ...]
    regions: tuple[str, ...]
    repeated: NDArray[np.int64]
    months: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    planned: NDArray[np.int64]
    actual: NDArray[np.int64]
    planned_days: NDArray[np.int64]
    actual_days: NDArray[np.int64]
    region_names: NDArray[np.int64]
    flag_first: NDArray[np.int64]
    flag_last_without: NDArray[np.int64]
    dose_first: NDArray[np.int64]
    dose_last: NDArray[np.int64]
    dose_known_until: NDArray[np.int64]
    staffed: NDArray[np.int64]

    @property
    def opens(self) -> int:
        """The number of the first month that any unit is seen in; -1 if none is."""
        seen = self.first[self.first >= 0]
        return int(seen.min()) if seen.size else NO_MONTH

    @property
    def ends(self) -> int:
        """The number of the last month that any unit is seen in; -1 if none is."""
        return int(self.last.max(initial=NO_MONTH))

    @property
    def begun(self) -> NDArray[np.bool_]:
        """Which units have begun by the last month."""
        return (self.actual >= 0) & (self.actual <= self.ends)


def unit_facts(table: Table, contract: PanelContract) -> UnitFacts:
    """Return what the rows of each named unit say together.

    Parameters
    ----------
    table : Table
        As `workbench.records.panel.coding.with_month_numbers` returns it.
    contract : PanelContract
        What stands in it.
    """
    named = table.filter(~table["unit"].re_search(NOTHING))
    found = named.group_by("unit").aggregate(**_facts(named, contract)).order_by("unit")
    rows = found.to_pyarrow().to_pydict()
    numbers: Mapping[str, NDArray[np.int64]] = {
        name: np.array(values, np.int64)
        for name, values in rows.items()
        if name not in ("unit", "region")
    }
    return UnitFacts(names=tuple(rows["unit"]), regions=tuple(rows["region"]), **numbers)


def _facts(table: Table, contract: PanelContract) -> dict[str, ibis.expr.types.Value]:
    month, flag = table["month"], table["flag"]
    dose = table[f"dose_{contract.dose}"] if contract.dose else ibis.null("float64")
    positive = (dose > 0) & ~dose.isnan()
    return {
        "region": table["region"].max(),
        "repeated": month.count() - month.nunique(),
        "months": month.nunique(),
        "first": _or_none(month.min()),
        "last": _or_none(month.max()),
        "planned": _or_none(table["planned"].min()),
        "actual": _or_none(table["actual"].min()),
        "planned_days": _different(table["day_planned"]),
        "actual_days": _different(table["day_actual"]),
        "region_names": table["region"].nunique(),
        "flag_first": _or_none(month.min(where=flag == 1)),
        "flag_last_without": _or_none(month.max(where=flag == 0)),
        "dose_first": _or_none(month.min(where=positive)),
        "dose_last": _or_none(month.max(where=positive)),
        "dose_known_until": _or_none(month.max(where=dose.notnull())),
        "staffed": table["dose_officers"].count(where=table["dose_officers"] > 0)
        if contract.officers
        else month.count(),
    }


def _or_none(month: IntegerValue) -> IntegerValue:
    return month.fill_null(NO_MONTH)


def _different(day: DateValue) -> IntegerValue:
    return day.fill_null(GOES_ON).nunique()
