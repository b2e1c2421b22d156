"""Rates and shares gone by reason and length of service, of counts as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from operator import itemgetter

import numpy as np

from workbench.analyses.attrition.questions.when.measure import Bands
from workbench.findings import ShownCounts, TableMeasure
from workbench.measures.ranges import (
    Flags,
    are_hidden,
    changed,
    each,
    in_rows,
    ranges,
    rounded_people,
    shared_out,
    told,
    where_told,
)
from workbench.measures.shown import ROUNDED, is_exact
from workbench.statistics.attrition.banded_reasons import banded_incidence
from workbench.statistics.attrition.leaving_rate import MONTHS_A_YEAR, Ranged, leaving_rate
from workbench.statistics.estimate import Estimate


def gone_by_reason(bands: Bands, names: Mapping[str, str], level: float) -> TableMeasure:
    """Return the measure of leaving by each reason in bands of service, one row a band.

    Parameters
    ----------
    bands : Bands
    names : mapping of str to str
        What each reason is called in a number's name, and its count of leavers.
    level : float
        Confidence level.

    Returns
    -------
    TableMeasure
        ``reason_rate_<name>``, a year in post, and ``reason_gone_<name>``: the share gone by it by
        the end of a band, while the others compete.
    """
    measure = partial(_measured, bands=bands, names=dict(names), level=level)
    return TableMeasure(("at_risk", "left", *names.values()), measure, cell_by_cell=True)


def _measured(
    counts: Mapping[str, ShownCounts], *, bands: Bands, names: Mapping[str, str], level: float
) -> dict[str, Estimate]:
    shape = (len(bands.units),)
    people = rounded_people(counts["at_risk"], shape)
    months = changed(people, lambda side: side * np.array(bands.units))
    exact = is_exact(*(counts[name] for name in names.values()))
    enough = people.value >= (bands.least if exact else ROUNDED.minimum_entered)
    enough &= ~np.logical_or.reduce([are_hidden(one, shape) for one in counts.values()])
    whole = told(counts["left"], shape).astype(float)
    parts = shared_out([counts[name] for name in names.values()], whole, shape)
    shown = {key: told(counts[name], shape) for key, name in names.items()}
    years, found = changed(months, lambda side: side / MONTHS_A_YEAR), {}
    for key, name in names.items():
        telling = enough & (exact | (shown[key] >= ROUNDED.minimum_cell))
        rate = leaving_rate(ranges(counts[name], shape), years, level=level)
        found[f"reason_rate_{key}"] = where_told(rate, telling)
    together = _gone(months, parts, enough, bands, level)
    for place, key in enumerate(names):
        # A share of which every part is banded could be of nobody.
        telling = exact | (np.cumsum(shown[key][:-1]) >= ROUNDED.minimum_cell)
        one = each(together, itemgetter(place))
        found[f"reason_gone_{key}"] = in_rows(where_told(one, telling), len(bands.units))
    return found


def _gone(
    months: Ranged, left: list[Ranged], enough: Flags, bands: Bands, level: float
) -> Estimate:
    closed = slice(0, -1)
    exits = Ranged(
        *(
            np.stack([getattr(one, side)[closed] for one in left])
            for side in ("low", "value", "high")
        )
    )
    there = changed(months, lambda side: side[closed])
    return banded_incidence(there, exits, bands.widths, followed=enough[closed], level=level)
