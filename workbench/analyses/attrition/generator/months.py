"""The workforce month by month: who is in post, what they hold, who leaves and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.attrition.generator import plan
from workbench.analyses.attrition.generator.drivers import (
    Number,
    Post,
    first_quarter,
    next_quarter,
    values,
)
from workbench.analyses.attrition.generator.hazards import Hazards, Held, hazards
from workbench.analyses.attrition.generator.movement import Standing, at_entry, move, protect
from workbench.analyses.attrition.generator.people import Codes, People
from workbench.analyses.attrition.generator.words import (
    BLANK,
    CAREER_BREAK,
    MONTHS,
    RESIGNATION,
)
from workbench.synthetic import Streams

Flags = NDArray[np.bool_]
DRIVERS = tuple(driver.name for driver in plan.DRIVERS)


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a chunk; every array has one entry for each of its people.

    Attributes
    ----------
    number : int
        From 0, July 2019.
    present : ndarray of bool
        In post on any day of it.
    standing : Standing
        As on its last day; the next month changes it.
    drivers : dict of str to ndarray
        Values in this month, `BLANK` where there is none.
    lagged : dict of str to ndarray
        Those of `LAG` months before, `BLANK` also where people were not present then.
    hazards : Hazards
        Intensities by reason.
    reason : ndarray of int8
        Of those who leave in it; else `BLANK`.
    """

    number: int
    present: Flags
    standing: Standing
    drivers: dict[str, Number]
    lagged: dict[str, Number]
    hazards: Hazards
    reason: Codes


def months(people: People, streams: Streams) -> Iterator[Month]:
    """Yield each month of one chunk, the first first."""
    standing = at_entry(people, streams)
    traits = np.stack([streams.normal("workload"), streams.normal("sickness")])
    quarter = first_quarter(streams)
    gone = np.zeros(len(people.grade), dtype=bool)
    present = gone.copy()
    past: list[dict[str, Number]] = []
    for number in range(MONTHS):
        if number:
            move(standing, people, number, present, streams)
        if number and number % 3 == 0:
            quarter = next_quarter(quarter, number, streams)
        present = (people.month <= number) & ~gone
        protect(standing, number, streams)
        post = Post(
            number, standing.grade, standing.status, standing.pdu, standing.fte, standing.protected
        )
        found = values(people, post, quarter, traits)
        drivers = {name: np.where(present, found[name], BLANK) for name in DRIVERS}
        past.append(drivers)
        lagged = past.pop(0) if number >= plan.LAG else _nothing(drivers)
        held = Held(number, standing.grade, standing.contract, standing.pdu, lagged)
        parts = hazards(people, held)
        reason = _leave(parts, standing, number, present, streams)
        gone |= reason != BLANK
        yield Month(number, present, standing, drivers, lagged, parts, reason)
        present = present & (reason == BLANK)


def _nothing(drivers: dict[str, Number]) -> dict[str, Number]:
    return {name: np.full_like(column, BLANK) for name, column in drivers.items()}


def _leave(
    parts: Hazards, standing: Standing, number: int, present: Flags, streams: Streams
) -> Codes:
    """Draw who leaves and why; nobody on a career break does, unless it ends without a return."""
    away = standing.status == CAREER_BREAK
    leaves = streams.uniform(f"leave {number}") < -np.expm1(-parts.total)
    reached = parts.intensity.cumsum(axis=0) / parts.total
    reason = (streams.uniform(f"reason {number}") >= reached[:-1]).sum(axis=0)
    over = present & away & (standing.until == number)
    drawn = np.where(present & ~away & leaves, reason, BLANK)
    return np.where(over, RESIGNATION, drawn).astype(np.int8)
