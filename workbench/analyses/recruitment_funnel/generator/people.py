"""Applicants as codes: what they are, and what they declare."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.analyses.recruitment_funnel.generator import plan, population
from workbench.analyses.recruitment_funnel.generator.words import ROUTES
from workbench.synthetic import Streams, choose, mask
from workbench.vocabulary.characteristics import CODE_LISTS
from workbench.vocabulary.terms import REGIONS

Codes = NDArray[np.int8]
GROUPS: dict[str, tuple[str, ...]] = {
    **{code_list.name: code_list.groups for code_list in CODE_LISTS},
    "region": REGIONS,
    "route": ROUTES,
}


@dataclass(frozen=True, slots=True)
class People:
    """Applicants of one chunk; every array has one entry for each.

    `actual` holds the group each belongs to, on which the outcomes depend; `declared` the answer
    in the file. `asked` and `late` tell who asks for an adjustment at the online test, and whose
    adjustment comes after it.
    """

    actual: Mapping[str, Codes]
    declared: Mapping[str, Codes]
    asked: NDArray[np.bool_]
    late: NDArray[np.bool_]

    def are(self, characteristic: str, group: str) -> NDArray[np.bool_]:
        """Return who belongs to the group, declared or not."""
        members: NDArray[np.bool_] = self.actual[characteristic] == GROUPS[characteristic].index(
            group
        )
        return members

    def exempt(self, stage: str) -> NDArray[np.bool_]:
        """Return who passes the stage by without taking it."""
        routes = [route for route, exempt in plan.EXEMPT_STAGE.items() if exempt == stage]
        return np.isin(self.actual["route"], [ROUTES.index(route) for route in routes])


def draw_people(streams: Streams) -> People:
    """Draw the applicants of one chunk.

    Examples
    --------
    >>> people = draw_people(Streams(1, 0, 1000))
    >>> bool(0.7 < people.are("sex", "Women").mean() < 0.8)
    True
    """
    actual = _characteristics(streams)
    declared = {
        name: mask(
            actual[name],
            streams.uniform(f"{name} declared"),
            groups=len(GROUPS[name]),
            declared=share,
            refused=population.PREFER_NOT_TO_SAY_SHARE,
        )
        for name, share in population.DECLARED_SHARES.items()
    }
    disabled = actual["disability"] == GROUPS["disability"].index("Disabled")
    asked = disabled & (streams.uniform("adjustment asked") < plan.ADJUSTMENT_ASKED)
    late = asked & (streams.uniform("adjustment in time") >= plan.ADJUSTMENT_IN_TIME)
    return People(actual, declared, asked, late)


def _characteristics(streams: Streams) -> dict[str, Codes]:
    """Draw each characteristic after those that its shares depend on."""
    actual: dict[str, Codes] = {
        name: choose(shares, streams.uniform(name))
        for name, shares in population.INDEPENDENT_SHARES.items()
    }

    def add(name: str, given: str, shares: Callable[[str], Sequence[float]]) -> None:
        table: ArrayLike = [shares(group) for group in GROUPS[given]]
        actual[name] = choose(table, streams.uniform(name), cell=actual[given])

    add("region", "ethnicity", _region_shares)
    add("route", "region", _route_shares)
    add("religion", "region", _or_elsewhere(population.RELIGION_SHARES))
    add("welsh", "region", _or_elsewhere(population.WELSH_SHARES))
    add("marriage", "age", population.MARRIAGE_SHARES.__getitem__)
    add("caring", "age", population.CARING_SHARES.__getitem__)
    add("socio_economic", "ethnicity", population.SOCIO_ECONOMIC_SHARES.__getitem__)
    return actual


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
