"""One printed count, by the keys of its cell and its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.findings import Context
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED, NOT_RECORDED

SILENT = {NOT_DECLARED, NOT_ASKED, NOT_RECORDED}
CROSSED = " × "
"""Between the groups of a combination, and the names of their characteristics."""


@dataclass(frozen=True, slots=True)
class PrintedCount:
    """A count of some people on one side of a comparison.

    Attributes
    ----------
    keys : mapping of str to str
        Of its cell.
    name : str
        With the side before it, where that is not the cell's own group.
    context : Context
    """

    keys: Mapping[str, str]
    name: str
    context: Context

    @property
    def side(self) -> str:
        """Return the count's name without the side it stands on."""
        return self.name.removeprefix("comparator_").removeprefix("undeclared_")

    @property
    def group(self) -> str:
        """Return the group that the side is of."""
        if self.name.startswith("comparator_"):
            return self.keys["comparator"]
        return NOT_DECLARED if self.name.startswith("undeclared_") else self.keys["group"]
