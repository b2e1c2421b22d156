"""Staff as codes: what they are, what they declare, and how they came into the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.attrition.generator import workforce
from workbench.analyses.attrition.generator.words import (
    AGE_EDGES,
    BLANK,
    FIRST_MONTH,
    GROUPS,
    INTAKE_DAY,
    INTAKES,
    LEARNER,
)
from workbench.synthetic import MONTH, Streams, between, choose, mask
from workbench.vocabulary.terms import REGIONS

Codes = NDArray[np.int8]
Whole = NDArray[np.int64]
ENTERED = {
    name: np.array([getattr(entry, name) for entry in workforce.ENTRIES])
    for name in ("people", "grade", "first", "last", "transfer", "intake", "served", "least")
}
SHARES = ENTERED["people"] / ENTERED["people"].sum()
INTAKE_MONTHS = np.array([workforce.intake_month(each) for each in range(len(INTAKES))])
TRANSFER_DAY = 26
OLDEST = 12 * 64
"""Months of age that nobody has reached on entering the data."""


@dataclass(frozen=True, slots=True)
class People:
    """People of one chunk; every array has one entry for each.

    `actual` holds the group each belongs to and `declared` the answer in the file, both without
    age, which moves on: `born` is the month of birth, counted as the data's months are. `month` and
    `day` are those of entering the data, `began_month` and `began_day` those of joining in truth.
    """

    actual: Mapping[str, Codes]
    declared: Mapping[str, Codes]
    born: Whole
    month: Whole
    day: Whole
    grade: Codes
    intake: Codes
    route: Codes
    transfer: NDArray[np.bool_]
    began_month: Whole
    began_day: Whole
    region: Codes

    def are(self, characteristic: str, group: str) -> NDArray[np.bool_]:
        """Return who belongs to the group, declared or not."""
        members: NDArray[np.bool_] = self.actual[characteristic] == GROUPS[characteristic].index(
            group
        )
        return members

    def age_band(self, month: int) -> Codes:
        """Return the band of the age in whole years on the first day of a month."""
        years = (month - self.born) // 12
        return np.searchsorted(AGE_EDGES, years, side="right").astype(np.int8)

    def service(self, month: int) -> Whole:
        """Return completed months of service where exposure in a month begins, at least 0."""
        whole = month - self.began_month - (self.began_day > 1)
        return np.where(month == self.month, self.served(), np.maximum(whole, 0))

    def served(self) -> Whole:
        """Return completed months of service on the day of entering the data."""
        whole = self.month - self.began_month - (self.began_day > self.day)
        return np.maximum(whole, 0)

    def joined(self) -> NDArray[np.datetime64]:
        """Return the true first day of service."""
        first = (FIRST_MONTH + self.began_month * MONTH).astype("datetime64[D]")
        joined: NDArray[np.datetime64] = first + (self.began_day - 1).astype("timedelta64[D]")
        return joined


def draw_people(streams: Streams) -> People:
    """Draw the people of one chunk.

    Examples
    --------
    >>> people = draw_people(Streams(1, 0, 1000))
    >>> bool(0.7 < people.are("sex", "Women").mean() < 0.8)
    True
    """
    cell = choose(SHARES, streams.uniform("entry")).astype(np.int64)
    month, day = _entering(cell, streams)
    served = _served(cell, streams)
    age = _age_at_entry(served, streams)
    actual, region = _characteristics(age, streams)
    declared = {name: _answer(actual[name], name, streams) for name in workforce.DECLARED_SHARES}
    return People(
        actual=actual,
        declared=declared,
        born=month - age,
        month=month,
        day=day,
        grade=ENTERED["grade"][cell].astype(np.int8),
        intake=ENTERED["intake"][cell].astype(np.int8),
        route=choose(workforce.ROUTE_SHARES, streams.uniform("route")),
        transfer=ENTERED["transfer"][cell],
        began_month=month - served,
        began_day=_began_day(day, served, ENTERED["grade"][cell] == LEARNER, streams),
        region=region,
    )


def _entering(cell: Whole, streams: Streams) -> tuple[Whole, Whole]:
    first, last = ENTERED["first"][cell], ENTERED["last"][cell]
    month = first + np.floor(streams.uniform("month") * (last - first + 1)).astype(np.int64)
    drawn = between(1, 28, streams.uniform("day"))
    learner = ENTERED["grade"][cell] == LEARNER
    day = np.select([ENTERED["transfer"][cell], learner], [TRANSFER_DAY, INTAKE_DAY], drawn)
    return month, np.where(month == 0, 1, day)


def _served(cell: Whole, streams: Streams) -> Whole:
    """Return whole months served before the month of entering the data; learners since intake."""
    drawn = streams.generator("served").standard_exponential(streams.size)
    more = streams.generator("served more").standard_exponential(streams.size)
    # The sum of two exponential numbers: few have just joined, and few have stayed for ever.
    years = np.minimum(ENTERED["served"][cell] * (drawn + more) / 2, 38.0)
    served = np.maximum((12 * years).astype(np.int64), ENTERED["least"][cell])
    intake = ENTERED["intake"][cell]
    return np.where(
        intake == BLANK,
        served * (ENTERED["served"][cell] > 0),
        np.maximum(-INTAKE_MONTHS[intake], 0),
    )


def _age_at_entry(served: Whole, streams: Streams) -> Whole:
    """Return months of age, the younger the later people began to work here."""
    began = 22 + 11 * streams.generator("age").standard_exponential(streams.size)
    months = (12 * np.minimum(began, 57)).astype(np.int64) + served
    return np.minimum(months, OLDEST)


def _began_day(day: Whole, served: Whole, learner: NDArray[np.bool_], streams: Streams) -> Whole:
    """Return the day of the month on which service began."""
    drawn = np.where(learner, INTAKE_DAY, between(1, 28, streams.uniform("joined day")))
    return np.where(served > 0, drawn, day)


def _characteristics(age: Whole, streams: Streams) -> tuple[dict[str, Codes], Codes]:
    actual = {
        "ethnicity": choose(workforce.ETHNICITY_SHARES, streams.uniform("ethnicity")),
        "sex": choose(workforce.SEX_SHARES, streams.uniform("sex")),
        "disability": choose(workforce.DISABILITY_SHARES, streams.uniform("disability")),
        "sexual_orientation": choose(
            workforce.SEXUAL_ORIENTATION_SHARES, streams.uniform("sexual_orientation")
        ),
        "socio_economic": choose(
            workforce.SOCIO_ECONOMIC_SHARES, streams.uniform("socio_economic")
        ),
    }
    table = [_regions_of(share) for share in workforce.LONDON_SHARES]
    region = choose(table, streams.uniform("region"), cell=actual["ethnicity"])
    religions = [workforce.RELIGION_ELSEWHERE, workforce.RELIGION_IN_LONDON]
    london = (region == REGIONS.index("London")).astype(np.int64)
    actual["religion"] = choose(religions, streams.uniform("religion"), cell=london)
    band = np.searchsorted(AGE_EDGES, age // 12, side="right")
    actual["caring"] = choose(workforce.CARING_SHARES, streams.uniform("caring"), cell=band)
    return actual, region


def _regions_of(london: float) -> list[float]:
    elsewhere = [(1 - london) * share for share in workforce.SHARE_OUTSIDE_LONDON]
    place = REGIONS.index("London")
    return [*elsewhere[:place], london, *elsewhere[place:]]


def _answer(codes: Codes, name: str, streams: Streams) -> Codes:
    """Return what was declared: *Prefer not to say* after the groups, blank for no record."""
    groups = len(GROUPS[name])
    answer = mask(
        codes,
        streams.uniform(f"{name} declared"),
        groups=groups,
        declared=workforce.DECLARED_SHARES[name],
        refused=workforce.PREFER_NOT_TO_SAY_SHARE,
    )
    return np.where(answer > groups, BLANK, answer).astype(np.int8)
