"""The period of the report, the years before it, and what is counted of each."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.stated.leaving import Headcount
from workbench.analyses.attrition.stated.period import counted_at, month_end, weights
from workbench.counts.staff import StaffWanted
from workbench.vocabulary.terms import OVERALL

YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """Some months on end, and over what people are counted in them.

    Attributes
    ----------
    name : str
        "overall" for the report's own period; "year ending 2022-06-30" for one before it.
    opening, last : int
        The month at whose end the period opens, and its last month.
    headcount : {"days", "months", "quarters", "ends"}
        Over what its headcount is a mean.
    """

    name: str
    opening: int
    last: int
    headcount: Headcount

    @property
    def dates(self) -> tuple[int, ...]:
        """Return the months at whose ends people are counted, where not every day is."""
        return counted_at(self.last, self.last - self.opening, self.headcount)

    def in_post(self, *by: str) -> StaffWanted:
        """Return what the mean headcount is made of: days in post, or people on dates."""
        if self.headcount == "days":
            return StaffWanted("days", by, first=self.opening + 1, last=self.last)
        return StaffWanted("headcount", by, at=self.dates)

    def leavers(self, *by: str) -> StaffWanted:
        """Return those who left within the period."""
        return StaffWanted("leavers", by, first=self.opening + 1, last=self.last)

    def cohort(self, *by: str) -> StaffWanted:
        """Return what became of those in post at the opening."""
        return StaffWanted("cohort", by, first=self.opening, last=self.last)

    def mean_headcount(self, table: pd.DataFrame) -> int:
        """Return the mean number of people in post, to the nearest.

        Parameters
        ----------
        table : DataFrame
            Of one group, as `in_post` wants it; further dates do not matter.

        Examples
        --------
        >>> table = pd.DataFrame({"days": [3650, 912]})
        >>> Period("overall", 24269, 24281, "days").mean_headcount(table)
        12
        """
        if self.headcount == "days":
            days = (month_end(self.last) - month_end(self.opening)).days
            return nearest(table["days"].sum() / days)
        shares = weights(self.headcount, self.last - self.opening)
        people = table.groupby("at")["people"].sum().reindex(self.dates, fill_value=0)
        return nearest(float(people.to_numpy() @ shares))


def nearest(number: float) -> int:
    """Return the whole number nearest to one that is at least 0, halves up.

    Examples
    --------
    >>> nearest(2.5), nearest(3.4)
    (3, 3)
    """
    return int(number + 0.5)


def headcount_of(parameters: Parameters, stated: Headcount | None = None) -> Headcount:
    """Return over what headcounts are means, as stated; a file of months holds no days."""
    headcount = stated or parameters.headcount
    return "months" if headcount == "days" and parameters.layout != "spells" else headcount


def earliest_opening(parameters: Parameters, headcount: Headcount) -> int:
    """Return the month at whose end a first period can open; its own where none is earlier.

    On the eve of the first whole month nobody is counted, but every day from then on is.
    """
    if parameters.data_from is None:
        return parameters.first_month - 1
    return parameters.window(0)[0] - (headcount == "days")


def ending(last: int, months: int = YEAR) -> str:
    """Return what a period is called that is not the report's own, by its last month.

    Examples
    --------
    >>> ending(2023 * 12 + 5), ending(2023 * 12 + 5, 9)
    ('year ending 2023-06-30', '9 months ending 2023-06-30')
    """
    kind = "year" if months == YEAR else f"{months} months"
    return f"{kind} ending {month_end(last).isoformat()}"


def own_period(parameters: Parameters) -> Period:
    """Return the period that the report is of."""
    last = parameters.last_month
    return Period(OVERALL, last - parameters.months, last, headcount_of(parameters))


def earlier_periods(parameters: Parameters) -> tuple[Period, ...]:
    """Return the periods before the report's own that the data hold whole, oldest first."""
    headcount, months = headcount_of(parameters), parameters.months
    first = earliest_opening(parameters, headcount)
    lasts = range(parameters.last_month - months, first + months - 1, -months)
    return tuple(
        Period(ending(last, months), last - months, last, headcount) for last in reversed(lasts)
    )
