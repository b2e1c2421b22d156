"""A panel as the arrays that statistics take: units by months, gaps kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from ibis.expr.types import Table
from numpy.typing import NDArray

from workbench.records.panel.check import PanelChecked
from workbench.records.panel.contract import PanelContract
from workbench.records.panel.reader import PanelRecords
from workbench.records.panel.units import UnitFacts
from workbench.records.staff.contract import month_name


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Units by months.

    Attributes
    ----------
    units : tuple of str, length units
        Their names, in order.
    months : tuple of str, length periods
        Every month from the first to the last of the file, such as ``2023-06``.
    regions : tuple of str
        Names of regions, in order; none where the file has no column of them.
    region : ndarray of int, shape (units,)
        The place of each unit's region; its own place where there are no regions.
    outcomes, doses : mapping of str to ndarray of float, shape (units, periods)
        By name; NaN where there is no value, or no row.
    planned, actual : ndarray of int, shape (units,)
        The period in which the role was to begin and began, from 0; `periods` where never, or
        later. A month before the panel is 0.
    planned_months, actual_months : ndarray of int, shape (units,)
        The numbers of those months (twelve a year), -1 where never.
    planned_clusters, actual_clusters : ndarray of int, shape (units,)
        The level at which days were assigned, as `clusters_of` says of each.
    gaps : mapping of str to int
        Unit-months without a value of each outcome, with or without a row.
    """

    units: tuple[str, ...]
    months: tuple[str, ...]
    regions: tuple[str, ...]
    region: NDArray[np.int64]
    outcomes: Mapping[str, NDArray[np.float64]]
    doses: Mapping[str, NDArray[np.float64]]
    planned: NDArray[np.int64]
    actual: NDArray[np.int64]
    planned_months: NDArray[np.int64]
    actual_months: NDArray[np.int64]
    planned_clusters: NDArray[np.int64]
    actual_clusters: NDArray[np.int64]
    gaps: Mapping[str, int]


def panel_of(records: PanelRecords, contract: PanelContract, checked: PanelChecked) -> Panel:
    """Return the arrays of records that `check_panel` has accepted.

    Parameters
    ----------
    records : PanelRecords
        Still open.
    contract : PanelContract
        What stands in them.
    checked : PanelChecked
        What `check_panel` returned of them.
    """
    units = checked.units
    outcomes = {one.name: f"outcome_{place}" for place, one in enumerate(contract.outcomes)}
    doses = {name: f"dose_{name}" for name in contract.doses}
    grids = _grids(records.table, units, (*outcomes.values(), *doses.values()))
    regions = tuple(sorted(set(units.regions))) if contract.region else ()
    places = {name: place for place, name in enumerate(regions)}
    region = np.array([places.get(name, at) for at, name in enumerate(units.regions)], np.int64)
    return Panel(
        units=units.names,
        months=tuple(month_name(month) for month in range(units.opens, units.ends + 1)),
        regions=regions,
        region=region,
        outcomes={name: grids[column] for name, column in outcomes.items()},
        doses={name: grids[column] for name, column in doses.items()},
        planned=_periods(units.planned, units),
        actual=_periods(units.actual, units),
        planned_months=units.planned,
        actual_months=units.actual,
        planned_clusters=clusters_of(region, units.planned),
        actual_clusters=clusters_of(region, units.actual),
        gaps={name: int(np.isnan(grids[at]).sum()) for name, at in outcomes.items()},
    )


def clusters_of(region: NDArray[np.int64], months: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the level at which days of roll-out were assigned, as a cluster for each unit.

    Parameters
    ----------
    region : ndarray of int, shape (units,)
        The region of each unit.
    months : ndarray of int, shape (units,)
        The month of its roll-out.

    Returns
    -------
    ndarray of int, shape (units,)
        The region if the units of every region share their month, else the unit.

    Examples
    --------
    >>> clusters_of(np.array([0, 0, 1]), np.array([5, 5, -1]))
    array([0, 0, 1])
    >>> clusters_of(np.array([0, 0, 1]), np.array([5, 6, -1]))
    array([0, 1, 2])
    """
    shared = all(np.unique(months[region == one]).size == 1 for one in np.unique(region))
    return region if shared else np.arange(region.size)


def _periods(months: NDArray[np.int64], units: UnitFacts) -> NDArray[np.int64]:
    periods = units.ends - units.opens + 1
    return np.where(months >= 0, np.clip(months - units.opens, 0, periods), periods)


def _grids(
    table: Table, units: UnitFacts, columns: tuple[str, ...]
) -> dict[str, NDArray[np.float64]]:
    """Return each column by unit and month."""
    rows = table.select("unit", "month", *columns).to_pyarrow()
    places = {name: place for place, name in enumerate(units.names)}
    unit = np.array([places[name] for name in rows["unit"].to_pylist()], np.int64)
    period = rows["month"].to_numpy() - units.opens
    grids = {}
    for column in columns:
        grid = np.full((len(units.names), units.ends - units.opens + 1), np.nan)
        grid[unit, period] = rows[column].to_numpy()
        grids[column] = grid
    return grids
