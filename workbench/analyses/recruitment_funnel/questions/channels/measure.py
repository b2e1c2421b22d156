"""What a start cost, and whom a channel reached, from counts as they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.benchmarks import Benchmark
from workbench.analyses.recruitment_funnel.questions.held_against import Expected
from workbench.analyses.recruitment_funnel.questions.representation.measure import expected_of
from workbench.findings import ShownCounts
from workbench.measures.shown import enough
from workbench.statistics.estimate import Estimate
from workbench.statistics.representation.reach import cost_per_start, reach_index

Floats = NDArray[np.float64]


def cost(counts: Mapping[str, ShownCounts], *, pounds: Floats, level: float) -> dict[str, Estimate]:
    """Divide what each channel cost by its starts, as they are shown.

    Parameters
    ----------
    counts : mapping of str to ShownCounts
        ``passed``: who started, one entry a channel.
    pounds : float array
        What each cost; NaN where that was not told.
    level : float
        Confidence level.

    Returns
    -------
    dict of str to Estimate
        ``spend``; ``cost_per_start``, where a number of starts is shown and not 0; elsewhere
        ``cost_per_start_over``, below which it is not. An exact cost beside what was spent would
        give the number of starts away, so limits are of every number the shown one could be.
    """
    starts, known = counts["passed"], np.isfinite(pounds)
    money = np.where(known, pounds, 0.0)
    least, most = (
        cost_per_start(money, number, level=level) for number in (starts.high, starts.low)
    )
    told = known & ~starts.banded & (starts.value > 0)
    value = cost_per_start(money, np.maximum(starts.value, 1), level=level)
    middle, low, high = (
        np.where(told, part, np.nan) for part in (value.value, least.lower, most.upper)
    )
    # Where nothing was spent the cost is nothing, however many started.
    over = np.where(known & ~told & (pounds > 0), least.lower, np.nan)
    spent = np.where(known, pounds, np.nan)
    return {
        "spend": Estimate(spent, spent, spent, level, "as told"),
        "cost_per_start": Estimate(middle, low, high, level, value.method),
        "cost_per_start_over": Estimate(over, over, over, level, value.method),
    }


def reached(
    counts: Mapping[str, ShownCounts],
    *,
    told: Sequence[Benchmark | None],
    sizes: Sequence[tuple[int, int]],
    regions: int,
    level: float,
) -> dict[str, Estimate]:
    """Divide each group's share of a channel by its share of the benchmark.

    Parameters
    ----------
    counts : mapping of str to ShownCounts
        ``passed`` of ``entered``: the regions' rows, then, characteristic by characteristic and
        group by group, those of all channels together and of each.
    told : sequence of Benchmark or None
        What each characteristic is held against.
    sizes : sequence of (int, int)
        Groups and rows of each group, by characteristic.
    regions : int
        Rows of regions.
    level : float
        Confidence level.

    Returns
    -------
    dict of str to Estimate
        ``expected_share`` and ``reach_index``, missing where there is no benchmark.
    """
    group, everybody = counts["passed"], counts["entered"]
    people = group.at(np.arange(len(group.value)) < regions)
    due = _due(people, told, sizes, regions)
    here = enough(group, everybody) & (due.low > 0)
    x, n = group.at(here), everybody.at(here)
    centre = reach_index(x.value, n.value, due.value[here], level=level)
    low = reach_index(x.low, n.high, due.high[here], level=level)
    high = reach_index(np.minimum(x.high, n.low), n.low, due.low[here], level=level)
    placed = np.full((3, len(here)), np.nan)
    placed[:, here] = centre.value, low.lower, high.upper
    return {
        "expected_share": Estimate(due.value, due.low, due.high, level, "benchmark"),
        "reach_index": Estimate(placed[0], placed[1], placed[2], level, centre.method),
    }


def _due(
    people: ShownCounts,
    told: Sequence[Benchmark | None],
    sizes: Sequence[tuple[int, int]],
    regions: int,
) -> Expected:
    """Return the share to expect in every row; none where there is no benchmark."""
    parts = [
        np.full((3, groups), np.nan) if one is None else _stacked(expected_of(one, people))
        for one, (groups, _) in zip(told, sizes, strict=True)
    ]
    rows = [np.repeat(part, many, axis=1) for part, (_, many) in zip(parts, sizes, strict=True)]
    whole = np.concatenate([np.full((3, regions), np.nan), *rows], axis=1)
    return Expected(whole[0], whole[1], whole[2])


def _stacked(one: Expected) -> Floats:
    return np.stack([one.value, one.low, one.high])
