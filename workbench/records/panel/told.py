"""What is told of a panel that is taken: gaps, and roll-outs that are not as they were planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.records.panel.contract import PanelContract
from workbench.records.panel.problems import of_units
from workbench.records.panel.units import UnitFacts

YEARS_APART = 24
"""Months between the planned and the actual roll-out from which one of them may be mistaken."""


@dataclass(frozen=True, slots=True, eq=False)
class PanelTold:
    """Counts beside a panel that is taken; of units, unless months are named.

    Attributes
    ----------
    missing_months, units_missing : int
        Months without a row between the first and the last of a unit, and units that have such.
    begin_late, end_early : int
        Seen first after the first month of the panel; last before its last.
    years_apart : int
        Planned and actual roll-out `YEARS_APART` months or more apart.
    not_yet_begun : int
        Planned by the last month of the panel and not begun by then.
    not_planned : int
        Begun, and no day planned, though others have one.
    planned_before : int
        Planned for the first month of the panel or earlier.
    nothing_before : int
        Begun, and no row before they did.
    dose_before : int
        With a dose in a month before they began, or with one and never begun.
    dose_never : int
        Begun, and never with a dose above 0 since.
    dose_ended : int
        Begun, with a dose since, and none in the last month that one is known of.
    """

    missing_months: int
    units_missing: int
    begin_late: int
    end_early: int
    years_apart: int
    not_yet_begun: int
    not_planned: int
    planned_before: int
    nothing_before: int
    dose_before: int
    dose_never: int
    dose_ended: int


def told_of(units: UnitFacts, contract: PanelContract) -> PanelTold:
    """Count what is told of units that `rollout_problems` has nothing against."""
    missing = units.last - units.first + 1 - units.months
    return PanelTold(
        missing_months=int(missing.sum()),
        units_missing=int((missing > 0).sum()),
        begin_late=int((units.first > units.opens).sum()),
        end_early=int((units.last < units.ends).sum()),
        **(_of_plans(units) if contract.planned else dict.fromkeys(OF_PLANS, 0)),
        nothing_before=int((units.begun & (units.first >= units.actual)).sum()),
        **(_of_doses(units) if contract.dose else dict.fromkeys(OF_DOSES, 0)),
    )


OF_PLANS = ("years_apart", "not_yet_begun", "not_planned", "planned_before")
OF_DOSES = ("dose_before", "dose_never", "dose_ended")


def _of_plans(units: UnitFacts) -> Mapping[str, int]:
    planned, actual = units.planned >= 0, units.actual >= 0
    apart = np.abs(units.planned - units.actual) >= YEARS_APART
    counted: dict[str, NDArray[np.bool_]] = {
        "years_apart": planned & actual & apart,
        "not_yet_begun": planned & (units.planned <= units.ends) & ~units.begun,
        "not_planned": actual & ~planned,
        "planned_before": planned & (units.planned <= units.opens),
    }
    return {name: int(here.sum()) for name, here in counted.items()}


def _of_doses(units: UnitFacts) -> Mapping[str, int]:
    has, since = units.dose_first >= 0, units.dose_last >= units.actual
    known = units.dose_known_until >= units.actual
    counted: dict[str, NDArray[np.bool_]] = {
        "dose_before": has & (~units.begun | (units.dose_first < units.actual)),
        "dose_never": units.begun & known & ~since,
        "dose_ended": units.begun & since & (units.dose_known_until > units.dose_last),
    }
    return {name: int(here.sum()) for name, here in counted.items()}


def warnings_of(told: PanelTold, contract: PanelContract) -> Iterator[str]:
    """Yield what may be a mistake and is not refused, each with what to look at."""
    planned, actual = repr(contract.planned), repr(contract.actual)
    if number := told.years_apart:
        yield (
            f"{planned} and {actual} are {YEARS_APART} months or more apart in "
            f"{of_units(number)}. See that neither is mistaken."
        )
    if number := told.planned_before:
        yield (
            f"{planned} is in or before the first month of the file in {of_units(number)}, which "
            "can be no part of a comparison by planned days."
        )
    if number := told.nothing_before:
        yield (
            f"{actual}: {of_units(number)} with no row before the role began, which can be no "
            "part of a comparison."
        )
    if contract.dose is None:
        return
    dose = repr(contract.doses[contract.dose])
    if number := told.dose_before:
        yield (
            f"{dose} is above 0 in {of_units(number)} before the role began, or where it never did."
        )
    if number := told.dose_never:
        yield f"{dose} is never above 0 in {of_units(number)} after the role began."
    if number := told.dose_ended:
        yield (
            f"{dose} is 0 in the last month that it is known of in {of_units(number)} after the "
            "role began. See that the role was not withdrawn."
        )
