"""One validated local table from whatever file the analyst has."""

from workbench.records.contract import CodedColumn, Contract, StageColumn
from workbench.records.exits import EXIT_COLUMNS, with_exits
from workbench.records.quality import check
from workbench.records.reader import Records, read

__all__ = [
    "EXIT_COLUMNS",
    "CodedColumn",
    "Contract",
    "Records",
    "StageColumn",
    "check",
    "read",
    "with_exits",
]
