"""What released cells say of waits: a group beside its comparator at one stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words


@dataclass(frozen=True, slots=True)
class Wait:
    """The days of one group in one stage, and those of its comparator."""

    finding: str
    own: ReleasedCell
    other: ReleasedCell


def waits(release: Release) -> Iterator[Wait]:
    """Yield every declared group in every stage that has days."""
    for finding in release.of_section("waiting"):
        at = {(cell.group, cell.stage): cell for cell in finding.cells}
        for cell in finding.cells:
            if cell.role == "declared":
                yield Wait(finding.name, cell, at[cell.comparator, cell.stage])


def apart(found: list[Wait]) -> list[Wait]:
    """Return those whose range of the difference leaves out 0, the largest difference first."""
    clear = [one for one in found if _clear(one.own.numbers.get("median_difference"))]
    return sorted(clear, key=lambda one: -abs(one.own.numbers["median_difference"].value or 0))


def still(release: Release, wait: Wait) -> tuple[int, tuple[float, float]] | None:
    """Return a day and the shares of both who still waited after it.

    The day is the first of those told of by which half of the comparator's who passed had.
    """
    own, other = (by_day(release, cell) for cell in (wait.own, wait.other))
    half = days_of(wait.other.numbers)
    for after, cell in own.items():
        both = [one.numbers.get("still_waiting") for one in (cell, other[after])]
        values = [number.value for number in both if number and number.value is not None]
        if after >= half and len(values) == 2:
            return after, (values[0], values[1])
    return None


def by_day(release: Release, cell: ReleasedCell) -> dict[int, ReleasedCell]:
    """Return the cells of one group in one stage by the days they are of."""
    name = f"waiting_by:{cell.characteristic}"
    return {
        int(one.stratum.split()[1]): one
        for one in (release[name].cells if name in release.names else ())
        if (one.group, one.stage) == (cell.group, cell.stage)
    }


def known(numbers: Mapping[str, ReleasedNumber], name: str) -> bool:
    """Tell whether a number is there and has a value."""
    return name in numbers and numbers[name].value is not None


def days_of(numbers: Mapping[str, ReleasedNumber]) -> float:
    """Return the median days; infinite where there is none."""
    value = numbers["median_days"].value if known(numbers, "median_days") else None
    return float("inf") if value is None else value


def day(value: float) -> str:
    """Return days as a whole number.

    Examples
    --------
    >>> day(61.0), day(44.5)
    ('61', '44')
    """
    return f"{value:.0f}"


def range_of(number: ReleasedNumber, form: Callable[[float], str]) -> str:
    """Return a range in the form given, also where both its ends are the value itself."""
    bare = number.lower is None and number.upper is None
    if bare and number.value is not None and not (number.lower_open or number.upper_open):
        return f"{form(number.value)} to {form(number.value)}"
    return words.span(number, form)


def _clear(number: ReleasedNumber | None) -> bool:
    if number is None or number.value is None:
        return False
    above = number.lower is not None and number.lower > 0
    return above or (number.upper is not None and number.upper < 0)
