"""One validated local table from whatever file the analyst has."""

from workbench.records.checking import Checked, check
from workbench.records.coding import PASSED, PENDING
from workbench.records.contract import (
    SUPPORT,
    CodedColumn,
    Contract,
    LongColumns,
    StageColumn,
    Support,
)
from workbench.records.exits import EXIT_COLUMNS, with_exits
from workbench.records.reader import Records, read

__all__ = [
    "EXIT_COLUMNS",
    "PASSED",
    "PENDING",
    "SUPPORT",
    "Checked",
    "CodedColumn",
    "Contract",
    "LongColumns",
    "Records",
    "StageColumn",
    "Support",
    "check",
    "read",
    "with_exits",
]
