"""Whether rows of staff can be used, and all that keeps them from it in one message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.errors import DataError
from workbench.records.staff.contract import StaffContract
from workbench.records.staff.measures import measured_staff
from workbench.records.staff.problems import row_problems
from workbench.records.staff.reader import StaffRecords


@dataclass(frozen=True, slots=True, eq=False)
class StaffChecked:
    """What may be counted, and what is told beside it.

    Attributes
    ----------
    rows_read, people : int
        Of the whole file, but for people who objected.
    rows_set_aside, people_set_aside : int
        Rows not of the population; people who have no other.
    leavers : int
        People of the population who left in the months that are counted.
    leavers_without_reason : int
        Those of them whose reason is blank.
    leavers_cut : int
        People who left after the last month counted.
    leavers_set_aside : int
        People who left when they were not of the population.
    came_back : int
        People with days between two of their spells.
    service_not_known : int
        People of the population without a day to count service from, since a transfer reset it,
        it is blank, or they were there as the data begin and no day is given.
    blanks : mapping of str to int
        Rows of the population without a value, by driver.
    dated_at_month_ends : bool
        Whether every row of a file of months has the last day of one, as snapshots would.
    """

    rows_read: int
    people: int
    rows_set_aside: int
    people_set_aside: int
    leavers: int
    leavers_without_reason: int
    leavers_cut: int
    leavers_set_aside: int
    came_back: int
    service_not_known: int
    blanks: Mapping[str, int]
    dated_at_month_ends: bool = False


def check_staff(records: StaffRecords, contract: StaffContract) -> StaffChecked:
    """Refuse records that cannot be counted truly, and return what is told of the others.

    Raises
    ------
    DataError
        Naming every problem, the column, how many rows have it, and what to do.
    """
    found = measured_staff(records.table, contract)
    problems = [*records.problems, *row_problems(records, contract, found)]
    if problems:
        raise DataError.gather(records.source, problems)
    return StaffChecked(
        rows_read=records.rows_read,
        people=found["people"],
        rows_set_aside=records.rows_read - found["rows_kept"],
        people_set_aside=found["people"] - found["people_kept"],
        leavers=found["leavers"],
        leavers_without_reason=found["without_reason"],
        leavers_cut=found["leavers_cut"],
        leavers_set_aside=found["leavers_set_aside"],
        came_back=found.get("came_back", 0),
        service_not_known=found["service_not_known"],
        blanks={one.name: found[f"blank_{place}"] for place, one in enumerate(contract.measured)},
        dated_at_month_ends=contract.layout == "months" and not found["not_month_ends"],
    )
