"""Whom counts of staff are of: leavers of some months, or people in post at the opening."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from workbench.analyses.attrition.ties.calendar import Calendar
from workbench.findings import Context

Events = frozenset[str]
LISTED = "|"
"""Between the items of a list in `Context.tied`; no reason and no label of a unit holds one."""
LEAVERS = "leavers"
"""The world of all who left: each once for each time they left, by month and reason."""
IN_POST = "in post on"
"""Before the day of the opening, in the name of the world of those in post on it."""
STILL, SET_ASIDE = "still in post at the end", "no longer counted at the end"


@dataclass(frozen=True, slots=True)
class Worlds:
    """The events of staff.

    Attributes
    ----------
    calendar : Calendar
    reasons : tuple of str
        Every reason for leaving.
    counted : frozenset of str
        Those that are a leaving.

    Notes
    -----
    Of leavers a quarter is part of its year, and a year of all months. Of people in post at the
    opening it is told what became of them. That leavers of the period were mostly of these is not
    used: it ties counts of everybody alone, and only as at most so many.
    """

    calendar: Calendar
    reasons: tuple[str, ...]
    counted: Events

    @classmethod
    def of(cls, context: Context) -> Self:
        """Read them from what a report states."""
        reasons, counted = (context.tied[name].split(LISTED) for name in ("reasons", "counted"))
        return cls(Calendar.of(context.tied), tuple(reasons), frozenset(counted))

    @property
    def events(self) -> tuple[str, ...]:
        """Return every event."""
        left = _left(self.calendar.everything, self.reasons)
        return (*left, *self.reasons, STILL, SET_ASIDE)

    def left(self, basis: str, reasons: Events | None = None) -> Events:
        """Return leaving in a period for any of some reasons, those counted unless given."""
        wanted = self.counted if reasons is None else reasons
        return frozenset(_left(self.calendar.months(basis), sorted(wanted)))

    @property
    def opening_staff(self) -> tuple[Events, str]:
        """Return whatever became of people in post at the opening, and their world."""
        became = frozenset((*self.reasons, STILL, SET_ASIDE))
        return became, f"{IN_POST} {self.calendar.opening_day}"


def _left(months: Iterable[str], reasons: Iterable[str]) -> tuple[str, ...]:
    reasons = tuple(reasons)
    return tuple(f"{month} {reason}" for month in months for reason in reasons)
