"""Shares of applicants, offers and starters against a benchmark, from counts as shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.benchmarks import Benchmark
from workbench.analyses.recruitment_funnel.questions.held_against import Expected, expected
from workbench.findings import ShownCounts
from workbench.measures.shown import enough
from workbench.statistics.estimate import Estimate
from workbench.statistics.representation.representation import against_benchmark

Floats = NDArray[np.float64]
APPLICANTS, OFFERS, STARTERS = "applicants", "offers", "starters"
Ends = tuple[Floats, Floats, Floats]
"""What is shown, and the least and greatest that it could stand for."""


def held_against(
    counts: Mapping[str, ShownCounts],
    *,
    told: Sequence[Benchmark],
    regions: int,
    kinds: int,
    level: float,
    together: float,
) -> dict[str, Estimate]:
    """Hold every group against every benchmark.

    Parameters
    ----------
    counts : mapping of str to ShownCounts
        ``passed`` of ``entered``: first the regions', then benchmark by benchmark and group by
        group those of applicants, (offers) and starters.
    told : sequence of Benchmark
        In the order of the rows.
    regions, kinds : int
        Rows of regions, and rows of each group.
    level, together : float
        Levels of each range by itself, and of all of them together.

    Returns
    -------
    dict of str to Estimate
        Entries of the regions' rows, and where too little is shown, are missing.
    """
    passed, entered = counts["passed"], counts["entered"]
    rows = np.arange(len(passed.value))
    group, everybody = passed.at(rows >= regions), entered.at(rows >= regions)
    due = _due(told, passed.at(rows < regions), kinds)
    here = enough(group, everybody) & (due.low > 0)
    share, index = index_of(group, everybody, due, here, level)
    _, wide = index_of(group, everybody, due, here, together)
    fewer = _ends(_fewer(group, everybody, due), here, level)
    found = {
        "share": share,
        "expected_share": Estimate(due.value, due.low, due.high, level, "benchmark"),
        "representation_index": index,
        "representation_index_together": wide,
        "fewer_than_expected": fewer,
        **_split(group, everybody, due, here, kinds, level),
    }
    return {name: below(regions, one) for name, one in found.items()}


def below(regions: int, one: Estimate) -> Estimate:
    """Put the estimates of groups below the rows of regions, which have none."""
    blank = np.full(regions, np.nan)
    value, lower, upper = (
        np.concatenate([blank, part]) for part in (one.value, one.lower, one.upper)
    )
    return Estimate(value, lower, upper, one.level, one.method)


def index_of(
    group: ShownCounts,
    everybody: ShownCounts,
    due: Expected,
    here: NDArray[np.bool_],
    level: float,
) -> tuple[Estimate, Estimate]:
    """Return a group's share and that share divided by the one to expect, where `here`.

    Limits are the lowest and highest over all counts that the shown ones could stand for: a limit
    of a share rises with the group and falls with everybody.
    """
    x, n = group.at(here), everybody.at(here)
    centre = against_benchmark(x.value, n.value, due.value[here], level=level)
    low = against_benchmark(x.low, n.high, due.high[here], level=level)
    high = against_benchmark(np.minimum(x.high, n.low), n.low, due.low[here], level=level)
    shares = (centre.share.value, low.share.lower, high.share.upper)
    indices = (centre.index.value, low.index.lower, high.index.upper)
    return (
        _ends(_spread(shares, here), here, level, centre.share.method),
        _ends(_spread(indices, here), here, level, centre.index.method),
    )


def expected_of(benchmark: Benchmark, people: ShownCounts) -> Expected:
    """Return the share to expect of each group where the campaign's applicants are."""
    if benchmark.by_region:
        return expected(people, benchmark.shares)
    known = benchmark.shares[0]
    return Expected(known, known, known)


def _due(told: Sequence[Benchmark], people: ShownCounts, kinds: int) -> Expected:
    """Return the share to expect in every group's row."""
    shares = [expected_of(one, people) for one in told]
    value, low, high = (
        np.concatenate([np.repeat(getattr(one, part), kinds) for one in shares])
        for part in ("value", "low", "high")
    )
    return Expected(value, low, high)


def _fewer(group: ShownCounts, everybody: ShownCounts, due: Expected) -> Ends:
    """Return how many fewer of a group there are than its share to expect would be."""
    return (
        everybody.value * due.value - group.value,
        everybody.low * due.low - group.high,
        everybody.high * due.high - group.low,
    )


def _split(
    group: ShownCounts,
    everybody: ShownCounts,
    due: Expected,
    here: NDArray[np.bool_],
    kinds: int,
    level: float,
) -> dict[str, Estimate]:
    """Split what the starters lack: who applied, and unequal start rates; in the starters' rows."""
    rows = np.arange(len(here))
    starters = rows % kinds == kinds - 1
    applicants = rows % kinds == 0
    both = here[starters] & here[applicants]
    x, n = group.at(applicants), everybody.at(applicants)
    own, started = group.at(starters), everybody.at(starters)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (x.value / n.value, x.low / n.high, x.high / n.low)
    total = (
        started.value.astype(np.float64),
        started.low.astype(np.float64),
        started.high.astype(np.float64),
    )
    value, low, high = (getattr(due, part)[starters] for part in ("value", "low", "high"))
    attraction = _product(total, (value - share[0], low - share[2], high - share[1]))
    equal = _product(total, share)
    selection = (equal[0] - own.value, equal[1] - own.high, equal[2] - own.low)
    parts = {"fewer_by_attraction": attraction, "fewer_by_selection": selection}
    known = np.zeros(len(here), dtype=bool)
    known[starters] = both
    return {name: _ends(_spread(ends, starters), known, level) for name, ends in parts.items()}


def _product(one: Ends, other: Ends) -> Ends:
    corners = [a * b for a, b in product(one[1:], other[1:])]
    return one[0] * other[0], np.minimum.reduce(corners), np.maximum.reduce(corners)


def _spread(parts: Ends, where: NDArray[np.bool_]) -> Ends:
    """Put the entries of some rows among all rows."""
    full = [np.full(len(where), np.nan) for _ in parts]
    for all_rows, part in zip(full, parts, strict=True):
        all_rows[where] = part
    return full[0], full[1], full[2]


def _ends(
    parts: Ends, here: NDArray[np.bool_], level: float, method: str = "ends of rounding"
) -> Estimate:
    """Return an estimate that is missing where not `here`."""
    value, lower, upper = (np.where(here, part, np.nan) for part in parts)
    return Estimate(value, lower, upper, level, method)
