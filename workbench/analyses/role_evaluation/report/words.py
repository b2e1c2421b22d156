"""How an outcome and its changes are said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.disclosure import Release, ReleasedNumber
from workbench.presentation import words

FEWER_OF = ("hours", "days", "leavers", "vacant posts", "people")
ONE = {"hours": "hour", "days": "day", "points": "point", "leavers": "leaver", "posts": "post"}


@dataclass(frozen=True, slots=True)
class Told:
    """One outcome as the parameters state it.

    Attributes
    ----------
    name, title, measured_in : str
    better : {"lower", "higher"}
    worthwhile : float
        The least change worth having.
    judged, placebo : bool
    """

    name: str
    title: str
    measured_in: str
    better: str
    worthwhile: float
    judged: bool
    placebo: bool


def told(release: Release) -> Mapping[str, Told]:
    """Return every outcome by name, the primary one first."""
    return {
        row["name"]: Told(
            row["name"],
            row["title"],
            row["measured_in"],
            row["better"],
            float(row["worthwhile"]),
            bool(row["judged"]),
            bool(row["placebo"]),
        )
        for row in release.context.stated.get("outcomes", ())
    }


def fact(release: Release, name: str) -> str:
    """Return one of the facts that the report states of the roll-out; empty where it has none."""
    rows = release.context.stated.get("facts", ())
    return rows[0].get(name, "") if rows else ""


def place(release: Release) -> str:
    """Return what dates were given to: a region, or a unit where dates differ within regions."""
    shared = fact(release, "clusters") == fact(release, "regions")
    return "region" if fact(release, "by_region") and shared else "unit"


def figure(value: float) -> str:
    """Return a size without its sign, to the decimals it was released with.

    Examples
    --------
    >>> figure(-2.9), figure(4.0), figure(0.06), figure(12.25)
    ('2.9', '4', '0.06', '12.2')
    """
    return f"{abs(value):,.3g}"


def amount(value: float, one: Told) -> str:
    """Return a size with its unit of measurement.

    Examples
    --------
    >>> hours = Told("h", "time on administration", "hours a week", "lower", 1.0, True, False)
    >>> amount(-2.9, hours), amount(1.0, hours)
    ('2.9 hours a week', '1 hour a week')
    """
    return f"{figure(value)} {_measured_in(value, one)}"


def _measured_in(value: float, one: Told) -> str:
    if abs(value) != 1:
        return one.measured_in
    return " ".join(ONE.get(word, word) for word in one.measured_in.split(" "))


def direction(value: float, one: Told) -> str:
    """Return which way a change goes.

    Examples
    --------
    >>> hours = Told("h", "time on administration", "hours a week", "lower", 1.0, True, False)
    >>> points = Told("s", "on time", "percentage points", "higher", 3.0, True, False)
    >>> direction(-2.9, hours), direction(4.0, hours), direction(4.0, points)
    ('fewer', 'more', 'higher')
    """
    if one.measured_in.startswith(FEWER_OF):
        return "fewer" if value < 0 else "more"
    return "lower" if value < 0 else "higher"


def is_better(value: float, one: Told) -> bool:
    """Tell whether a change is for the better."""
    return (value < 0) == (one.better == "lower")


def ends(number: ReleasedNumber, one: Told) -> str:
    """Return the likely range of a change, each end with its direction where they differ.

    Examples
    --------
    >>> hours = Told("h", "time on administration", "hours a week", "lower", 1.0, True, False)
    >>> ends(ReleasedNumber(-2.9, -4.0, -1.5), hours), ends(ReleasedNumber(-0.5, -2.0, 1.1), hours)
    ('1.5 to 4', '2 fewer to 1.1 more')
    """
    low, high = number.lower, number.upper
    if low is None or high is None:
        return words.span(number, lambda value: f"{figure(value)} {direction(value, one)}")
    if low <= 0 <= high:
        return f"{figure(low)} {direction(-1, one)} to {figure(high)} {direction(1, one)}"
    least, most = sorted((abs(low), abs(high)))
    return f"{figure(least)} to {figure(most)}"


def size(value: float, one: Told) -> str:
    """Return a change without its range.

    Examples
    --------
    >>> hours = Told("h", "time on administration", "hours a week", "lower", 1.0, True, False)
    >>> size(-2.9, hours), size(0.0, hours)
    ('2.9 fewer hours a week', 'no change')
    """
    if value == 0:
        return "no change"
    way = direction(value, one)
    if way in ("fewer", "more"):
        return f"{figure(value)} {way} {_measured_in(value, one)}"
    return f"{amount(value, one)} {way}"


def change(number: ReleasedNumber | None, one: Told, *, than: str = "") -> str:
    """Return a change with its likely range; that it is not known, where it is not.

    `than` is what it is compared with, between the change and its range.

    Examples
    --------
    >>> hours = Told("h", "time on administration", "hours a week", "lower", 1.0, True, False)
    >>> change(ReleasedNumber(-2.9, -4.0, -1.5), hours)
    '2.9 fewer hours a week (likely range 1.5 to 4)'
    >>> points = Told("s", "on time", "percentage points", "higher", 3.0, True, False)
    >>> change(ReleasedNumber(4.3, 0.1, 7.8), points)
    '4.3 percentage points higher (likely range 0.1 to 7.8)'
    """
    if number is None or number.value is None:
        return "not known"
    told = size(number.value, one)
    if number.lower is None and number.upper is None:
        return told + than
    return f"{told}{than} (likely range {ends(number, one)})"
