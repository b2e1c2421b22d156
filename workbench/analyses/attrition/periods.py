"""The period of the report, the years before it, and what is counted of each."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.stated.period import counted_at, month_end
from workbench.counts.staff import StaffWanted
from workbench.vocabulary.terms import OVERALL


@dataclass(frozen=True, slots=True)
class Period:
    """Some months on end, and the dates on which people are counted.

    Attributes
    ----------
    name : str
        "overall" for the report's own period; "year ending 2022-06-30" for one before it.
    dates : tuple of int
        Months at whose ends people are counted, the opening first.
    """

    name: str
    dates: tuple[int, ...]

    @property
    def opening(self) -> int:
        """Return the month at whose end the period opens."""
        return self.dates[0]

    @property
    def last(self) -> int:
        """Return its last month."""
        return self.dates[-1]

    def headcount(self, *by: str) -> StaffWanted:
        """Return people in post on each of the dates."""
        return StaffWanted("headcount", by, at=self.dates)

    def leavers(self, *by: str) -> StaffWanted:
        """Return those who left within the period."""
        return StaffWanted("leavers", by, first=self.opening + 1, last=self.last)

    def cohort(self, *by: str) -> StaffWanted:
        """Return what became of those in post at the opening."""
        return StaffWanted("cohort", by, first=self.opening, last=self.last)


def year_ending(month: int) -> str:
    """Return what a period is called that is not the report's own, by its last month.

    Examples
    --------
    >>> year_ending(2023 * 12 + 5)
    'year ending 2023-06-30'
    """
    return f"year ending {month_end(month).isoformat()}"


def own_period(parameters: Parameters) -> Period:
    """Return the period that the report is of."""
    return Period(OVERALL, parameters.headcount_months)


def earlier_periods(parameters: Parameters) -> tuple[Period, ...]:
    """Return the periods before the report's own that the data hold whole, oldest first."""
    if parameters.data_from is None:
        return ()
    first, found = parameters.window(0)[0], []
    last = parameters.last_month - parameters.months
    while last - parameters.months + 1 > first:
        dates = counted_at(last, parameters.months, parameters.headcount)
        found.append(Period(year_ending(last), dates))
        last -= parameters.months
    return tuple(reversed(found))
