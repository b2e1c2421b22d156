"""Numbers and groups in the words of the service."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Sequence
from datetime import date

from workbench.disclosure import ReleasedCell, ReleasedCount, ReleasedNumber
from workbench.findings import Context
from workbench.presentation.selection import is_ahead
from workbench.vocabulary.characteristics import PEOPLE
from workbench.vocabulary.terms import EVIDENCE

WITHHELD = "[c]"
NOT_AVAILABLE = "[x]"
SIZES = {"material": "large", "small": "small"}


def people_of(group: str, context: Context) -> str:
    """Return how the people of a group are spoken of.

    Examples
    --------
    >>> context = Context("a", "t", "synthetic", people="applicants")
    >>> people_of("Black", context), people_of("Band 4", context)
    ('Black applicants', 'applicants in the group “Band 4”')
    """
    template = PEOPLE.get(group, "{people} in the group “{group}”")
    return template.format(people=context.people, group=group)


def of_100(share: float, *, decimals: int = 0) -> str:
    """Return a share as so many of every 100.

    Examples
    --------
    >>> of_100(0.1144), of_100(0.1144, decimals=1), of_100(0.999), of_100(1.0)
    ('11', '11.4', 'nearly 100', '100')
    >>> of_100(0.001), of_100(0.0)
    ('fewer than 1', '0')
    """
    text = f"{100 * share:.{decimals}f}"
    if 0 < share < 1 and float(text) == 100:
        return "nearly 100"
    if 0 < share < 1 and float(text) == 0:
        return "fewer than 1"
    return text


def are_hidden(*counts: ReleasedCount | None) -> bool:
    """Tell whether any of these counts is not shown at all: it may be large.

    Examples
    --------
    >>> are_hidden(ReleasedCount(None, "<5"), None), are_hidden(ReleasedCount(None, "[c]"))
    (False, True)
    """
    return any(one is not None and one.value is None and one.shown == WITHHELD for one in counts)


def rate(number: ReleasedNumber | None, *, decimals: int = 0) -> str:
    """Return a released rate per 100, or the bound that is all that may be said.

    Examples
    --------
    >>> rate(ReleasedNumber(0.164)), rate(ReleasedNumber(None, upper=0.143)), rate(None)
    ('16', 'under 15', '[c]')
    """
    if number is None:
        return WITHHELD
    if number.value is not None:
        return of_100(number.value, decimals=decimals)
    if number.upper is not None:
        return f"under {int(100 * number.upper) + 1}"
    return f"over {max(int(100 * (number.lower or 0)), 0)}"


def ratio(value: float) -> str:
    """Return a ratio to two places; large ones to one.

    Examples
    --------
    >>> ratio(0.6558), ratio(12.34)
    ('0.66', '12.3')
    """
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def two_figures(value: float) -> str:
    """Return a ratio that is known to two figures only.

    Examples
    --------
    >>> two_figures(0.9), two_figures(1.2)
    ('0.90', '1.2')
    """
    return ratio(value) if value < 1 else f"{value:.1f}"


def ratio_form(number: ReleasedNumber) -> Callable[[float], str]:
    """Return how a ratio and its limits are written: no finer than they were released.

    Examples
    --------
    >>> ratio_form(ReleasedNumber(1.1, 0.97, 1.2))(1.1)
    '1.1'
    >>> ratio_form(ReleasedNumber(1.1, 0.9713, 1.2))(1.1)
    '1.10'
    """
    told = (part for part in (number.value, number.lower, number.upper) if part is not None)
    coarse = all(float(f"{part:.2g}") == part for part in told)
    return two_figures if coarse else ratio


def span(number: ReleasedNumber | None, form: Callable[[float], str]) -> str:
    """Return an interval, each end in the form given; an end that is not known says so."""
    if number is None or (number.lower is None and number.upper is None):
        return NOT_AVAILABLE
    low = form(number.lower) if number.lower is not None else "no lower limit"
    high = form(number.upper) if number.upper is not None else "no upper limit"
    return f"{low} to {high}"


def points(value: float) -> str:
    """Return a difference in rates in percentage points, its sign in front.

    Examples
    --------
    >>> points(-0.0512), points(0.021), points(0.0001)
    ('−5', '+2', '0')
    """
    whole = round(100 * value)
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{abs(whole)}"


def p_value(value: float | None) -> str:
    """Return a p-value to two figures that count.

    Examples
    --------
    >>> p_value(0.0421), p_value(0.00043), p_value(None), p_value(1.0)
    ('0.042', 'under 0.001', '–', '1')
    """
    if value is None:
        return "–"
    return "under 0.001" if value < 0.001 else f"{value:.2g}"


def headcount(value: float, *, exact: bool) -> str:
    """Return a number of people; "about", to the nearest 5, where counts are rounded.

    Examples
    --------
    >>> headcount(33.9, exact=False), headcount(33.9, exact=True), headcount(1.8, exact=False)
    ('about 35', '34', 'fewer than 5')
    """
    size = abs(value)
    if exact:
        return f"{size:,.0f}"
    nearest = 5 * round(size / 5)
    return f"about {nearest:,}" if nearest else "fewer than 5"


def more_or_fewer(number: ReleasedNumber, *, exact: bool) -> str:
    """Return how many more or fewer people there would be at equal rates.

    Where rounding leaves open which of the two it is, that is what is said.

    Examples
    --------
    >>> more_or_fewer(ReleasedNumber(33.9, 29.1, 38.7), exact=False)
    'about 35 more (29 to 39)'
    >>> more_or_fewer(ReleasedNumber(-4.2, -8.9, 0.5), exact=False)
    'about even'
    >>> more_or_fewer(ReleasedNumber(-4.2), exact=True)
    '4 fewer'
    """
    value = number.value or 0.0
    if number.lower is None or number.upper is None:
        many = headcount(value, exact=exact)
        return many if many == "0" else f"{many} {'more' if value > 0 else 'fewer'}"
    if number.lower <= 0 <= number.upper:
        return "about even"
    ends = sorted(abs(end) for end in (number.lower, number.upper))
    direction = "more" if value > 0 else "fewer"
    span_text = f"({ends[0]:,.0f} to {ends[1]:,.0f})"
    return f"{headcount(value, exact=exact)} {direction} {span_text}"


def verdict(cell: ReleasedCell) -> str:
    """Return the verdict in its fixed phrase, with the size of a disparity."""
    if cell.verdict is None:
        return "Not tested"
    phrase = cell.verdict[0].upper() + cell.verdict[1:]
    if cell.verdict == EVIDENCE and cell.size:
        favour = ", in this group’s favour" if is_ahead(cell) else ""
        return f"{phrase}: {SIZES[cell.size]}{favour}"
    return phrase


def listed(items: Sequence[str]) -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def day(iso: str) -> str:
    """Return a day as the service writes it.

    Examples
    --------
    >>> day("2023-06-30")
    '30 June 2023'
    """
    read = date.fromisoformat(iso)
    return f"{read.day} {month_name[read.month]} {read.year}"


def capital(text: str) -> str:
    """Return the text with its first letter in upper case."""
    return text[:1].upper() + text[1:]
