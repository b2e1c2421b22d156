"""The roll-outs to be looked at: that of the file, and the orders that the parameters propose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.stated.planned import PLANNED, Order
from workbench.errors import DataError

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """One roll-out that is yet to come.

    Attributes
    ----------
    title : str
        How it is called.
    months : ndarray of int, shape (units,)
        The number of the month in which each unit begins, -1 for never.
    clusters, strata : ndarray of int, shape (units,)
        The level at which dates are given out, and within what.
    horizon : int
        The number of the month after the last one with data.
    """

    title: str
    months: Whole
    clusters: Whole
    strata: Whole
    horizon: int

    @property
    def begins(self) -> int:
        """How many clusters are to begin."""
        return int(np.unique(self.clusters[self.months >= 0]).size)

    @property
    def waits(self) -> int:
        """How many clusters never begin."""
        return int(np.unique(self.clusters[self.months < 0]).size)


def plans(parameters: Parameters, observed: Observed) -> tuple[Plan, ...]:
    """Return the roll-out that the file plans, if it does, and every order proposed beside it.

    Raises
    ------
    DataError
        An order names a region that is not in the file; it names every such one.
    """
    found = []
    panel = observed.panel
    if (panel.planned_months >= 0).any():
        months, clusters = panel.planned_months, panel.planned_clusters
        found.append(_plan(PLANNED, months, clusters, observed.strata, parameters))
    problems = [
        problem for one in parameters.planning.orders for problem in _unknown(one, observed)
    ]
    if problems:
        raise DataError.gather("planning.orders", problems)
    nowhere = np.zeros(len(panel.units), np.int64)
    return (
        *found,
        *(
            _plan(one.title, _months(one, observed), panel.region, nowhere, parameters)
            for one in parameters.planning.orders
        ),
    )


def followed_longer(plan: Plan, months: int) -> Plan:
    """Return the same roll-out with so many months more of data."""
    return replace(plan, horizon=plan.horizon + months)


def held_back(plan: Plan) -> tuple[Plan, int]:
    """Return the same roll-out but that some of those that begin last wait until it is over.

    Returns
    -------
    tuple of Plan and int
        And how many clusters wait: a quarter of those that begin, at least one.
    """
    _, first, place = np.unique(plan.clusters, return_index=True, return_inverse=True)
    dates = plan.months[first]
    number = max(plan.begins // 4, 1)
    last = np.argsort(dates, kind="stable")[-number:]
    months = np.where(np.isin(place, last), -1, plan.months)
    return replace(plan, months=months), number


def opens(observed: Observed) -> int:
    """Return the number of the first month of the file."""
    return number_of(observed.panel.months[0])


def number_of(month: str) -> int:
    """Return the number of a month: twelve a year.

    Examples
    --------
    >>> number_of("2023-06")
    24281
    """
    year, within = month.split("-")
    return 12 * int(year) + int(within) - 1


def _plan(
    title: str, months: Whole, clusters: Whole, strata: Whole, parameters: Parameters
) -> Plan:
    horizon = int(months.max()) + parameters.planning.followed
    return Plan(title, months, clusters, strata, horizon)


def _months(order: Order, observed: Observed) -> Whole:
    names = observed.regions
    months = [number_of(order.begins[name]) if name in order.begins else -1 for name in names]
    return np.array(months, np.int64)[observed.panel.region]


def _unknown(order: Order, observed: Observed) -> Iterator[str]:
    unknown = sorted(set(order.begins) - set(observed.regions))
    if unknown:
        yield (
            f"{order.title!r} begins in {', '.join(map(repr, unknown))}, of which the file has "
            "nothing. Write names as they stand in the file."
        )
