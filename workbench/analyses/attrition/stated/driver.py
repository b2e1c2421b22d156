"""A driver that is a number, such as a caseload, told in bands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from math import isfinite
from typing import Annotated, Literal

from pydantic import BeforeValidator

from workbench.parameters import Day, Names, StrictModel, Text
from workbench.vocabulary.terms import NONE_HELD, NOT_RECORDED, TOO_EARLY

MOST_BANDS = 20
LONGEST_LAG = 24
BLANKS = {"not recorded": NOT_RECORDED, "none held": NONE_HELD}


def _tuple_of_list(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Edges = Annotated[tuple[float, ...], BeforeValidator(_tuple_of_list)]
Months = Annotated[tuple[int, ...], BeforeValidator(_tuple_of_list)]


class Driver(StrictModel):
    """A number that is measured again and again, and may go with leaving.

    Attributes
    ----------
    column : str, optional
        Its column; its name, or what `columns` says, unless given.
    title, unit : str, optional
        How it is called, and what it is counted in: "cases", "%".
    edges : tuple of float
        Where bands begin and end, rising; a value on an edge is in the band above it.
    bands : tuple of str
        Their names, one more than edges; made from the edges unless given.
    reference : str, optional
        The band that others are held against; the one with the most person-months unless given.
    lag : int
        How many months earlier the value is taken: what is measured in the months of notice is
        changed by leaving itself.
    allow_unlagged : bool
        Whether a lag of 0 is meant.
    blank : {"not recorded", "none held"}
        What a blank means.
    zero : {"a number", "none held"}, optional
        What a 0 means; it must be said where both it and blanks stand for who holds none.
    least, greatest : float, optional
        Values beyond these are refused.
    broken_on : date, optional
        The day from which it is counted in another way; no lag reaches across it.
    """

    edges: Edges
    bands: Names = ()
    column: str | None = None
    title: Text | None = None
    unit: Text | None = None
    reference: str | None = None
    lag: int = 3
    allow_unlagged: bool = False
    blank: Literal["not recorded", "none held"] = "not recorded"
    zero: Literal["a number", "none held"] | None = None
    least: float | None = None
    greatest: float | None = None
    broken_on: Day | None = None

    @property
    def band_names(self) -> tuple[str, ...]:
        """Return the names of the bands, from the lowest to the highest.

        Examples
        --------
        >>> Driver(edges=(80, 110), unit="%").band_names
        ('under 80%', '80% to under 110%', '110% and over')
        >>> Driver(edges=(50,), unit="cases").band_names
        ('under 50 cases', '50 cases and over')
        """
        if self.bands or not self.edges:
            return self.bands
        unit = self.unit or ""
        after = unit if unit in ("", "%") else f" {unit}"
        between = unit if unit == "%" else ""
        told = [f"{edge:.10g}" for edge in self.edges]
        inner = (f"{low}{between} to under {high}{after}" for low, high in pairwise(told))
        return (f"under {told[0]}{after}", *inner, f"{told[-1]}{after} and over")


def driver_problems(name: str, driver: Driver, data_date: date) -> Iterator[str]:
    """Yield why a driver cannot be told in bands, each with its mend."""
    where = f"drivers.{name}"
    edges = driver.edges
    if not edges:
        yield (
            f"{where} has one band, so no months can be told apart by it. Name where bands begin: "
            f"{name}: {{edges: [..]}}."
        )
    elif not all(map(isfinite, edges)) or any(low >= high for low, high in pairwise(edges)):
        yield f"{where}.edges must be numbers that rise; found {list(edges)}. Put them in order."
    elif len(edges) >= MOST_BANDS:
        yield (
            f"{where} has {len(edges) + 1} bands; {MOST_BANDS} at most can be told apart. Name "
            "fewer edges."
        )
    else:
        yield from _band_problems(where, driver)
        yield from _limit_problems(where, driver)
    yield from _lag_problems(where, driver)
    if driver.zero == "none held" and driver.blank != "none held":
        yield f"{where}: 'zero' is none held and a blank is not. Write blank: none held too."
    if driver.broken_on and driver.broken_on > data_date:
        yield (
            f"{where}.broken_on {driver.broken_on} is after the data date, {data_date}. Write the "
            "day from which it is counted in another way, or take it out."
        )


def _band_problems(where: str, driver: Driver) -> Iterator[str]:
    bands = driver.band_names
    if len(bands) != len(driver.edges) + 1:
        yield (
            f"{where} has {len(driver.edges)} edges, which make {len(driver.edges) + 1} bands, and "
            f"names {len(bands)}. Name one more than edges, from the lowest, or none."
        )
    if doubled := sorted({band for band in bands if bands.count(band) > 1}):
        yield f"{where}: bands of one name: {', '.join(map(repr, doubled))}. Name each once."
    if not all(band.strip() for band in bands):
        yield f"{where} has a band without a name. Name each."
    for kept in (NOT_RECORDED, NONE_HELD, TOO_EARLY):
        if kept in bands:
            yield f"{where}: the name {kept!r} is kept for months without a value. Choose another."
    if driver.reference is not None and driver.reference not in bands:
        yield (
            f"{where}.reference: {driver.reference!r} is not one of its bands "
            f"({', '.join(bands)}). Choose one of them."
        )


def _limit_problems(where: str, driver: Driver) -> Iterator[str]:
    least, greatest = driver.least, driver.greatest
    if not all(isfinite(limit) for limit in (least, greatest) if limit is not None):
        yield f"{where}: 'least' and 'greatest' must be numbers. Write them, or take them out."
    if least is not None and least >= driver.edges[0]:
        yield (
            f"{where}.least is {least:g}, so nothing can be below the first edge, "
            f"{driver.edges[0]:g}. Take that edge out, or write a lower least."
        )
    if greatest is not None and greatest < driver.edges[-1]:
        yield (
            f"{where}.greatest is {greatest:g}, so nothing can reach the last edge, "
            f"{driver.edges[-1]:g}. Take that edge out, or write a higher greatest."
        )


def _lag_problems(where: str, driver: Driver) -> Iterator[str]:
    if not 0 <= driver.lag <= LONGEST_LAG:
        yield f"{where}.lag must be from 1 to {LONGEST_LAG} months; found {driver.lag}."
    elif driver.lag == 0 and not driver.allow_unlagged:
        yield (
            f"{where}.lag is 0: its value in the month of leaving, when work is handed over, is "
            "measured after people decided to go. Write 3 or more; or, where it cannot change "
            "with notice, allow_unlagged: true."
        )
    elif driver.lag and driver.allow_unlagged:
        yield f"{where} has a lag of {driver.lag} and 'allow_unlagged'. Take one of them out."
