"""Months as numbers, so that the distance between two is their difference."""

from __future__ import annotations

from datetime import date


def month_number(day: date) -> int:
    """Return the number of the month of a day: twelve a year, January of the year 0 being 0.

    Examples
    --------
    >>> month_number(date(2023, 6, 30))
    24281
    """
    return day.year * 12 + day.month - 1
