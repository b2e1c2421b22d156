"""Which characteristics go together: the shares of each, given the one that it depends on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.generator import plan, population
from workbench.analyses.recruitment_funnel.generator.words import ROUTES
from workbench.vocabulary.characteristics import CODE_LISTS
from workbench.vocabulary.terms import REGIONS

GROUPS: dict[str, tuple[str, ...]] = {
    **{code_list.name: code_list.groups for code_list in CODE_LISTS},
    "region": REGIONS,
    "route": ROUTES,
}


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of the groups of one characteristic.

    Attributes
    ----------
    given : str or None
        The one characteristic that they depend on.
    table : ndarray, shape (groups of `given`, or 1, groups)
        Each row adds up to 1.
    """

    given: str | None
    table: NDArray[np.float64]


def _given(name: str, shares: Callable[[str], Sequence[float]]) -> Shares:
    return Shares(name, np.array([shares(group) for group in GROUPS[name]]))


def _or_elsewhere(shares: Mapping[str, Sequence[float]]) -> Callable[[str], Sequence[float]]:
    return lambda region: shares.get(region, shares["elsewhere"])


def _region_shares(ethnicity: str) -> list[float]:
    london = plan.LONDON_SHARE[ethnicity]
    return [
        london if region == "London" else (1 - london) * plan.SHARE_OUTSIDE_LONDON[region]
        for region in REGIONS
    ]


def _route_shares(region: str) -> list[float]:
    accelerated = plan.ACCELERATED_SHARE if region in plan.ACCELERATED_REGIONS else 0.0
    shares = dict(zip(ROUTES, plan.ROUTE_SHARES, strict=True))
    shares["External"] -= accelerated
    shares["Accelerated"] += accelerated
    return [shares[route] for route in ROUTES]


SHARES: dict[str, Shares] = {
    **{
        name: Shares(None, np.array([shares]))
        for name, shares in population.INDEPENDENT_SHARES.items()
    },
    "region": _given("ethnicity", _region_shares),
    "route": _given("region", _route_shares),
    "religion": _given("region", _or_elsewhere(population.RELIGION_SHARES)),
    "welsh": _given("region", _or_elsewhere(population.WELSH_SHARES)),
    "marriage": _given("age", population.MARRIAGE_SHARES.__getitem__),
    "caring": _given("age", population.CARING_SHARES.__getitem__),
    "socio_economic": _given("ethnicity", population.SOCIO_ECONOMIC_SHARES.__getitem__),
}
"""Each after the one that it depends on."""
