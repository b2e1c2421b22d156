"""The months a report is of: which are closed, and over what heads are counted in them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workbench.analyses.attrition.stated.leaving import Headcount
from workbench.parameters.months import month_number

if TYPE_CHECKING:
    from workbench.analyses.attrition.parameters import Parameters

STEPS = {"quarters": 3, "months": 1}
LONGEST = 60


def whole_month(day: date) -> int:
    """Return the last month that is whole by the end of a day, as year × 12 + month − 1.

    Examples
    --------
    >>> whole_month(date(2023, 9, 30)) == month_number(date(2023, 9, 1))
    True
    >>> whole_month(date(2023, 9, 29)) == month_number(date(2023, 8, 1))
    True
    """
    return month_number(day) - (day.day < monthrange(day.year, day.month)[1])


def first_whole_month(day: date) -> int:
    """Return the first month that is whole from a day on.

    Examples
    --------
    >>> first_whole_month(date(2019, 7, 1)) == month_number(date(2019, 7, 1))
    True
    >>> first_whole_month(date(2019, 7, 2)) == month_number(date(2019, 8, 1))
    True
    """
    return month_number(day) + (day.day > 1)


def month_end(month: int) -> date:
    """Return the last day of a month.

    Examples
    --------
    >>> month_end(2023 * 12 + 1)
    datetime.date(2023, 2, 28)
    """
    year, following = divmod(month + 1, 12)
    return date(year, following + 1, 1) - timedelta(days=1)


def counted_at(last: int, months: int, headcount: Headcount) -> tuple[int, ...]:
    """Return the months at whose ends heads are counted, the opening first.

    Examples
    --------
    >>> counted_at(24281, 12, "quarters")
    (24269, 24272, 24275, 24278, 24281)
    >>> counted_at(24281, 12, "ends")
    (24269, 24281)
    """
    return tuple(range(last - months, last + 1, STEPS.get(headcount, months)))


def weights(headcount: Headcount, months: int) -> tuple[float, ...]:
    """Return the weight of each count of heads in their mean; they add up to 1.

    Between two dates the headcount is taken to run straight, so that the first and the last count
    half.

    Examples
    --------
    >>> weights("quarters", 12)
    (0.125, 0.25, 0.25, 0.25, 0.125)
    """
    spans = len(counted_at(0, months, headcount)) - 1
    return (0.5 / spans, *[1 / spans] * (spans - 1), 0.5 / spans)


def period_problems(parameters: Parameters) -> Iterator[str]:
    """Yield why no rate can be told of the period, each with its mend."""
    months = parameters.months
    if not 1 <= months <= LONGEST:
        yield f"'months' must be from 1 to {LONGEST}; found {months}. Write 12 for a year."
    elif parameters.headcount == "quarters" and months % 3:
        yield (
            f"'months' is {months}, which quarters do not fill. Write 12, or another headcount: "
            "days, months or ends."
        )
    if not 0 <= parameters.lag_months <= 12:
        yield (
            f"'lag_months' must be from 0 to 12; found {parameters.lag_months}. Write how many "
            "months late the last leavers are entered, such as 3."
        )
    else:
        yield from _end_problems(parameters)


def _end_problems(parameters: Parameters) -> Iterator[str]:
    end, closed = parameters.period_end, parameters.closed_month
    if end is not None and whole_month(end) != month_number(end):
        yield f"'period_end' {end} is not the last day of a month. Write that day."
    elif end is not None and month_number(end) > closed:
        yield (
            f"'period_end' {end} is after {month_end(closed)}, the last month that is closed: the "
            f"data were taken on {parameters.data_date}, and 'lag_months' cuts "
            f"{parameters.lag_months}. Write an earlier day, or take it out."
        )
    opening = parameters.first_month - 1
    # Whoever is in post at the opening must be seen then, or they would be missing among heads.
    since = parameters.data_from
    if since and opening < month_number(since) and since <= parameters.data_date:
        yield (
            f"'data_from' is {since}, and the period opens on {month_end(opening)}, "
            "when heads are first counted. Write fewer 'months', or a later 'period_end'."
        )
