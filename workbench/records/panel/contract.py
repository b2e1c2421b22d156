"""What a file of units and months must hold; plain values that the reader and the checks share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Direction = Literal["up", "down"]
"""The way in which an outcome gets better."""

DOSES = ("support", "officers", "funded", "filled")
"""Numbers that tell how much of the role a unit has: administrators and Senior Probation Officers
in full-time equivalents, posts funded and posts filled."""


@dataclass(frozen=True, slots=True)
class OutcomeColumn:
    """An outcome, measured once a unit and month.

    Attributes
    ----------
    name, column : str
        Its name here and in the file.
    measured_in : str
        Its unit of measurement, as it is printed: hours a week.
    direction : {"up", "down"}
        The way in which it gets better.
    least, greatest : float, optional
        Values beyond these are refused.
    group_of : str, optional
        The outcome of which this is the same, of one group of officers.
    """

    name: str
    column: str
    measured_in: str
    direction: Direction
    least: float | None = None
    greatest: float | None = None
    group_of: str | None = None


@dataclass(frozen=True, slots=True)
class PanelContract:
    """The columns of one file of units and months, and what may stand in them.

    Attributes
    ----------
    unit : str
        The column that tells units apart, such as Probation Delivery Units.
    month : str
        A day in the month, or the month as ``2023-06``.
    outcomes : tuple of OutcomeColumn
        At least one.
    snapshot : date
        The day on which the data were taken; no month and no actual roll-out may be after it.
    actual, planned : str, optional
        The day or month on which the role began in a unit, and on which it was to begin; the same
        in every row of the unit, blank for never.
    region : str, optional
        The region a unit belongs to, the same in every row of it.
    treated : str, optional
        Whether the unit had the role in that month: 0 or 1.
    support, officers, funded, filled : str, optional
        The columns of `DOSES`.
    amounts : mapping of str to str
        Columns of further numbers that are never below 0, by what they are here: how many people a
        group has, or money spent.
    never : tuple of str
        Labels that mean never in the columns of days, beside a blank.
    design : bool
        Whether a roll-out is planned: then nobody need have begun.

    Examples
    --------
    >>> hours = OutcomeColumn("administration", "Hours", "hours a week", "down")
    >>> of = PanelContract("PDU", "Month", (hours,), date(2023, 6, 30), actual="Began")
    >>> of.columns
    ('PDU', 'Month', 'Began', 'Hours')
    """

    unit: str
    month: str
    outcomes: tuple[OutcomeColumn, ...]
    snapshot: date
    actual: str | None = None
    planned: str | None = None
    region: str | None = None
    treated: str | None = None
    support: str | None = None
    officers: str | None = None
    funded: str | None = None
    filled: str | None = None
    amounts: Mapping[str, str] = field(default_factory=dict)
    never: tuple[str, ...] = ()
    design: bool = False

    @property
    def days(self) -> dict[str, str]:
        """Columns that hold days, by what they are here."""
        named = {"month": self.month, "planned": self.planned, "actual": self.actual}
        return {name: column for name, column in named.items() if column}

    @property
    def doses(self) -> dict[str, str]:
        """Columns of `DOSES` and further amounts, by what they are here."""
        named = {name: getattr(self, name) for name in DOSES}
        return {name: column for name, column in named.items() if column} | dict(self.amounts)

    @property
    def dose(self) -> str | None:
        """The name of the dose that tells whether a unit still has the role."""
        return next((name for name in ("support", "filled") if name in self.doses), None)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the file must have, each once, in the order they are named."""
        single = (self.unit, self.region, *self.days.values(), self.treated)
        named = (*single, *self.doses.values(), *(one.column for one in self.outcomes))
        return tuple(dict.fromkeys(name for name in named if name is not None))
