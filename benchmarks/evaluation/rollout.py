"""One panel and many roll-outs of it, written for every contender."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

REGIONS, UNITS_EACH, PERIODS = 12, 9, 30
ANTICIPATION = 2
"""Periods before a start that are dropped, the same for all who can drop any."""
BY_REGION = (8, 8, 10, 12, 12, 14, 16, 18, 20, 22, 30, 30)
"""First treated period of each region; 30 is never."""
BY_UNIT = tuple(4 + place // 4 for place in range(REGIONS * UNITS_EACH))
"""The same if each unit had a date of its own: 27 dates, of four units each."""
DATES = {"regions": BY_REGION, "units": BY_UNIT}


def invent(seed: int = 20260501) -> NDArray[np.float64]:
    """Draw an outcome of each unit and period, with what its region has in common.

    Examples
    --------
    >>> invent().shape
    (108, 30)
    """
    random = np.random.default_rng(seed)
    shared = random.normal(size=(REGIONS, PERIODS)).repeat(UNITS_EACH, axis=0)
    return np.asarray(shared + random.normal(size=shared.shape))


def write(path: Path, outcome: NDArray[np.float64], starts: NDArray[np.int64]) -> None:
    """Write an outcome, and the start of each unit in each roll-out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, outcome=outcome, starts=starts)


def rows(outcome: NDArray[np.float64]) -> dict[str, NDArray[Any]]:
    """Return the columns that peers read: a row a unit and period, counted from 1.

    Examples
    --------
    >>> {name: column.tolist() for name, column in rows(np.array([[5.0, 6.0]])).items()}
    {'unit': [1, 1], 'period': [1, 2], 'outcome': [5.0, 6.0]}
    """
    unit, period = np.indices(outcome.shape)
    return {"unit": unit.ravel() + 1, "period": period.ravel() + 1, "outcome": outcome.ravel()}


def first_treated(starts: NDArray[np.int64], periods: int) -> NDArray[np.int64]:
    """Return the first treated period on each row, counted from 1; 0 is never, as peers ask.

    Examples
    --------
    >>> first_treated(np.array([1, 2]), 2).tolist()
    [2, 2, 0, 0]
    """
    return np.where(starts < periods, starts + 1, 0).repeat(periods)
