"""Why a roll-out cannot tell what a role did, in words, each with the mend."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.records.panel.contract import PanelContract
from workbench.records.panel.problems import of_units
from workbench.records.panel.units import UnitFacts
from workbench.records.staff.contract import month_name

WITHDRAWN_MONTHS = 3
"""Months without a dose, to the last one known, after which it is not a post between two people."""
NOBODY_ELSE = "there is nobody to compare with"


def rollout_problems(contract: PanelContract, units: UnitFacts) -> Iterator[str]:
    """Yield why nothing can be compared over a roll-out; of consistent units alone.

    Parameters
    ----------
    contract : PanelContract
        What stands in the file.
    units : UnitFacts
        As `workbench.records.panel.units.unit_facts` returns them.
    """
    yield from _too_few(contract, units)
    if not contract.design:
        begun = list(_no_contrast(contract, units))
        yield from begun or _no_contrast_planned(contract, units)
    if empty := int((units.staffed == 0).sum()):
        yield (
            f"{contract.officers!r} is blank or 0 in every month of {of_units(empty)}: without "
            "anybody there, nothing can be said of them. Fill it in, or take out those units."
        )
    if early := int((units.begun & (units.actual <= units.opens)).sum()):
        yield (
            f"{contract.actual!r}: the role began in {of_units(early)} in or before "
            f"{month_name(units.opens)}, the first month of the file, so that nothing is known of "
            "the time before. Export earlier months, or leave those units out."
        )
    yield from _withdrawn(contract, units)
    yield from _flag_problems(contract, units)


def withdrawn(units: UnitFacts) -> NDArray[np.bool_]:
    """Return which units had a dose after their roll-out and then none for good."""
    had = units.begun & (units.dose_last >= units.actual)
    return had & (units.dose_known_until - units.dose_last >= WITHDRAWN_MONTHS)


def flag_returned(units: UnitFacts) -> NDArray[np.bool_]:
    """Return which units are flagged as without the role after they had it."""
    return (units.flag_first >= 0) & (units.flag_last_without > units.flag_first)


def _too_few(contract: PanelContract, units: UnitFacts) -> Iterator[str]:
    if len(units.names) == 1:
        yield (
            f"{contract.unit!r} has one unit alone, and {NOBODY_ELSE}. Export other units over the "
            "same months."
        )
    elif contract.region and len(set(units.regions)) == 1:
        yield (
            f"{contract.region!r} has one region alone, in {of_units(len(units.names))}: what "
            f"else happened there cannot be told from the role, since {NOBODY_ELSE}. Export other "
            "regions over the same months."
        )


def _no_contrast(contract: PanelContract, units: UnitFacts) -> Iterator[str]:
    column, last = repr(contract.actual or "actual"), month_name(units.ends)
    if not units.begun.any():
        yield (
            f"{column}: the role has begun in none of {of_units(len(units.names))} by {last}, the "
            "last month of the file. Fill in the days on which it began; before any has, ask what "
            "a roll-out could show: mode: design."
        )
    elif len(units.names) > 1 and units.begun.all() and len(set(units.actual.tolist())) == 1:
        yield (
            f"{column}: the role began in all of {of_units(len(units.names))} in "
            f"{month_name(int(units.actual[0]))}, so that {NOBODY_ELSE}. Export units that began "
            "later or never as well."
        )


def _no_contrast_planned(contract: PanelContract, units: UnitFacts) -> Iterator[str]:
    """Yield why months planned, by which units are compared where any is known, tell nothing."""
    mend = (
        f"Take 'planned' out of the parameters, and units are compared by {contract.actual!r}; or "
        "correct the months planned."
    )
    planned = units.planned
    if not (planned >= 0).any():
        return
    if not ((planned > units.opens) & (planned <= units.ends)).any():
        yield (
            f"{contract.planned!r}: the role was planned for none of {of_units(planned.size)} "
            f"after {month_name(units.opens)}, the first month of the file, and by "
            f"{month_name(units.ends)}, the last, so that months planned tell nobody apart. {mend}"
        )
    elif planned.size > 1 and len(set(planned.tolist())) == 1:
        yield (
            f"{contract.planned!r}: the role was planned for all of {of_units(planned.size)} in "
            f"{month_name(int(planned[0]))}, so that {NOBODY_ELSE} by months planned. {mend}"
        )


def _withdrawn(contract: PanelContract, units: UnitFacts) -> Iterator[str]:
    if contract.dose and (gone := int(withdrawn(units).sum())):
        yield (
            f"{contract.doses[contract.dose]!r} falls to 0 for good after the roll-out in "
            f"{of_units(gone)} ({WITHDRAWN_MONTHS} months or more, up to the last): the role was "
            "withdrawn, and what it did then is another question. Take out those units, or their "
            "months from then on."
        )


def _flag_problems(contract: PanelContract, units: UnitFacts) -> Iterator[str]:
    if contract.treated is None:
        return
    returned = flag_returned(units)
    if gone := int(returned.sum()):
        yield (
            f"{contract.treated!r} goes back to 0 in {of_units(gone)}: the role was withdrawn, and "
            "what it did then is another question. Take out those units, or their months from "
            "then on."
        )
    if contract.actual and (other := int((_flagged_otherwise(units) & ~returned).sum())):
        yield (
            f"{contract.treated!r} and {contract.actual!r} tell different months in "
            f"{of_units(other)}. Correct one of them, or take {contract.treated!r} out of "
            "'columns'."
        )


def _flagged_otherwise(units: UnitFacts) -> NDArray[np.bool_]:
    """Return where a flag begins after the roll-out, before it, or without it."""
    flagged = units.flag_first >= 0
    too_soon = flagged & (~units.begun | (units.flag_first < units.actual))
    too_late = units.begun & (units.flag_last_without >= units.actual)
    return too_soon | too_late
