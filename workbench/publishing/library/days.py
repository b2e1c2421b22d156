"""Days in words."""

from __future__ import annotations

from datetime import datetime


def day(stamp: str) -> str:
    """Return the day of a time stamp as it is written in British English.

    Examples
    --------
    >>> day("2026-04-03T09:00:00Z"), day("2026-04-03")
    ('3 April 2026', '3 April 2026')
    """
    moment = datetime.fromisoformat(stamp)
    return f"{moment.day} {moment:%B %Y}"
