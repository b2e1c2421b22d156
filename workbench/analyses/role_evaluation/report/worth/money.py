"""How amounts of money, and what they are reckoned from, are said."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor, log10

from workbench.disclosure import ReleasedNumber
from workbench.presentation import words

MILLION = 1e6
SLACK = 1e-9
"""So that a limit of two figures stays."""


def pounds(value: float) -> str:
    """Return pounds to two figures, with a minus sign where they are lost.

    Examples
    --------
    >>> pounds(5_196_884), pounds(-848_200), pounds(996_000), pounds(12_340_000), pounds(0.0)
    ('£5.2 million', '−£850,000', '£1.0 million', '£12 million', '£0')
    """
    rounded = float(f"{abs(value):.2g}")
    sign = "−" if value < 0 and rounded else ""
    if rounded >= 10 * MILLION:
        return f"{sign}£{rounded / MILLION:,.0f} million"
    if rounded >= MILLION:
        return f"{sign}£{rounded / MILLION:.1f} million"
    return f"{sign}£{rounded:,.0f}"


def pence(value: float) -> str:
    """Return pounds and pence.

    Examples
    --------
    >>> pence(0.8), pence(42.5), pence(-0.13)
    ('£0.80', '£42.50', '−£0.13')
    """
    return f"{'−' if value < 0 else ''}£{abs(value):,.2f}"


def span(number: ReleasedNumber, form: Callable[[float], str] = pounds) -> str:
    """Return a likely range in the form given.

    Examples
    --------
    >>> span(ReleasedNumber(4.2e6, 3.0e6, 5.4e6)), span(ReleasedNumber(4.2e6))
    ('£3.0 million to £5.4 million', '[x]')
    """
    ends = (number.lower, number.upper)
    if form is not pounds or ends == (None, None):
        return words.span(number, form)
    # Cut to two figures, a range must still hold what it held.
    low, high = (_outwards(end, up=up) for end, up in zip(ends, (False, True), strict=True))
    first = pounds(low) if low is not None else "no lower limit"
    return f"{first} to {pounds(high) if high is not None else 'no upper limit'}"


def _outwards(value: float | None, *, up: bool) -> float | None:
    """Return a limit to two figures, away from what lies within.

    Examples
    --------
    >>> _outwards(-20_100_000.0, up=False), _outwards(4_110.0, up=True), _outwards(5_400.0, up=True)
    (-21000000.0, 4200.0, 5400.0)
    """
    if not value:
        return value
    unit = 10.0 ** (floor(log10(abs(value)) + SLACK) - 1)
    turn = ceil if up else floor
    return turn(value / unit - (SLACK if up else -SLACK)) * unit


def with_range(number: ReleasedNumber | None, form: Callable[[float], str] = pounds) -> str:
    """Return an amount and, where it has one, its likely range.

    Examples
    --------
    >>> with_range(ReleasedNumber(4.2e6, 3.0e6, 5.4e6))
    '£4.2 million (likely range £3.0 million to £5.4 million)'
    >>> with_range(ReleasedNumber(0.8), pence), with_range(None)
    ('£0.80', 'not known')
    """
    if number is None or number.value is None:
        return "not known"
    told = form(number.value)
    if number.lower is None and number.upper is None:
        return told
    return f"{told} (likely range {span(number, form)})"


def in_cell(number: ReleasedNumber | None, form: Callable[[float], str] = pounds) -> str:
    """Return an amount with its range as a table has it.

    Examples
    --------
    >>> in_cell(ReleasedNumber(4.2e6, 3.0e6, 5.4e6)), in_cell(None)
    ('£4.2 million (£3.0 million to £5.4 million)', '[c]')
    """
    if number is None or number.value is None:
        return words.WITHHELD
    return with_range(number, form).replace("likely range ", "")


def either_way(number: ReleasedNumber | None, more: str, less: str) -> str:
    """Return an amount that may be a gain or a loss, in words and not with a sign.

    Examples
    --------
    >>> either_way(ReleasedNumber(-4.5e5, -2.5e6, 1.5e6), "less spent", "more spent")
    '£450,000 more spent (likely range £2.5 million more spent to £1.5 million less spent)'
    >>> either_way(ReleasedNumber(2.1e6), "gained", "lost"), either_way(None, "gained", "lost")
    ('£2.1 million gained', '[c]')
    """
    if number is None or number.value is None:
        return words.WITHHELD
    told = _way(number.value, more, less)
    if number.lower is None or number.upper is None:
        return told
    low, high = _outwards(number.lower, up=False), _outwards(number.upper, up=True)
    ends = (_way(end or 0.0, more, less) for end in (low, high))
    return f"{told} (likely range {' to '.join(ends)})"


def _way(value: float, more: str, less: str) -> str:
    return f"{pounds(abs(value))} {less if value < 0 else more}"


def of_kind(value: float, kind: str) -> str:
    """Return an assumption in its own unit.

    Examples
    --------
    >>> of_kind(32_900, "pounds"), of_kind(42.5, "pence"), of_kind(44, "weeks")
    ('£32,900', '£42.50', '44 weeks')
    >>> of_kind(0.05, "share")
    '5%'
    """
    if kind == "pounds":
        return f"£{value:,.0f}"
    if kind == "pence":
        return pence(value)
    return f"{100 * value:.3g}%" if kind == "share" else f"{value:.3g} weeks"


def of_100_draws(share: float) -> str:
    """Return a share of draws in words.

    Examples
    --------
    >>> of_100_draws(0.084), of_100_draws(0.0), of_100_draws(1.0), of_100_draws(0.002)
    ('8 of every 100 draws', 'none of the draws', 'all of the draws', 'fewer than 1 of every 100 draws')
    """  # noqa: E501
    if share in (0.0, 1.0):
        return "all of the draws" if share else "none of the draws"
    return f"{words.of_100(share)} of every 100 draws"
