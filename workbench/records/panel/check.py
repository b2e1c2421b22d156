"""Whether a file of units and months can be used, and all that keeps it from it in one message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.errors import DataError
from workbench.records.panel.contract import PanelContract
from workbench.records.panel.measures import measured_panel
from workbench.records.panel.problems import MOST_UNITS, consistency_problems, row_problems
from workbench.records.panel.reader import PanelRecords
from workbench.records.panel.rollout import rollout_problems
from workbench.records.panel.told import PanelTold, told_of, warnings_of
from workbench.records.panel.units import UnitFacts, unit_facts

Found = Mapping[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class PanelChecked:
    """What may be compared, and what is told beside it.

    Attributes
    ----------
    rows_read : int
        Of the whole file.
    units : UnitFacts
        Each unit in one line.
    begun : int
        Units in which the role began by the last month.
    blanks : mapping of str to int
        Rows without a value, by outcome.
    filled_beyond_funded : int
        Rows with more posts filled than funded.
    told : PanelTold
        Gaps, and roll-outs that are not as they were planned.
    warnings : tuple of str
        What may be a mistake and is not refused, in words.
    """

    rows_read: int
    units: UnitFacts
    begun: int
    blanks: Mapping[str, int]
    filled_beyond_funded: int
    told: PanelTold
    warnings: tuple[str, ...]


def check_panel(records: PanelRecords, contract: PanelContract) -> PanelChecked:
    """Refuse records that cannot be compared truly, and return what is told of the others.

    Raises
    ------
    DataError
        Naming every problem, the column, how many rows or units have it, and what to do.
    """
    found = measured_panel(records.table, contract)
    problems = [*records.problems, *row_problems(records, contract, found)]
    # What is no unit at all is not looked at unit by unit.
    units = unit_facts(records.table, contract) if found["units"] <= MOST_UNITS else None
    if units is not None:
        problems += _unit_problems(records, contract, found, units)
    if problems or units is None:
        raise DataError.gather(records.source, problems)
    told = told_of(units, contract)
    return PanelChecked(
        rows_read=records.rows_read,
        units=units,
        begun=int(units.begun.sum()),
        blanks={
            one.name: found[f"blank_outcome_{place}"] for place, one in enumerate(contract.outcomes)
        },
        filled_beyond_funded=found.get("filled_beyond_funded", 0),
        told=told,
        warnings=tuple(warnings_of(told, contract)),
    )


def _unit_problems(
    records: PanelRecords, contract: PanelContract, found: Found, units: UnitFacts
) -> Iterator[str]:
    inconsistent = list(consistency_problems(contract, units, records.dates))
    yield from inconsistent
    # Who began when is not known while rows, units or days cannot be read.
    unread = [found[f"{kind}_{name}"] for name in contract.days for kind in ("unread", "old")]
    named = [found[f"{kind}_{of}"] for of in ("unit", "region") for kind in ("spaced", "unseen")]
    blank = [found["no_unit"], found["no_month"], found["late_month"], found["late_actual"]]
    blank += [found["no_region"]] if contract.region else []
    if not any((inconsistent, records.problems, *unread, *named, *blank)):
        yield from rollout_problems(contract, units)
