"""The days on which people are in post, from spells that end on a day."""

from __future__ import annotations

from ibis.expr.types import Table

from workbench.records.staff.coding import kind_of
from workbench.records.staff.contract import StaffContract
from workbench.records.staff.reader import StaffRecords


def with_days(records: StaffRecords, contract: StaffContract) -> Table:
    """Return the spells of the population with their first day and their last.

    Parameters
    ----------
    records : StaffRecords
        Of spells, which `check_staff` has accepted.
    contract : StaffContract
        What stands in them.

    Returns
    -------
    Table
        One row a spell: ``start``, ``until`` (far ahead while it goes on), and the place in its
        results for each coded column. Spells of one person share no day.
    """
    rows = records.table.filter(records.table["of_population"])
    return rows.select(
        "start",
        "until",
        **{
            one.name: rows[f"group_{place}"].cast(kind_of(len(one.results)))
            for place, one in enumerate(contract.coded)
        },
    )
