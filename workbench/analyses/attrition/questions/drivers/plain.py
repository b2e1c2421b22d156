"""Leaving at each level by itself: leavers who were at it, beside years in post at it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from workbench.findings import Measure, Measured, ShownCounts, TableMeasure
from workbench.measures.leaving import enough_leavers
from workbench.measures.ranges import ranges, rounded_people, where_told
from workbench.statistics.attrition.leaving_rate import leaving_rate
from workbench.statistics.attrition.rate_comparison import rate_ratio
from workbench.statistics.attrition.rate_gap import rate_gap
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.estimate import Estimate

ANCHOR = ("passed", "entered", "comparator_passed", "comparator_entered")
YEARS = "at_risk"


def sides(left: str) -> tuple[str, str, str, str]:
    """Return the names of leavers and of years in post, of a level and of the reference."""
    return left, YEARS, f"comparator_{left}", f"comparator_{YEARS}"


def by_itself(left: str, level: float) -> TableMeasure:
    """Return the leaving rate of each level, and its ratio to and difference from the reference's.

    Parameters
    ----------
    left : str
        The name of the count of leavers.
    level : float
        Confidence level.
    """
    names = sides(left)
    return TableMeasure(names, partial(_by_itself, names=names, level=level), cell_by_cell=True)


def _by_itself(
    counts: Mapping[str, ShownCounts], *, names: tuple[str, ...], level: float
) -> dict[str, Estimate]:
    told = [counts[name] for name in names]
    shape = told[0].value.shape
    left, other = ranges(told[0], shape), ranges(told[2], shape)
    years, others = rounded_people(told[1], shape), rounded_people(told[3], shape)
    own = enough_leavers(told[0], years)
    both = own & enough_leavers(told[2], others)
    return {
        "leaving_rate": where_told(leaving_rate(left, years, level=level), own),
        "crude_ratio": where_told(rate_ratio(left, years, other, others, level=level).ratio, both),
        "crude_difference": where_told(rate_gap(left, years, other, others, level=level), both),
    }


def anchor(level: float) -> Measure:
    """Return the plain ratio and difference that models are set against, in closed form.

    It takes leavers as ``passed`` and years in post as ``entered``; that these are not people each
    of whom left or stayed makes its limits a little narrow, which no reader sees: of the model only
    what it changes is told, and the exact limits are inside those told whatever the plain ones are.
    """
    return Measure(ANCHOR, partial(_plain, level=level))


def _plain(counts: Mapping[str, np.ndarray], *, level: float) -> Measured:
    passed, entered, other, others = (counts[name] for name in ANCHOR)
    # Of the corners of what rounded counts could be, some have more leavers than years.
    told = np.minimum(passed, entered), entered, np.minimum(other, others), others
    return Measured(
        {
            "ratio": relative_rate_index(*told, level=level),
            "difference": rate_difference(*told, level=level),
        }
    )
