"""Applicants as codes: what they are, and what they declare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.generator import plan, population
from workbench.analyses.recruitment_funnel.generator.shares import GROUPS, SHARES
from workbench.analyses.recruitment_funnel.generator.words import ROUTES
from workbench.synthetic import Streams, choose, mask

Codes = NDArray[np.int8]


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
    actual: dict[str, Codes] = {}
    for name, shares in SHARES.items():
        cell = None if shares.given is None else actual[shares.given]
        actual[name] = choose(shares.table, streams.uniform(name), cell=cell)
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
