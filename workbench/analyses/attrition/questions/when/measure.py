"""Rates, survival, means and medians by length of service, of counts as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from workbench.findings import ShownCounts, TableMeasure
from workbench.measures.ranges import (
    Flags,
    are_hidden,
    changed,
    each,
    in_column,
    in_rows,
    ranges,
    rounded_people,
    told,
    where_told,
)
from workbench.measures.shown import ROUNDED, is_exact
from workbench.statistics.attrition.banded_length import (
    median_of_bands,
    restricted_mean_of_bands,
)
from workbench.statistics.attrition.banded_log_rank import greatest_log_rank_p
from workbench.statistics.attrition.banded_service import (
    BandedSurvival,
    banded_survival,
)
from workbench.statistics.attrition.leaving_rate import MONTHS_A_YEAR, Ranged, leaving_rate
from workbench.statistics.estimate import Estimate

FIRST, CLOSED = slice(0, 1), slice(1, -1)
"""Columns of a table of groups: all service, and the bands that have an end."""


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands of service.

    Attributes
    ----------
    widths : tuple of int
        Months of each band but the last, which has no end.
    window : int
        Months of the data: no person is seen for more.
    least : int
        People at risk below whom nothing is said of a band.
    """

    widths: tuple[int, ...]
    window: int
    least: int

    @property
    def units(self) -> tuple[int, ...]:
        """Return by how many months those of people at risk are divided, band by band."""
        return (*self.widths, self.window)

    @property
    def months(self) -> int:
        """Return the months of all bands that have an end."""
        return sum(self.widths)

    @staticmethod
    def people(months: int | np.integer, unit: int) -> int:
        """Return months at risk in people, to the nearest.

        Examples
        --------
        >>> Bands.people(130, 12)
        11
        """
        return (2 * int(months) + unit) // (2 * unit)


def by_service(bands: Bands, groups: int, horizon: int, level: float) -> TableMeasure:
    """Return the measure of leaving and staying by length of service.

    Parameters
    ----------
    bands : Bands
    groups : int
        How many groups there are: a row of each one's whole service, and then one a band. Of rows
        after these, in units of whole service, the rate alone is told.
    horizon : int
        Months of service up to which time in post is averaged.
    level : float
        Confidence level.
    """
    measure = partial(_measured, bands=bands, groups=groups, horizon=horizon, level=level)
    return TableMeasure(("left", "at_risk"), measure, cell_by_cell=True)


def _measured(
    counts: Mapping[str, ShownCounts], *, bands: Bands, groups: int, horizon: int, level: float
) -> dict[str, Estimate]:
    rows, shape = len(counts["left"].value), (groups, 1 + len(bands.units))
    left, there = (counts[name].at(np.arange(shape[0] * shape[1])) for name in ("left", "at_risk"))
    people, gone = rounded_people(there, shape), ranges(left, shape)
    months = changed(people, lambda side: side * np.array([bands.window, *bands.units]))
    exact = is_exact(counts["left"])
    enough = people.value >= (bands.least if exact else ROUNDED.minimum_entered)
    enough &= ~(are_hidden(left, shape) | are_hidden(there, shape))
    found = {"hazard_a_year": _rates(counts, bands, groups, level)}
    closed_months, closed_gone = (
        changed(one, lambda side: side[:, CLOSED]) for one in (months, gone)
    )
    table = banded_survival(
        closed_months, closed_gone, bands.widths, followed=enough[:, CLOSED], level=level
    )
    found |= _of_table(table, bands, horizon, shape)
    found["log_rank_p"] = _log_rank(gone, months, enough, level)
    return {name: in_rows(one, rows) for name, one in found.items()}


def _rates(counts: Mapping[str, ShownCounts], bands: Bands, groups: int, level: float) -> Estimate:
    """Return the rate of every row, those after the groups' too."""
    rows = counts["left"].value.shape
    units = np.full(rows, bands.window)
    units[: groups * (1 + len(bands.units))] = [*(bands.window, *bands.units)] * groups
    people = rounded_people(counts["at_risk"], rows)
    years = changed(people, lambda side: side * units / MONTHS_A_YEAR)
    exact = is_exact(counts["left"])
    enough = people.value >= (bands.least if exact else ROUNDED.minimum_entered)
    enough &= exact | (told(counts["left"], rows) >= ROUNDED.minimum_cell)
    hidden = are_hidden(counts["left"], rows) | are_hidden(counts["at_risk"], rows)
    rate = leaving_rate(ranges(counts["left"], rows), years, level=level)
    return where_told(rate, enough & ~hidden)


def _of_table(
    table: BandedSurvival, bands: Bands, horizon: int, shape: tuple[int, int]
) -> dict[str, Estimate]:
    """Return survival in the rows of bands that end, and times in those of all service."""
    ends = np.cumsum(bands.widths) - 1
    survival = each(table.survival, lambda side: side[:, ends])
    times = {"median_service": median_of_bands(table)}
    if horizon <= bands.months:
        times["restricted_mean"] = restricted_mean_of_bands(table, horizon)
    found = {"survival": in_column(survival, shape, CLOSED)}
    return found | {name: of_whole_service(one, shape) for name, one in times.items()}


def of_whole_service(one: Estimate, shape: tuple[int, int]) -> Estimate:
    """Put an estimate a group into the row of its whole service."""
    return in_column(each(one, lambda side: side[:, None]), shape, FIRST)


def _log_rank(gone: Ranged, months: Ranged, enough: Flags, level: float) -> Estimate:
    """Return the test between grades, in the first row."""
    value, none = np.full(enough.shape, np.nan), np.full(enough.shape, np.nan)
    if enough.shape[0] > 2:
        pair = (
            changed(one, lambda side: np.where(enough, side, 0.0)[1:, 1:]) for one in (months, gone)
        )
        value[0, 0] = greatest_log_rank_p(*pair)
    return Estimate(value, none, none, level, "log-rank, greatest over what is shown")
