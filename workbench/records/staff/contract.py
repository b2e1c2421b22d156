"""What a file of staff must hold; plain values that the reader and the checks share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from workbench.parameters.months import month_number
from workbench.records.contract import CodedColumn, Exclusions
from workbench.vocabulary.terms import NONE_HELD, NOT_RECORDED, TOO_EARLY, StaffLayout


def month_name(number: int) -> str:
    """Return a month in words that a file could hold.

    Examples
    --------
    >>> month_name(24281)
    '2023-06'
    """
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@dataclass(frozen=True, slots=True)
class MeasuredColumn:
    """A driver that is a number, told in bands.

    Attributes
    ----------
    name, column : str
        Its name here and in the file.
    edges : tuple of float
        Where bands begin and end, rising; the first band is below the first edge, each other one
        from its edge (included) up to the next, the last from the last edge on.
    bands : tuple of str
        Their names, one more than edges.
    lag : int
        Months before a month of exposure whose value counts for it.
    blank : str
        The band of a blank: `NONE_HELD` or "Not recorded".
    zero_is_none : bool, optional
        Whether a 0 is whoever holds none, as a blank is; unless said, no 0 may stand beside
        blanks that are `NONE_HELD`.
    least, greatest : float, optional
        Values beyond these are refused.
    broken_on : date, optional
        The day from which the series is counted anew; values from before are not recorded after
        it, so that no lag reaches across.
    """

    name: str
    column: str
    edges: tuple[float, ...]
    bands: tuple[str, ...]
    lag: int = 3
    blank: str = NOT_RECORDED
    zero_is_none: bool | None = None
    least: float | None = None
    greatest: float | None = None
    broken_on: date | None = None

    @property
    def value_name(self) -> str:
        """The column that holds the number itself, of the month its band is of."""
        return f"{self.name}_value"

    @property
    def results(self) -> tuple[str, ...]:
        """The bands that months can end in, those without a value last."""
        more = (NONE_HELD,) if self.blank == NONE_HELD else ()
        early = (TOO_EARLY,) if self.lag else ()
        return (*self.bands, *more, *early, NOT_RECORDED)


@dataclass(frozen=True, slots=True)
class StaffContract:
    """The columns of one file of staff and what may stand in them.

    Attributes
    ----------
    layout : {"spells", "months", "month_ends"}
        In a file of `month_ends` whoever is missing at a month's end left in that month.
    person : str
        The column that tells people apart.
    start, end : str, optional
        Of spells: their first day, and their last (blank while it goes on).
    month : str, optional
        Of months: a day in the month, or the month as ``2023-06``.
    joined : str, optional
        The day from which service is counted; else the first day a person is seen.
    joined_originally : str, optional
        The day they joined before a transfer that reset `joined`.
    resets : tuple of date
        Days to which a transfer reset `joined`; service of people with such a day and no original
        one is not known.
    service : str, optional
        Completed months of service in a file of months, instead of `joined`.
    reason : str
        The column of the reason for leaving, in the last row of who left.
    reasons : mapping of str to str
        What each label of it means; the meanings, each once and in order, are `reason_names`.
    grade : str, optional
        The name, among `coded`, of the grade.
    coded : tuple of CodedColumn
        Characteristics, which have a comparator, and circumstances.
    measured : tuple of MeasuredColumn
        Drivers that are numbers.
    kept : mapping of str to tuple of str
        Of whom the report is: by column, the labels that are counted. Months with other labels are
        set aside and counted; they are no leaving.
    snapshot : date
        The day on which the data were taken; no date may be after it.
    opens : int, optional
        The number of the first month that the report counts people in; the file must have it.
    lag_months : int
        Months before it that are cut off, since leavers are entered late.
    exclusions : Exclusions, optional
        The list of people who objected.
    """

    layout: StaffLayout
    person: str
    reason: str
    reasons: Mapping[str, str]
    snapshot: date
    coded: tuple[CodedColumn, ...]
    measured: tuple[MeasuredColumn, ...] = ()
    start: str | None = None
    end: str | None = None
    month: str | None = None
    joined: str | None = None
    joined_originally: str | None = None
    resets: tuple[date, ...] = ()
    service: str | None = None
    grade: str | None = None
    kept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opens: int | None = None
    lag_months: int = 3
    exclusions: Exclusions | None = None

    @property
    def reason_names(self) -> tuple[str, ...]:
        """The reasons people can leave for, the one of a blank last."""
        named = dict.fromkeys(self.reasons.values())
        return (*(name for name in named if name != NOT_RECORDED), NOT_RECORDED)

    @property
    def last_month(self) -> int:
        """The number of the last month counted: whole before the snapshot, less the lag.

        A snapshot of the last day of a month has that month whole.
        """
        return month_number(self.snapshot + timedelta(days=1)) - 1 - self.lag_months

    @property
    def days(self) -> dict[str, str]:
        """Columns that hold days, by what they are here."""
        named = {
            "start": self.start,
            "end": self.end,
            "month": self.month,
            "joined": self.joined,
            "joined_originally": self.joined_originally,
        }
        return {name: column for name, column in named.items() if column}

    @property
    def results(self) -> dict[str, tuple[str, ...]]:
        """The groups people can be in, by name."""
        coded = {one.name: one.results for one in self.coded}
        return coded | {one.name: one.results for one in self.measured}

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the file must have, each once, in the order they are named."""
        single = (self.person, self.start, self.end, self.month, self.joined)
        service = (self.joined_originally, self.service, self.reason, *self.kept)
        coded = (one.column for one in self.coded)
        measured = (one.column for one in self.measured)
        named = (*single, *service, *coded, *measured)
        return tuple(dict.fromkeys(name for name in named if name is not None))
