"""One validated local table from whatever file the analyst has."""

from workbench.records.checking import Checked, check
from workbench.records.coding import PASSED, PENDING
from workbench.records.contract import (
    SUPPORT,
    CodedColumn,
    Contract,
    Exclusions,
    LongColumns,
    StageColumn,
    Support,
)
from workbench.records.exclusions import TakenOut
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
    "Exclusions",
    "LongColumns",
    "Records",
    "StageColumn",
    "Support",
    "TakenOut",
    "check",
    "read",
    "with_exits",
]
