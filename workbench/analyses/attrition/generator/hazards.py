"""How likely each person is to leave in a month, and for which reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.analyses.attrition.generator import plan
from workbench.analyses.attrition.generator.people import Codes, People
from workbench.analyses.attrition.generator.words import (
    AGE,
    BLANK,
    CONTRACTS,
    GRADES,
    PDUS,
    PDUS_A_REGION,
    REASONS,
)
from workbench.vocabulary.terms import REGIONS

Ratios = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Held:
    """What people are and hold in one month: codes, and drivers' values of `LAG` months before.

    A value below 0 is none.
    """

    month: int
    grade: Codes
    contract: Codes
    pdu: Codes
    drivers: Mapping[str, NDArray[np.int16]]


@dataclass(frozen=True, slots=True)
class Hazards:
    """The parts of the intensities of one month.

    Attributes
    ----------
    intensity : ndarray, shape (reasons, people)
        A month, with every ratio in it.
    bands : dict of str to ndarray of int, shape (people,)
        Of each driver, `BLANK` where there is no value.
    common : ndarray, shape (people,)
        What multiplies every reason alike.
    """

    intensity: Ratios
    bands: Mapping[str, Codes]
    common: Ratios

    @property
    def total(self) -> Ratios:
        """The sum over reasons."""
        total: Ratios = self.intensity.sum(axis=0)
        return total


def ratios_of(labels: tuple[str, ...], given: Mapping[str, float], default: float = 1.0) -> Ratios:
    """Return the number of each label, the default where none is given.

    Examples
    --------
    >>> ratios_of(("Wales", "London"), {"London": 1.12}).tolist()
    [1.0, 1.12]
    """
    return np.array([given.get(label, default) for label in labels])


def pdu_ratios() -> Ratios:
    """Return what each PDU multiplies every reason by, the same in every table.

    Examples
    --------
    >>> ratios = pdu_ratios()
    >>> len(ratios), int((ratios > 2).sum())
    (108, 2)
    """
    drawn = np.random.default_rng(plan.PDU_SEED).standard_normal(len(PDUS))
    usual = drawn[[name not in plan.UNUSUAL_PDUS for name in PDUS]]
    # With exactly the mean and the spread of the plan, since there is one draw for ever.
    ratios = np.exp(plan.PDU_SPREAD * (drawn - usual.mean()) / usual.std(ddof=1))
    for name, ratio in plan.UNUSUAL_PDUS.items():
        ratios[PDUS.index(name)] = ratio
    return ratios


GRADE_LEVEL = ratios_of(GRADES, plan.RESIGNATION_OF_GRADE) / 1200
AGE_LEVEL = ratios_of(AGE.groups, plan.RETIREMENTS_OF_AGE, 0.0) / 1200
CONTRACT_RATIO = ratios_of(CONTRACTS, plan.OTHER_RATIO_OF_CONTRACT)
REGION_RATIO = ratios_of(REGIONS, plan.REGION_RATIOS)
PDU_RATIO = pdu_ratios()
SERVICE_RATIO = np.array(plan.SERVICE_RATIOS)
GREATEST = 250
"""No driver has a greater value."""


def band_of(values: NDArray[np.integer], edges: ArrayLike) -> Codes:
    """Return the band of each value up to `GREATEST`, `BLANK` where there is none.

    Examples
    --------
    >>> band_of(np.array([-1, 79, 80]), (80, 100)).tolist()
    [-1, 0, 1]
    """
    bands = np.searchsorted(np.asarray(edges), np.arange(GREATEST + 1), side="right")
    # The last place stands for no value, and is where a value of -1 points.
    return np.append(bands, BLANK).astype(np.int8)[values]


def service_band(service: NDArray[np.integer]) -> Codes:
    """Return the band of completed months of service.

    Examples
    --------
    >>> service_band(np.array([0, 5, 6, 500])).tolist()
    [0, 0, 1, 6]
    """
    return band_of(np.minimum(service, GREATEST), plan.SERVICE_EDGES)


def driver_ratio(driver: plan.Driver, band: Codes) -> Ratios:
    """Return what the bands of a driver multiply its reason by; 1 where there is no value."""
    return np.array([*driver.ratios, 1.0])[band]


def hazards(people: People, held: Held) -> Hazards:
    """Return the intensity of each reason in one month."""
    age, service = people.age_band(held.month), people.service(held.month)
    base = np.empty((len(REASONS), len(age)))
    tenure = SERVICE_RATIO[service_band(service)]
    base[0] = GRADE_LEVEL[held.grade] * tenure * REGION_RATIO[held.pdu // PDUS_A_REGION]
    base[1] = AGE_LEVEL[age]
    base[2] = plan.ILL_HEALTH_A_YEAR / 1200
    base[3] = plan.OTHER_A_YEAR / 1200 * CONTRACT_RATIO[held.contract]
    base[4] = plan.INTERNAL_A_YEAR / 1200
    bands = {}
    for driver in plan.DRIVERS:
        bands[driver.name] = band_of(held.drivers[driver.name], driver.edges)
        base[REASONS.index(driver.reason)] *= driver_ratio(driver, bands[driver.name])
    disabled = people.are("disability", "Disabled")
    common = np.where(disabled, plan.DISABILITY_RATIO, 1.0) * PDU_RATIO[held.pdu]
    common = common * plan.YEAR_RATIOS[held.month // 12]
    return Hazards(base * common, bands, common)
