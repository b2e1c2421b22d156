"""Pooled rates of crossed characteristics from counts as they are shown, never from exact ones.

Estimates from the exact counts would tell counts that are only shown rounded: the rate foretold
by main effects gives a level's total nearly exactly, and the pooled rates of its larger cells,
taken from it, leave the smallest one's. So the model is fitted to what is shown, and to the
furthest tables that what is shown could stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from workbench.findings import ShownCounts
from workbench.statistics.estimate import Estimate
from workbench.statistics.intersections.pooled_intersections import (
    PooledIntersections,
    pooled_intersections,
)

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Table = tuple[Counts, Counts]

REFILLS = 2
"""Times that a banded count is filled in; after the second nothing moves by a whole person."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """What cells are crossed of: codes of each cell, levels of each characteristic.

    Attributes
    ----------
    codes : tuple of tuple of int
        Each cell's code of each characteristic.
    levels, comparator : tuple of int
        Number of levels, and the comparator's code, of each characteristic.
    level : float
        Posterior probability of each interval.
    """

    codes: tuple[tuple[int, ...], ...]
    levels: tuple[int, ...]
    comparator: tuple[int, ...]
    level: float

    @classmethod
    def of(
        cls, groups: Sequence[Sequence[str]], comparator: Sequence[str], level: float
    ) -> Crossing:
        """Cross every group of some characteristics with every group of the others.

        Parameters
        ----------
        groups : sequence of sequence of str
            Of each characteristic.
        comparator : sequence of str
            One group of each.
        level : float
            Posterior probability of each interval.
        """
        return cls(
            codes=tuple(product(*(range(len(labels)) for labels in groups))),
            levels=tuple(len(labels) for labels in groups),
            comparator=tuple(
                labels.index(group) for labels, group in zip(groups, comparator, strict=True)
            ),
            level=level,
        )

    def pool(self, table: Table) -> PooledIntersections:
        """Pool the rates of one table of counts."""
        passed, entered = table
        return pooled_intersections(
            self.codes,
            passed,
            entered,
            levels=self.levels,
            comparator=self.comparator,
            level=self.level,
        )


def pooled_as_shown(
    counts: Mapping[str, ShownCounts], *, crossing: Crossing
) -> dict[str, Estimate]:
    """Pool the rates of cells as they are shown, with limits as wide as rounding makes them.

    Parameters
    ----------
    counts : mapping of str to ShownCounts
        ``passed`` and ``entered``: the cells in the order of the codes, then other rows, the last
        of which takes what is said of the table as a whole.
    crossing : Crossing
        What is crossed.

    Returns
    -------
    dict of str to Estimate
        ``pooled_rate``, ``pooled_relative_rate``, ``additive_rate`` (its limits are those of
        rounding alone), ``beyond_additive`` (the pooled rate less the additive one),
        ``people_beyond_additive``; and in the last row ``cell_variation`` and
        ``non_additive_share``. NaN where not enough is shown, in any of the tables.
    """
    rows = len(counts["passed"].value)
    here = np.arange(rows) < len(crossing.codes)
    passed, entered = (counts[name].at(here) for name in ("passed", "entered"))
    found = [crossing.pool(table) for table in tables(passed, entered, crossing)]
    beyond = _widest([_beyond(one) for one in found], "pooled less additive")
    people = _of_parts(beyond, lambda part: part * entered.value)
    return {
        "pooled_rate": _padded(_widest([one.rate for one in found]), rows),
        "pooled_relative_rate": _padded(_widest([one.relative_rate for one in found]), rows),
        "additive_rate": _padded(_widest([_point(one, crossing.level) for one in found]), rows),
        "beyond_additive": _padded(beyond, rows),
        "people_beyond_additive": _padded(people, rows),
        "cell_variation": _last(_widest([one.sigma for one in found]), rows),
        "non_additive_share": _last(_widest([one.non_additive_share for one in found]), rows),
    }


def tables(passed: ShownCounts, entered: ShownCounts, crossing: Crossing) -> list[Table]:
    """Return the likeliest table, then the furthest that what is shown could stand for.

    In the furthest tables the rates of all cells are as high, or as low, as rounding allows, and
    the comparator's the other way; or by turns, high beside low along every characteristic. A cell
    whose people are banded is left out of all: who entered says nothing of who passed.

    Parameters
    ----------
    passed, entered : ShownCounts
        Of the cells alone.
    crossing : Crossing
        What is crossed.

    Returns
    -------
    list of (passed, entered)
        One table where every count is shown as it is, else five.
    """
    likely = _likely(passed, entered, crossing)
    if (passed.low == passed.high).all() and (entered.low == entered.high).all():
        return [likely]
    codes = np.array(crossing.codes)
    others, turns = (codes != crossing.comparator).any(axis=1), codes.sum(axis=1) % 2 == 0
    return [likely, *(_furthest(passed, entered, up) for up in (others, ~others, turns, ~turns))]


def _furthest(passed: ShownCounts, entered: ShownCounts, up: Flags) -> Table:
    people = np.where(up, entered.low, entered.high)
    through = np.where(up, np.minimum(passed.high, entered.low), passed.low)
    return np.where(entered.banded, 0, through), np.where(entered.banded, 0, people)


def _likely(passed: ShownCounts, entered: ShownCounts, crossing: Crossing) -> Table:
    """Fill a banded count with the passes that its people and their main effects lead to expect."""
    people = np.where(entered.banded, 0, (entered.low + entered.high) // 2)
    through = np.where(passed.banded, 0, np.minimum((passed.low + passed.high) // 2, people))
    banded = passed.banded & (people > 0)
    rate = np.full(len(people), through.sum() / max(people.sum(), 1))
    for _ in range(REFILLS if banded.any() else 0):
        through = np.where(banded, _expected(people, rate, passed.high), through)
        additive = crossing.pool((through, people)).additive_rate
        rate = np.where(np.isnan(additive), rate, additive)
    return through, people


def _expected(people: Counts, rate: Floats, most: Counts) -> Counts:
    """Return the expected passes, to a whole person, given that they are at most so many."""
    passes = np.arange(most.max(initial=0) + 1)[:, None]
    chance = binom.pmf(passes, people, rate) * (passes <= np.minimum(most, people))
    whole = np.maximum(chance.sum(axis=0), np.finfo(float).tiny)
    return np.rint((passes * chance).sum(axis=0) / whole).astype(np.int64)


def _point(one: PooledIntersections, level: float) -> Estimate:
    rate = one.additive_rate
    return Estimate(rate, rate, rate, level, "main effects alone")


def _beyond(one: PooledIntersections) -> Estimate:
    return _of_parts(one.rate, lambda part: part - one.additive_rate)


def _widest(found: list[Estimate], method: str = "") -> Estimate:
    """Return the first estimate with the furthest limits of all; nothing where one has none."""
    first = found[0]
    lower = np.min([one.lower for one in found], axis=0)
    upper = np.max([one.upper for one in found], axis=0)
    known = np.isfinite(first.value) & np.isfinite(lower) & np.isfinite(upper)
    told = f"{method or first.method}{', over rounding' if len(found) > 1 else ''}"
    widest = Estimate(first.value, lower, upper, first.level, told)
    return _of_parts(widest, lambda part: np.where(known, part, np.nan))


def _padded(estimate: Estimate, rows: int) -> Estimate:
    empty = np.full(rows - len(estimate.value), np.nan)
    return _of_parts(estimate, lambda part: np.concatenate([part, empty]))


def _last(estimate: Estimate, rows: int) -> Estimate:
    return _of_parts(estimate, lambda part: np.append(np.full(rows - 1, np.nan), part))


def _of_parts(estimate: Estimate, change: Callable[[Floats], Floats]) -> Estimate:
    """Change the value and both limits alike."""
    value, lower, upper = map(change, (estimate.value, estimate.lower, estimate.upper))
    return Estimate(value, lower, upper, estimate.level, estimate.method)


def title_of_set(titles: Sequence[str]) -> str:
    """Return the title of characteristics that are looked at together.

    Examples
    --------
    >>> title_of_set(["Sex", "Ethnicity", "PQiP route"])
    'Sex, ethnicity and PQiP route together'
    """
    first, *others = titles
    told = [first, *(_in_a_sentence(title) for title in others)]
    return f"{', '.join(told[:-1])} and {told[-1]} together"


def _in_a_sentence(title: str) -> str:
    """Return a title within a sentence; one that begins with capitals keeps them."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
