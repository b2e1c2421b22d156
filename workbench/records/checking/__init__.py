"""Everything that can keep rows from being counted truly, in one message."""

from workbench.records.checking.check import Checked, check

__all__ = ["Checked", "check"]
