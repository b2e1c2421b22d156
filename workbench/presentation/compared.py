"""What a cell's comparison says, one text a column."""

from __future__ import annotations

from collections.abc import Callable

from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words

NO_BREAK = "\u00a0"
RATES = (
    "Of every 100 (likely range)",
    "Rate ratio (likely range)",
    "Ratio of not passing (likely range)",
    "Difference in points (likely range)",
)
SURENESS = (
    "More or fewer at equal rates",
    "Smallest gap behind we could see (ratio below)",
    "Would one person change who is ahead?",
    "p, adjusted",
)


def rate(release: Release, cell: ReleasedCell, decimals: int = 0) -> str:
    """Return how many of every 100 passed."""
    number = cell.numbers.get("selection_rate")
    if number is None and release.complete:
        return words.NOT_AVAILABLE
    return words.rate(number, decimals=decimals)


def rates(release: Release, cell: ReleasedCell) -> list[str]:
    """Return the texts of `RATES`: the group's rate, and how it compares."""
    decimals = 1 if release.exact else 0
    own = cell.numbers.get("selection_rate")
    share = rate(release, cell, decimals)
    if own is not None and own.value is not None and own.lower is not None:
        span = words.span(own, lambda value: words.of_100(value, decimals=decimals))
        share += _below(span)
    if cell.role == "comparator":
        return [share, *["–"] * (len(RATES) - 1)]
    return [
        share,
        _with_range(release, cell, "relative_rate_index", words.ratio),
        _with_range(release, cell, "relative_nonpassing_rate", words.ratio),
        _with_range(release, cell, "rate_difference", words.points),
    ]


def sureness(release: Release, cell: ReleasedCell) -> list[str]:
    """Return the texts of `SURENESS`: the people, and what could have been seen."""
    if cell.role == "comparator":
        return ["–"] * len(SURENESS)
    return [
        _people(release, cell),
        _value(release, cell, "minimum_detectable_ratio", words.ratio),
        _flip(release, cell),
        words.p_value(cell.p_adjusted),
    ]


def _below(span: str) -> str:
    """Return a range on a line of its own that does not break."""
    return "\n(" + span.replace(" ", NO_BREAK) + ")"


def _flip(release: Release, cell: ReleasedCell) -> str:
    number = cell.numbers.get("one_person_flip")
    if number is not None and number.lower is not None:
        return "Rounding hides it"
    return _value(release, cell, "one_person_flip", lambda value: "Yes" if value else "No")


def _value(release: Release, cell: ReleasedCell, name: str, form: Callable[[float], str]) -> str:
    number = cell.numbers.get(name)
    if number is None:
        compared = "relative_rate_index" in cell.numbers
        return words.NOT_AVAILABLE if compared or release.complete else words.WITHHELD
    return form(number.value) if number.value is not None else words.NOT_AVAILABLE


def _with_range(
    release: Release, cell: ReleasedCell, name: str, form: Callable[[float], str]
) -> str:
    number = cell.numbers.get(name)
    shown = _value(release, cell, name, form)
    if number is None or number.value is None or (number.lower is None and number.upper is None):
        return shown
    return shown + _below(words.span(number, form))


def _people(release: Release, cell: ReleasedCell) -> str:
    number = cell.numbers.get("shortfall")
    if number is None or number.value is None:
        return words.NOT_AVAILABLE if release.complete else words.WITHHELD
    text = words.more_or_fewer(number, exact=release.exact)
    start = "(" if release.exact else "(rounding: "
    return text.replace(" (", f"\n{start}").replace(" ", NO_BREAK)
