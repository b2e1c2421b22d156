"""Outcomes as they were month by month, with the role and without; nothing is compared here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]

OF_100 = {"flow": 1200.0, "stock": 100.0}
"""Leavers of a month are told of 100 officers a year, posts vacant of 100 officers."""
SPANS = (3, 6, 12)
"""Months over which people are counted together, never fewer."""
SHOWN = 15
"""People that a span has to hold for its rate to be likely to pass a gate that rounds."""


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One number a span of months.

    Attributes
    ----------
    spans : tuple of (int, int)
        First and last period of each.
    mean : ndarray of float, shape (spans,)
        NaN where nothing was observed.
    people : ndarray of float, shape (spans,)
        Officers behind it; of what counts people, how many it counts.
    others : ndarray of float, shape (spans,)
        The same again; of what counts people, the officers whom it does not count.
    """

    spans: tuple[tuple[int, int], ...]
    mean: Floats
    people: Floats
    others: Floats


def months_of(values: Floats, people: Floats, units: Mask) -> Series:
    """Return the mean of each month over some units, weighted by their officers.

    Parameters
    ----------
    values : ndarray of float, shape (units, periods)
        NaN where not observed.
    people : ndarray of float, shape (units,)
    units : ndarray of bool, shape (units,)

    Examples
    --------
    >>> values = np.array([[10.0, np.nan], [13.0, 12.0]])
    >>> found = months_of(values, np.array([20.0, 10.0]), np.array([True, True]))
    >>> found.mean.tolist(), found.people.tolist()
    ([11.0, 12.0], [30.0, 10.0])
    """
    spans = tuple((at, at) for at in range(values.shape[1]))
    return spans_of(values, people, units, spans)


def spans_of(
    values: Floats, people: Floats, units: Mask, spans: Sequence[tuple[int, int]]
) -> Series:
    """Return the mean over some units and spans of months; the people are those of a month."""
    weight = _weights(values, people, units)
    parts = [slice(first, last + 1) for first, last in spans]
    total = np.array([weight[:, part].sum() for part in parts])
    sums = np.array([(weight[:, part] * np.nan_to_num(values[:, part])).sum() for part in parts])
    # Of a span, those who were seen in the month that saw the fewest.
    behind = np.array([weight[:, part].sum(axis=0).min() for part in parts])
    return Series(tuple(spans), _share(sums, total), behind, behind)


def counted(
    counts: Floats, officers: Floats, units: Mask, kind: str, spans: Sequence[tuple[int, int]]
) -> Series:
    """Return people counted of every 100 officers, over spans of months.

    Parameters
    ----------
    counts, officers : ndarray of float, shape (units, periods)
        NaN where not observed.
    units : ndarray of bool, shape (units,)
    kind : {"flow", "stock"}
        Who left in each month, told of a year; or posts vacant at its end.
    spans : sequence of (int, int)
        First and last period of each.

    Examples
    --------
    >>> found = counted(
    ...     np.full((1, 3), 2.0), np.full((1, 3), 100.0), np.array([True]), "flow", [(0, 2)]
    ... )
    >>> found.mean.tolist(), found.people.tolist(), found.others.tolist()
    ([24.0], [6.0], [94.0])
    """
    seen = np.isfinite(counts) & (officers > 0) & units[:, None]
    parts = [slice(first, last + 1) for first, last in spans]
    many = np.array([counts[:, part][seen[:, part]].sum() for part in parts])
    months = np.array([officers[:, part][seen[:, part]].sum() for part in parts])
    length = np.array([last - first + 1 for first, last in spans])
    people = many if kind == "flow" else many / length
    rest = np.maximum(months / length - people, 0.0)
    return Series(tuple(spans), OF_100[kind] * _share(many, months), people, rest)


def span_of_count(counts: Floats, officers: Floats, units: Mask, kind: str) -> int:
    """Return over how many months people are counted: the least that holds enough of them."""
    periods = counts.shape[1]
    for months in SPANS:
        spans = whole_spans(periods, months)
        found = counted(counts, officers, units, kind, spans)
        if spans and (found.people >= SHOWN).all():
            return months
    return SPANS[-1]


def whole_spans(periods: int, months: int) -> tuple[tuple[int, int], ...]:
    """Return spans of so many months that end with the last; the first months may be left over.

    Examples
    --------
    >>> whole_spans(8, 3)
    ((2, 4), (5, 7))
    """
    firsts = range(periods % months, periods - months + 1, months)
    return tuple((first, first + months - 1) for first in firsts)


def before_and_now(
    starts: Whole, periods: int, anticipation: int, base_months: int, latest: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the months before anyone was to have the role, and the last ones.

    Parameters
    ----------
    starts : ndarray of int, shape (units,)
        The earliest of what was planned and what was.
    periods, anticipation, base_months : int
    latest : int
        Months at the end; fewer where the last to begin did so later.

    Returns
    -------
    tuple of (int, int), twice, or None
        First and last period of both; None where the panel does not reach back.

    Examples
    --------
    >>> before_and_now(np.array([21, 24, 27, 30]), 30, 2, 6, 3)
    ((13, 18), (27, 29))
    """
    begun = starts[starts < periods]
    last = int(begun.min(initial=periods)) - 1 - anticipation
    if last < 0 or not begun.size:
        return None
    now = max(periods - latest, min(int(begun.max()), periods - 1))
    return (max(last - base_months + 1, 0), last), (now, periods - 1)


def carried_forward(amounts: Floats) -> Floats:
    """Return amounts with gaps as they were last known; 0 before they first are.

    Examples
    --------
    >>> carried_forward(np.array([[np.nan, 2.0, np.nan, 3.0]])).tolist()
    [[0.0, 2.0, 2.0, 3.0]]
    """
    return np.array([list(_carried(row)) for row in amounts])


def _carried(row: Floats) -> Iterator[float]:
    known = 0.0
    for amount in row.tolist():
        known = known if np.isnan(amount) else amount
        yield known


def _weights(values: Floats, people: Floats, units: Mask) -> Floats:
    seen = np.isfinite(values) & units[:, None]
    return np.where(seen, np.nan_to_num(people)[:, None], 0.0)


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole > 0)
