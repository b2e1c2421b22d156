"""Where and when the role began, the SPO of each unit, and the support they have each month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.generator import plan
from workbench.analyses.role_evaluation.generator.words import (
    FULL_TIME,
    MONTHS,
    PART_TIME,
    PDUS_A_REGION,
    month_number,
)
from workbench.vocabulary.terms import REGIONS

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
PLANNED = np.array([month_number(plan.ROLLOUT[region][0]) for region in REGIONS])
BEGAN = np.array([month_number(plan.ROLLOUT[region][1]) for region in REGIONS])
FILLED = np.array([plan.ROLLOUT[region][2] for region in REGIONS])
MORE = np.array([plan.MORE_IN_EACH_PDU.get(region, 0) for region in REGIONS])


@dataclass(frozen=True, slots=True)
class Units:
    """Units as planned, without a draw; every array has one entry for each.

    `place` counts them from 0, `region` is the position in the list of regions and `number` the PDU
    in it. `people` has shape (units, 2), by working pattern.
    """

    place: Whole
    region: Whole
    number: Whole
    people: Whole
    other: Whole

    @property
    def headcount(self) -> Whole:
        """SPO of both working patterns."""
        return self.people.sum(axis=1)

    @property
    def fte(self) -> Floats:
        """Their full-time equivalent."""
        weights = np.array([1.0, plan.FTE_OF_PART_TIME])
        found: Floats = self.people @ weights
        return found

    @property
    def names(self) -> list[str]:
        """Names of the PDUs."""
        pairs = zip(self.region.tolist(), self.number.tolist(), strict=True)
        return [f"{REGIONS[region]} {number}" for region, number in pairs]


def units(first: int, size: int) -> Units:
    """Return units from the one at `first`; regions take turns, so that few units have all.

    Examples
    --------
    >>> every = units(0, 108)
    >>> every.names[:2], int(every.headcount.sum()), round(float(every.fte.sum()))
    (['East Midlands 1', 'East of England 1'], 912, 847)
    """
    place = np.arange(first, first + size)
    region, turn = place % len(REGIONS), place // len(REGIONS)
    more = MORE[region]
    headcount = np.array(plan.SPO_OF_PDU)[turn % PDUS_A_REGION] + more
    sums = np.cumsum(plan.SPO_OF_PDU)
    rounds, within = np.divmod(turn + 1, PDUS_A_REGION)
    up_to = rounds * sums[-1] + np.append(0, sums)[within] + more * (turn + 1)
    # Each region rounds from another point, so that the shares of all have no common error.
    phase = (region + 0.5) / len(REGIONS)
    ends = np.floor(np.stack([up_to, up_to - headcount]) * plan.PART_TIME_SHARE + phase)
    part = (ends[0] - ends[1]).astype(np.int64)
    people = np.stack([headcount - part, part], axis=1)
    return Units(
        place, region, turn + 1, people, np.array(plan.OTHER_SPO_OF_PDU)[turn % PDUS_A_REGION]
    )


def funded(these: Units) -> Floats:
    """Return funded posts of the role in each unit, shape (units,); none where it never begins."""
    begun = (BEGAN[these.region] < MONTHS).astype(np.float64)
    return plan.FUNDED_PER_SPO * these.headcount * begun


def filled(these: Units) -> Floats:
    """Return posts filled in each unit and month, full-time equivalent, shape (units, months).

    Examples
    --------
    >>> every = units(0, 108)
    >>> float(funded(every).sum()), round(float(filled(every)[:, -1].sum()), 1)
    (190.0, 158.0)
    """
    since = np.arange(MONTHS) - BEGAN[:, None]
    share = np.array([0.0, *plan.FILLED_BY_MONTH])
    grown = share[np.clip(since + 1, 0, len(plan.FILLED_BY_MONTH))] * FILLED[:, None]
    found: Floats = funded(these)[:, None] * grown[these.region]
    return found


def dose(these: Units) -> Floats:
    """Return posts filled as a share of those filled in the end everywhere, (units, months)."""
    return filled(these) / (plan.FUNDED_PER_SPO * plan.FILLED_OVERALL * these.headcount[:, None])


def drift(these: Units) -> Floats:
    """Return what administration had changed by in the one early region, (units, months)."""
    months = np.maximum(np.arange(MONTHS) - month_number(plan.DRIFT_FROM), 0)
    early = these.region == REGIONS.index(plan.EARLY_REGION)
    return plan.DRIFT * early[:, None] * months


def pattern_shares(these: Units) -> Floats:
    """Return the share of each working pattern among the SPO of a unit, (units, 2)."""
    shares: Floats = these.people[:, [FULL_TIME, PART_TIME]] / these.headcount[:, None]
    return shares
