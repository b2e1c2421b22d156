"""Whether a group gains on its comparator from campaign to campaign."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
from numpy.typing import NDArray

from workbench.findings import ShownCounts
from workbench.measures.comparison import TWO_SIDES
from workbench.measures.shown import (
    Counts,
    by_campaign,
    in_last_rows,
    is_exact,
    placed,
)
from workbench.statistics.campaigns.campaign_trend import campaign_trend
from workbench.statistics.estimate import Estimate

FEWEST = 10
"""As shown, fewest who passed, and who did not, on either side in any campaign."""


def trend(
    counts: Mapping[str, ShownCounts], *, campaigns: int, places: int, level: float
) -> dict[str, Estimate]:
    """Estimate the change of the odds of passing, relative to the comparator's, a campaign.

    All its counts stand beside it, rounded; a trend of the exact ones would tell each of them to a
    person. So it is of the counts as shown, with limits as wide as every tilt rounding allows.

    Parameters
    ----------
    counts : mapping of str to ShownCounts
        The four counts of a comparison, one row a cell and campaign, campaigns in order of time
        and running fastest.
    campaigns, places : int
        How many there are; the comparator's own rows are the last, one a place and campaign.
    level : float
        Confidence level.

    Returns
    -------
    dict of str to Estimate
        ``odds_change`` in the last campaign's rows: 0.1 where the ratio of odds rises by a tenth
        each campaign. Missing where a campaign has too few people, or fewer than three can be
        compared.
    """
    sides = tuple(by_campaign(counts[name], campaigns) for name in TWO_SIDES)
    cells = len(sides[0].value)
    told = (np.arange(cells) < cells - places) & _enough(sides)
    kept = tuple(one.at(told) for one in sides)
    found = [_fit(table, level) for table in _tables(kept)]
    first = found[0]
    lower = np.minimum.reduce([one.lower for one in found])
    upper = np.maximum.reduce([one.upper for one in found])
    value = np.where(np.isfinite(first.value), first.value, np.nan) - 1
    lower, upper = lower - 1, upper - 1
    if not is_exact(*kept):
        # To whole per cent, outwards, so that what is read off it is what is printed.
        value = np.round(value, 2)
        lower, upper = np.floor(100 * lower) / 100, np.ceil(100 * upper) / 100
    method = f"logit of group and campaign, {first.method}"
    change = Estimate(value, lower, upper, level, method)
    return {"odds_change": in_last_rows(placed(change, told), campaigns)}


def _enough(sides: tuple[ShownCounts, ...]) -> NDArray[np.bool_]:
    """Tell where every campaign has enough as shown; of exact counts all have."""
    if is_exact(*sides):
        return np.ones(len(sides[0].value), bool)
    least = [
        np.minimum(passed.value, entered.value - passed.value).min(axis=1)
        for passed, entered in (sides[:2], sides[2:])
    ]
    return np.asarray(np.minimum(*least) >= FEWEST)


def _fit(table: tuple[Counts, ...], level: float) -> Estimate:
    return campaign_trend(*table, level=level).odds_ratio


def _tables(sides: tuple[ShownCounts, ...]) -> list[tuple[Counts, ...]]:
    """Return the counts as shown, then the tables that rise and that fall as far as rounding lets.

    A group gains most where it passed as rarely as may be in early campaigns and as often in late
    ones, and its comparator the other way. Which campaigns are late depends on their sizes, so
    each tilt is taken about the middle and about either neighbour of it.
    """
    shown = tuple(np.minimum(one.value, sides[at | 1].value) for at, one in enumerate(sides))
    if is_exact(*sides):
        return [shown]
    many = shown[0].shape[1]
    middle = (many - 1) / 2
    tables = [shown]
    for rises, turn in product((True, False), (middle - 0.5, middle, middle + 0.5)):
        late: NDArray[np.bool_] = np.arange(many) > turn
        tables.append(_tilted(sides, late if rises else ~late))
    return tables


def _tilted(sides: tuple[ShownCounts, ...], gains: NDArray[np.bool_]) -> tuple[Counts, ...]:
    passed, entered, others, all_others = sides
    table = []
    for own, people, up in ((passed, entered, gains), (others, all_others, ~gains)):
        everyone = np.where(up, people.low, people.high)
        table += [np.minimum(np.where(up, own.high, own.low), everyone), everyone]
    return tuple(table)
