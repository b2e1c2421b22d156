"""How many leavers the plan expects, without drawing who leaves in the month that is counted.

Everyone's months are drawn; in each the chance of leaving is added up, which leaves far less noise
than counting who left would.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.attrition.generator import plan
from workbench.analyses.attrition.generator.hazards import (
    AGE_LEVEL,
    Ratios,
    driver_ratio,
    service_band,
)
from workbench.analyses.attrition.generator.months import Flags, Month, months
from workbench.analyses.attrition.generator.people import People, draw_people
from workbench.analyses.attrition.generator.tally_learners import Counts, nobody_yet
from workbench.analyses.attrition.generator.words import (
    AGE,
    BLANK,
    CAREER_BREAK,
    CLOSED_MONTHS,
    GRADES,
    GROUPS,
    INTERNAL,
    LEARNER,
    PDUS,
    PERMANENT,
    REASONS,
    RETIREMENT,
)
from workbench.synthetic import CHUNK_SIZE, Streams

Sums = NDArray[np.float64]
YEARS = CLOSED_MONTHS // 12
LAST_YEAR = CLOSED_MONTHS - 12
CAPS = {"caseload": (50, "40 to 49"), "workload": (110, "100 to 109")}


@dataclass(slots=True)
class Tally:
    """Person-months and expected leavers of the population, in the cells of each division.

    Attributes
    ----------
    grades : ndarray, shape (2, years, grades)
        Person-months, leavers.
    reasons : ndarray, shape (reasons,)
        Leavers of the last closed year, as are all below; moves within HMPPS in the last place.
    service : ndarray, shape (2, bands)
    pdus : ndarray, shape (2, pdus)
    groups : dict of str to ndarray, shape (3, groups)
        Person-months, leavers, and leavers if only the group's own effect were not there.
    bands : dict of str to ndarray, shape (4, bands)
        Of those with a value: person-months and leavers of each band; leavers of the same people
        in the band of reference; and leavers of everyone if all were in the band.
    caps : dict of str to ndarray, shape (2,)
        Leavers avoided by a cap on a driver, and what lies over it, added up over months.
    training : tuple of ndarray
        Learners by intake, route and outcome; see `Training.counts`.
    """

    grades: Sums = field(default_factory=lambda: np.zeros((2, YEARS, len(GRADES))))
    reasons: Sums = field(default_factory=lambda: np.zeros(len(REASONS)))
    service: Sums = field(default_factory=lambda: np.zeros((2, len(plan.SERVICE_RATIOS))))
    pdus: Sums = field(default_factory=lambda: np.zeros((2, len(PDUS))))
    groups: dict[str, Sums] = field(
        default_factory=lambda: {name: np.zeros((3, len(of))) for name, of in GROUPS.items()}
    )
    bands: dict[str, Sums] = field(
        default_factory=lambda: {each.name: np.zeros((4, len(each.bands))) for each in plan.DRIVERS}
    )
    caps: dict[str, Sums] = field(default_factory=lambda: {name: np.zeros(2) for name in CAPS})
    training: tuple[Counts, Counts] = field(default_factory=lambda: nobody_yet(0).counts())


def of_population(month: Month) -> Flags:
    """Return who counts: permanent, no administrator, and not on a career break."""
    standing = month.standing
    here = month.present & (standing.contract == PERMANENT) & (standing.grade >= LEARNER)
    counts: Flags = here & (standing.status != CAREER_BREAK)
    return counts


def tally(draws: int, seed: int) -> Tally:
    """Add up what the plan expects of so many people.

    Examples
    --------
    >>> months, leavers = tally(2000, 1).grades
    >>> bool(0.05 < 12 * leavers.sum() / months.sum() < 0.12)
    True
    """
    found = Tally()
    for chunk, first in enumerate(range(0, draws, CHUNK_SIZE)):
        streams = Streams(seed, chunk, min(CHUNK_SIZE, draws - first))
        people = draw_people(streams)
        training = nobody_yet(streams.size)
        for month in months(people, streams):
            if month.number < CLOSED_MONTHS:
                training.follow(month)
                _add(found, month, people)
        for total, counts in zip(found.training, training.counts(), strict=True):
            total += counts
    return found


@dataclass(frozen=True, slots=True)
class Counted:
    """The intensities of those who count in one month, and their bands of each driver."""

    who: Flags
    parts: Ratios
    common: Ratios
    bands: Mapping[str, NDArray[np.int8]]
    total: Ratios

    def chance(self, total: Ratios | None = None, internal: Ratios | None = None) -> Ratios:
        """Return the chance of leaving in the month, moves within HMPPS not counted."""
        total = self.total if total is None else total
        internal = self.parts[INTERNAL] if internal is None else internal
        return -np.expm1(-total) * (1 - internal / total)

    def moved(self, driver: plan.Driver, band: NDArray[np.int8]) -> Ratios:
        """Return that chance if everyone's value of a driver were in the band given."""
        now = driver_ratio(driver, self.bands[driver.name])
        own = self.parts[REASONS.index(driver.reason)]
        return self.chance(self.total + own * (driver_ratio(driver, band) / now - 1))


def _counted(month: Month) -> Counted:
    who = of_population(month)
    parts = month.hazards.intensity[:, who]
    bands = {name: band[who] for name, band in month.hazards.bands.items()}
    return Counted(who, parts, month.hazards.common[who], bands, parts.sum(axis=0))


def _add(found: Tally, month: Month, people: People) -> None:
    counted = _counted(month)
    who, chance = counted.who, counted.chance()
    _cells(found.grades[:, month.number // 12], month.standing.grade[who], chance)
    if month.number < LAST_YEAR:
        return
    shares = -np.expm1(-counted.total) / counted.total
    found.reasons += (counted.parts * shares).sum(axis=1)
    _cells(found.service, service_band(people.service(month.number)[who]), chance)
    _cells(found.pdus, month.standing.pdu[who], chance)
    groups = {"age": people.age_band(month.number), **people.actual}
    for name, codes in groups.items():
        group = codes[who]
        _cells(found.groups[name], group, chance, _without(name, group, counted))
    for driver in plan.DRIVERS:
        _add_bands(found.bands[driver.name], driver, counted)
    for name in CAPS:
        found.caps[name] += _capped(name, month.lagged[name][who], counted)


def _cells(total: Sums, cell: NDArray[np.integer], *weights: Ratios) -> None:
    """Add person-months, and then each weight, to the cells."""
    length = total.shape[-1]
    total[0] += np.bincount(cell, minlength=length)
    for row, weight in enumerate(weights, start=1):
        total[row] += np.bincount(cell, weights=weight, minlength=length)


def _without(name: str, group: NDArray[np.integer], counted: Counted) -> Ratios:
    """Return the chance of leaving if the characteristic itself made no difference."""
    if name == "disability":
        disabled = group == GROUPS[name].index("Disabled")
        own = np.where(disabled, plan.DISABILITY_RATIO, 1.0)
        return counted.chance(counted.total / own, counted.parts[INTERNAL] / own)
    if name == "age":
        comparator = AGE_LEVEL[AGE.groups.index(AGE.comparator)]
        more = counted.parts[RETIREMENT] - comparator * counted.common
        return counted.chance(counted.total - more)
    return counted.chance()


def _add_bands(total: Sums, driver: plan.Driver, counted: Counted) -> None:
    band = counted.bands[driver.name]
    has = band != BLANK
    instead = counted.moved(driver, np.full_like(band, driver.bands.index(driver.reference)))
    _cells(total[:3], band[has], counted.chance()[has], instead[has])
    for place in range(len(driver.bands)):
        total[3, place] += counted.moved(driver, np.full_like(band, place))[has].sum()


def _capped(name: str, value: NDArray[np.int16], counted: Counted) -> Sums:
    """Return the leavers avoided by a cap in one month, and what lies over it."""
    (driver,) = (each for each in plan.DRIVERS if each.name == name)
    cap, instead = CAPS[name]
    place = np.int8(driver.bands.index(instead))
    fewer = counted.chance() - counted.moved(driver, np.minimum(counted.bands[name], place))
    return np.array([fewer.sum(), np.maximum(value - cap, 0).sum()])
