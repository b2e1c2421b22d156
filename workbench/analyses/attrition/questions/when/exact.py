"""The same of single months of service and exact counts, for where all is shown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions.when.measure import CLOSED, Bands, of_whole_service
from workbench.analyses.attrition.questions.when.risk import Risk
from workbench.measures.ranges import each, in_column
from workbench.statistics.attrition.length_of_service import (
    median_service,
    restricted_mean_service,
)
from workbench.statistics.attrition.life_table import LifeTable, life_table
from workbench.statistics.attrition.log_rank import log_rank
from workbench.statistics.estimate import Estimate

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


def exact_bands(
    parameters: Parameters, bands: Bands, tables: Sequence[Risk]
) -> dict[str, Estimate]:
    """Return times and survival as `by_service` has them, of exact counts by month, row by row."""
    level, shape = parameters.level, (len(tables), 1 + len(bands.units))
    there, left = _monthly(tables)
    table = life_table(
        there[:, :-1], left[:, :-1], level=level, least_at_risk=parameters.minimum_at_risk
    )
    found = {"survival": _at_ends(table, bands, shape)}
    found["median_service"] = of_whole_service(median_service(table), shape)
    if parameters.horizon <= bands.months:
        mean = restricted_mean_service(table, parameters.horizon)
        found["restricted_mean"] = of_whole_service(mean, shape)
    found["log_rank_p"] = _test(there, left, parameters, shape)
    return {name: _flat(one) for name, one in found.items()}


def exact_months(parameters: Parameters, risk: Risk) -> tuple[list[int], dict[str, Estimate]]:
    """Return the months of service that are followed, and by the end of each who is still there."""
    there, left = _monthly([risk])
    least, level = parameters.minimum_at_risk, parameters.level
    table = life_table(there[0, :-1], left[0, :-1], level=level, least_at_risk=least)
    kept = table.window.followed
    survival = each(table.survival, lambda side: side[kept])
    none = np.full(int(kept.sum()), np.nan)
    people = Estimate(table.at_risk[kept].astype(float), none, none, level, "count")
    months = [int(month) + 1 for month in np.flatnonzero(kept)]
    return months, {"survival": survival, "at_risk_then": people}


def _monthly(tables: Sequence[Risk]) -> tuple[Counts, Counts]:
    there = np.stack([risk.at_risk for risk in tables])
    return there, np.stack([risk.left.sum(axis=0) for risk in tables])


def _at_ends(table: LifeTable, bands: Bands, shape: tuple[int, int]) -> Estimate:
    ends = np.cumsum(bands.widths) - 1
    return in_column(each(table.survival, lambda side: side[:, ends]), shape, CLOSED)


def _test(there: Counts, left: Counts, parameters: Parameters, shape: tuple[int, int]) -> Estimate:
    value, none = np.full(shape, np.nan), np.full(shape, np.nan)
    if len(there) > 2:
        enough = there[1:] >= parameters.minimum_at_risk
        # A month from the last one on is of many, which no test of single months can take.
        enough[:, -1] = False
        value[0, 0] = log_rank(
            np.where(enough, there[1:], 0), np.where(enough, left[1:], 0)
        ).p_value
    return Estimate(value, none, none, parameters.level, "log-rank")


def _flat(one: Estimate) -> Estimate:
    return each(one, np.ravel)
