"""What has become of learners by the end of each band of their clock, of counts as shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from workbench.findings import ShownCounts, TableMeasure
from workbench.measures.leaving import AT_RISK, enough_leavers
from workbench.measures.ranges import (
    Flags,
    are_hidden,
    each,
    ranges,
    rounded_people,
    shared_out,
    where_told,
)
from workbench.measures.shown import ROUNDED, is_exact
from workbench.statistics.attrition.banded_reasons import banded_incidence
from workbench.statistics.attrition.banded_service import banded_survival
from workbench.statistics.attrition.leaving_rate import Ranged, leaving_rate
from workbench.statistics.attrition.rate_comparison import rate_ratio
from workbench.statistics.estimate import Estimate

ENDS = ("completed", "moved", "left")
MIDDLE = 2.0
"""Of a band of nobody to four."""


def get_on(groups: int, least: int, level: float) -> TableMeasure:
    """Return the measure of learners, of rows in which bands run faster than groups.

    Parameters
    ----------
    groups : int
    least : int
        Learners below whom a band is not followed, where counts are exact.
    level : float
        Confidence level.

    Returns
    -------
    TableMeasure
        ``completed_by``, ``moved_by``, ``left_by`` and ``still_learning``: shares by the end of a
        band of those who reach the first one followed. It is the actuarial estimate: who comes or
        is last seen within a band counts for half of it (Chiang 1984, chapter 10).
    """
    measure = partial(_measured, groups=groups, least=least, level=level)
    return TableMeasure(("learning", "through", *ENDS), measure, cell_by_cell=True)


def _measured(
    counts: Mapping[str, ShownCounts], *, groups: int, least: int, level: float
) -> dict[str, Estimate]:
    shape = (groups, len(counts["learning"].value) // groups)
    learning, through = (ranges(counts[name], shape) for name in ("learning", "through"))
    gone = np.maximum(learning.value - through.value, 0.0)
    # More would be those who were last seen in the band, and not those who ended.
    ended = shared_out([counts[name] for name in ENDS], gone, shape, most=MIDDLE)
    exits = Ranged(
        *(
            np.stack([getattr(one, side) for one in ended], axis=1)
            for side in ("low", "value", "high")
        )
    )
    exact = is_exact(*counts.values())
    enough = learning.value >= (least if exact else ROUNDED.minimum_entered)
    for one in counts.values():
        enough &= ~are_hidden(one, shape)
    return _shares(_followed(learning, through, exits), exits, enough, level)


def _followed(learning: Ranged, through: Ranged, exits: Ranged) -> Ranged:
    """Return those who are followed through each band: half of those who come or go otherwise."""
    sides = []
    for name in ("low", "value", "high"):
        gone = getattr(exits, name).sum(axis=1)
        both = getattr(learning, name) + getattr(through, name)
        sides.append(np.maximum((both + gone) / 2, gone))
    return Ranged(*sides)


def _shares(followed: Ranged, exits: Ranged, enough: Flags, level: float) -> dict[str, Estimate]:
    steps = np.ones(enough.shape[1], int)
    gone = banded_incidence(followed, exits, steps, followed=enough, level=level)
    every = Ranged(*(getattr(exits, side).sum(axis=1) for side in ("low", "value", "high")))
    stay = banded_survival(followed, every, steps, followed=enough, level=level).survival
    found = {
        f"{name}_by": each(gone, lambda side, row=place: side[:, row])  # type: ignore[misc]
        for place, name in enumerate(ENDS)
    }
    found["still_learning"] = stay
    return {name: each(one, np.ravel) for name, one in found.items()}


def beside_before(name: str, level: float) -> TableMeasure:
    """Return the measure of one way of ending, in a row of those before and one of those after.

    Parameters
    ----------
    name : {"completed", "moved", "left"}
    level : float
        Confidence level.

    Returns
    -------
    TableMeasure
        ``<name>_within``, those who ended so of all who were learning in these months on average,
        with exact Poisson limits; and in the second row ``<name>_to_before``, its ratio to the
        first, with exact conditional mid-p limits.
    """
    return TableMeasure((AT_RISK, name), partial(_beside, name=name, level=level))


def _beside(counts: Mapping[str, ShownCounts], *, name: str, level: float) -> dict[str, Estimate]:
    shape = counts[name].value.shape
    gone, there = ranges(counts[name], shape), rounded_people(counts[AT_RISK], shape)
    told = enough_leavers(counts[name], there)
    (before, after), (were, are) = _split(gone), _split(there)
    ratio = rate_ratio(after, are, before, were, level=level).ratio
    second = each(ratio, lambda side: np.array([np.nan, float(side)]))
    return {
        f"{name}_within": where_told(leaving_rate(gone, there, level=level), told),
        f"{name}_to_before": where_told(second, np.full(shape, told.all())),
    }


def _split(one: Ranged) -> tuple[Ranged, Ranged]:
    first, second = (Ranged(one.low[row], one.value[row], one.high[row]) for row in range(2))
    return first, second
