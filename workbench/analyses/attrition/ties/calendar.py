"""Which months the names of periods stand for: the same in every report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from workbench.analyses.attrition.stated.period import month_end
from workbench.records.staff.contract import month_number
from workbench.vocabulary.terms import OVERALL

RESIGNED, RETIRED = "resigned", "retired"
OWN = ("", OVERALL, RESIGNED, RETIRED)
"""What ``basis`` may say of the report's own period."""
ALL_MONTHS = "all months"
ENDING = re.compile(r"(?:(quarter|year)|([0-9]+) months) ending ([0-9]{4}-[0-9]{2}-[0-9]{2})")
LENGTHS = {"quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The months of a report: each as year × 12 + month − 1.

    Attributes
    ----------
    since : int
        The first of all closed months.
    opening : int
        The month at whose end the report's own period opens.
    last : int
        The last month of that period, and of all.

    Examples
    --------
    >>> ours = Calendar(24234, 24269, 24281)
    >>> ours.months("quarter ending 2022-09-30")
    ('2022-07', '2022-08', '2022-09')
    >>> ours.opening_day, len(ours.everything)
    ('2022-06-30', 48)
    """

    since: int
    opening: int
    last: int

    @classmethod
    def of(cls, tied: Mapping[str, str]) -> Self:
        """Read the months that a report states."""
        since, opening, last = (
            month_number(date.fromisoformat(tied[name])) for name in ("since", "opening", "end")
        )
        return cls(since, opening, last)

    @property
    def everything(self) -> tuple[str, ...]:
        """Return the names of all closed months, those of the report's own period among them."""
        return _named(min(self.since, self.opening + 1), self.last)

    def months(self, basis: str) -> tuple[str, ...]:
        """Return the names of the months of a period."""
        if basis == ALL_MONTHS:
            return _named(self.since, self.last)
        opening, last = self._ends(basis)
        return _named(opening + 1, last)

    @property
    def opening_day(self) -> str:
        """Return the day at whose end the report's own period opens."""
        return month_end(self.opening).isoformat()

    def _ends(self, basis: str) -> tuple[int, int]:
        if basis in OWN:
            return self.opening, self.last
        named = ENDING.fullmatch(basis)
        if named is None:
            raise ValueError(f"a period that no calendar knows: {basis!r}")
        kind, months, day = named.groups()
        last = month_number(date.fromisoformat(day))
        return last - (LENGTHS[kind] if kind else int(months)), last


def _named(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"{month_end(month):%Y-%m}" for month in range(first, last + 1))
