"""Whether a campaign's rate is unusual beside the campaigns before it, from counts as shown."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from workbench.findings import ShownCounts
from workbench.measures.shown import (
    added_up,
    by_campaign,
    enough,
    hull,
    in_last_rows,
    of_campaigns,
    placed,
)
from workbench.statistics.campaigns.control_limits import EXACT, EXACT_ONLY, LANEY, control_limits
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.estimate import Estimate

LAST = 4
"""So many campaigns are put together, this one among them."""


def usual(
    counts: Mapping[str, ShownCounts], *, campaigns: int, level: float
) -> dict[str, Estimate]:
    """Draw limits for this campaign's rate, and put the last few campaigns together.

    Parameters
    ----------
    counts : mapping of str to ShownCounts
        ``passed`` and ``entered``, one row a cell and campaign, campaigns running fastest.
    campaigns : int
        How many there are, in order of time; the last is judged.
    level : float
        Confidence level of the rate of the last few campaigns.

    Returns
    -------
    dict of str to Estimate
        In the last campaign's rows ``usual_rate``, the rate of all earlier campaigns with the
        limits of what is not unusual after them, ``earlier_differ_p``, whether those differ among
        themselves, and ``recent_rate``. The limits allow for every
        count that the shown ones could stand for, this campaign's own too: its rate, as shown, is
        outside them only if it is so whatever the exact counts were.
    """
    passed, entered = (by_campaign(counts[name], campaigns) for name in ("passed", "entered"))
    recent = tuple(added_up(of_campaigns(one, slice(-LAST, None))) for one in (passed, entered))
    unbanded = ~(recent[0].banded | recent[1].banded)

    def rate(x: np.ndarray, n: np.ndarray) -> Estimate:
        return selection_rate(x, n, level=level)

    told = _limits(passed, entered, level) | {
        "recent_rate": hull(rate, recent, enough(*recent) & unbanded),
    }
    return {name: in_last_rows(one, campaigns) for name, one in told.items()}


def _limits(passed: ShownCounts, entered: ShownCounts, level: float) -> dict[str, Estimate]:
    x, n = (of_campaigns(one, -1) for one in (passed, entered))
    before, before_of = (of_campaigns(one, slice(None, -1)) for one in (passed, entered))
    where = enough(x, n) & enough(added_up(before), added_up(before_of))
    x, n, before, before_of = (one.at(where) for one in (x, n, before, before_of))
    nobody = np.zeros_like(n.value)
    centre = control_limits(nobody, n.value, before.value, before_of.value)
    # The lowest count that is not too low falls with each of these ends, the highest rises.
    low = control_limits(nobody, n.low, before.low, before_of.high)
    most_before = np.minimum(before.high, before_of.low)
    high = control_limits(nobody, n.high, most_before, before_of.low)
    lower = (low.lower * n.low - (x.high - x.value)) / n.value
    upper = (high.upper * n.high + (x.value - x.low)) / n.value
    methods = set(centre.method)
    method = next((one for one in (LANEY, EXACT_ONLY, EXACT) if one in methods), EXACT_ONLY)
    limits = np.maximum(lower, 0), np.minimum(upper, 1)
    differ = np.asarray(centre.dispersion_p_value, dtype=float)
    return {
        "usual_rate": placed(Estimate(centre.centre, *limits, level, method), where),
        "earlier_differ_p": placed(Estimate(differ, differ, differ, level, "Pearson"), where),
    }
