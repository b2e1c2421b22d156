"""One validated local table from whatever file the analyst has."""

from workbench.records.checking import Checked, check
from workbench.records.contract import CodedColumn, Contract, LongColumns, StageColumn
from workbench.records.exits import EXIT_COLUMNS, with_exits
from workbench.records.reader import Records, read

__all__ = [
    "EXIT_COLUMNS",
    "Checked",
    "CodedColumn",
    "Contract",
    "LongColumns",
    "Records",
    "StageColumn",
    "check",
    "read",
    "with_exits",
]
