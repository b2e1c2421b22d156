"""Invented staff with known hazards of leaving, at any size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.attrition.columns import BANDS, DRIVERS, GROUPS, LAG

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]
Months = NDArray[np.int32]

FOLLOWED = 48
"""Months of the file."""
THERE = 0.6
"""Share of all people who were in post before its first month: late entry."""
MONTHLY = (0.011, 0.012, 0.013, 0.012, 0.010, 0.008, 0.006, 0.005)
"""Hazard of a month in each band of service, at the first group of everything."""
SPREAD = 0.2
"""Standard deviation of the logarithm of hazard ratios."""


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Who was in post from when to when; months count from the first of the file, 0.

    Attributes
    ----------
    groups : mapping of str to ndarray of int8, shape (people,)
    joined, entry, last : ndarray of int32, shape (people,)
        Of joining (below 0 for most), and the first and last in post within the file.
    left : ndarray of bool, shape (people,)
    values : mapping of str to ndarray of int16, shape (people, months)
        What a driver was in each month; empty for spells.
    bands : mapping of str to ndarray of int8, shape (people, months)
        The band in which it was `LAG` months before; the last where they were not there yet.
    """

    groups: dict[str, Codes]
    joined: Months
    entry: Months
    last: Months
    left: NDArray[np.bool_]
    values: dict[str, NDArray[np.int16]]
    bands: dict[str, Codes]


def invent(size: int, *, varying: bool, seed: int = 20230630) -> People:
    """Draw people, and follow them until they leave or the file ends."""
    rng = np.random.default_rng(seed)
    groups = {name: _drawn(rng, size, number) for name, number in GROUPS.items()}
    joined = np.where(
        rng.random(size) < THERE, rng.integers(-150, 0, size), rng.integers(0, FOLLOWED, size)
    ).astype(np.int32)
    entry = np.maximum(joined, 0).astype(np.int32)
    values = {name: _loads(rng, size, edges) for name, edges in DRIVERS.items() if varying}
    bands = {name: _lagged(values[name], DRIVERS[name], entry) for name in values}
    linear = sum(_ratios(rng, number)[groups[name]] for name, number in GROUPS.items())
    effects = {name: _ratios(rng, len(edges) + 2) for name, edges in DRIVERS.items()}
    last = np.full(size, FOLLOWED - 1, np.int32)
    left = np.zeros(size, np.bool_)
    for month in range(FOLLOWED):
        changing = sum(effects[name][bands[name][:, month]] for name in bands)
        service = np.searchsorted(BANDS, month - joined, side="right") - 1
        hazard = np.array(MONTHLY)[service] * np.exp(linear + changing)
        goes = ~left & (entry <= month) & (rng.random(size) < -np.expm1(-hazard))
        last[goes], left[goes] = month, True
    return People(groups, joined, entry, last, left, values, bands)


def _drawn(rng: np.random.Generator, size: int, number: int) -> Codes:
    shares = 1 / np.arange(1, number + 1)
    return rng.choice(number, size, p=shares / shares.sum()).astype(np.int8)


def _ratios(rng: np.random.Generator, number: int) -> Floats:
    return np.concatenate([[0.0], rng.normal(0, SPREAD, number - 1)])


def _loads(rng: np.random.Generator, size: int, edges: tuple[int, ...]) -> NDArray[np.int16]:
    """Draw a level for each person, and months about it."""
    middle, wide = np.mean(edges), edges[-1] - edges[0]
    own = rng.normal(middle, wide / 2, (size, 1))
    loads = own + rng.normal(0, wide / 5, (size, FOLLOWED))
    return np.clip(loads.round(), 0, 300).astype(np.int16)


def _lagged(values: NDArray[np.int16], edges: tuple[int, ...], entry: Months) -> Codes:
    bands = np.full(values.shape, len(edges) + 1, np.int8)
    bands[:, LAG:] = np.searchsorted(edges, values[:, :-LAG], side="right")
    bands[np.arange(FOLLOWED) < entry[:, None] + LAG] = len(edges) + 1
    return bands
