"""Rows of numbers laid out as a finding, with the people they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10, nan

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.findings import Finding, Modelled
from workbench.findings.finding import KEYS
from workbench.statistics.estimate import Estimate

BLANK = dict.fromkeys(KEYS, "") | {"role": "all", "family": None}
FREELY = 1e-9
PLENTY = 10_000
"""Degrees of freedom of what rests on no fitted table, such as what the parameters state."""
Verdicts = Callable[[Mapping[str, Estimate]], NDArray[np.object_]]


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its likely range, before the gate.

    Attributes
    ----------
    value, lower, upper : float
        NaN where there is none; infinite where the range has no end.
    measured : bool
        Whether it is in the outcome's own unit, so that it is told as finely as the outcome is;
        p-values, ratios and counts of months are not.
    method : str
        As it is to be printed.
    """

    value: float
    lower: float = nan
    upper: float = nan
    measured: bool = True
    method: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One cell: what it is of, its numbers, and the people they rest on.

    Attributes
    ----------
    keys : mapping of str to str
        Some of `workbench.findings.finding.KEYS`; the others are blank.
    numbers : mapping of str to Number
    people, others : float
        How many are behind those whom it is about, and behind those they are compared with; the
        gate lets nothing out that rests on too few of either. The same twice where nobody is
        compared.
    reason : str, optional
        Why there is no number, in words after "because".
    finest : float, optional
        What is measured is told in multiples of this.
    of_measurements : bool
        See `workbench.findings.Modelled`; False for what counts people.
    residual : int
        Degrees of freedom that are left.
    """

    keys: Mapping[str, str]
    numbers: Mapping[str, Number]
    people: float
    others: float
    reason: str | None = None
    finest: float | None = None
    of_measurements: bool = True
    residual: int = PLENTY


def finest_of(worthwhile: float) -> float:
    """Return how finely an outcome is told: a tenth of what would be worth having, or finer.

    Examples
    --------
    >>> [finest_of(least) for least in (1, 3, 0.2, 5)]
    [0.1, 0.1, 0.01, 0.1]
    """
    return float(10.0 ** floor(log10(worthwhile / 10) + 1e-9))


def stated(
    name: str,
    section: str,
    title: str,
    rows: Sequence[Row],
    *,
    level: float,
    finest: float | None = None,
    verdicts: Verdicts | None = None,
) -> Finding:
    """Return rows as a finding.

    Parameters
    ----------
    name, section, title : str
        See `workbench.findings.Finding`.
    rows : sequence of Row
        At least one.
    level : float
        Of every range in it.
    finest : float, optional
        Of rows that state none of their own.
    verdicts : callable, optional
        See `workbench.findings.Finding`.
    """
    cells = pd.DataFrame(
        [
            BLANK | dict(row.keys) | {"people": _whole(row.people), "others": _whole(row.others)}
            for row in rows
        ]
    )
    modelled = tuple(
        model
        for of_measurements in (True, False)
        for measured in (True, False)
        for model in _modelled(rows, level, finest, (of_measurements, measured))
    )
    return Finding(name, section, title, cells, modelled=modelled, verdicts=verdicts)


def _modelled(
    rows: Sequence[Row], level: float, finest: float | None, kind: tuple[bool, bool]
) -> Iterator[Modelled]:
    """Yield the numbers of one kind, if there are any: each kind leaves by rules of its own."""
    of_measurements, measured = kind
    own = np.array([row.of_measurements == of_measurements for row in rows])
    names = dict.fromkeys(
        name
        for row in rows
        if row.of_measurements == of_measurements
        for name, one in row.numbers.items()
        if one.measured == measured
    )
    if not names:
        return
    people, others = (
        np.array([_whole(getattr(row, side)) for row in rows]) for side in ("people", "others")
    )
    yield Modelled(
        {name: _estimate(name, rows, own, level, measured=measured) for name in names},
        events=people,
        non_events=others,
        residual=np.array([row.residual for row in rows]),
        reasons=tuple(row.reason for row in rows),
        finest=_finest(rows, finest) if measured else None,
        speaks_of=own,
        people=np.minimum(people, others),
        of_measurements=of_measurements,
    )


def _finest(rows: Sequence[Row], finest: float | None) -> NDArray[np.float64]:
    told = [row.finest if row.finest is not None else finest for row in rows]
    # So fine that it bears on nothing.
    return np.array([one if one is not None else FREELY for one in told])


def _whole(people: float) -> int:
    return round(people) if np.isfinite(people) else 0


def _estimate(
    name: str, rows: Sequence[Row], own: NDArray[np.bool_], level: float, *, measured: bool
) -> Estimate:
    told = [
        number if mine and number.measured == measured else Number(nan)
        for row, mine in zip(rows, own, strict=True)
        for number in (row.numbers.get(name, Number(nan)),)
    ]
    value, lower, upper = (
        np.array([getattr(one, part) for one in told], dtype=float)
        for part in ("value", "lower", "upper")
    )
    method = next((one.method for one in told if one.method), "")
    return Estimate(value, lower, upper, level, method)
