"""What stands on the sheets of the spreadsheet: one table for each kind of finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.disclosure import (
    Release,
    ReleasedCell,
    ReleasedCount,
    ReleasedFinding,
    ReleasedNumber,
)
from workbench.presentation.selection import OVERALL
from workbench.presentation.words import NOT_AVAILABLE, WITHHELD, capital

NOT_APPLICABLE = "[z]"
NO_LIMIT = "no limit"
Value = str | int | float
"""What a cell of the spreadsheet holds."""
Column = tuple[str, Sequence[Value | None]]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a title, column heads, and rows without a blank.

    Attributes
    ----------
    name : str
        What its sheet is called, where the name is free and allowed.
    title : str
        What the table is of.
    head : tuple of str
        One text a column, no two alike.
    rows : tuple of tuple
        Texts and numbers.
    """

    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def tables(release: Release) -> tuple[Table, ...]:
    """Return a table for each section of a release, a row for each of its cells."""
    return tuple(_table(release, section) for section in sections(release))


def sections(release: Release) -> tuple[str, ...]:
    """Return the sections that have cells, in order."""
    return tuple(dict.fromkeys(one.section for one in release.findings if one.cells))


def _table(release: Release, section: str) -> Table:
    findings = release.of_section(section)
    cells = [cell for finding in findings for cell in finding.cells]
    titles = [finding.title for finding in findings for _ in finding.cells]
    columns: list[Column] = [
        ("Finding", list(titles)),
        *_keys(release, cells),
        *_counts(cells),
        *_numbers(cells, complete=release.complete),
        *_tests(cells),
    ]
    kept = [
        (head, values) for head, values in columns if any(value is not None for value in values)
    ]
    filled = [
        [NOT_APPLICABLE if value is None else value for value in values] for _, values in kept
    ]
    name = _head(section)
    heads = _unlike([head for head, _ in kept])
    return Table(name, _title(name, findings), heads, tuple(zip(*filled, strict=True)))


def _title(name: str, findings: Sequence[ReleasedFinding]) -> str:
    """Say what findings are of: the words after the characteristic, which most of them share."""
    titles = [finding.title for finding in findings]
    told = dict.fromkeys(title.partition(": ")[2] or title for title in titles)
    return capital(next(iter(told))) if len(told) == 1 else f"{name}: {'; '.join(told)}"


def _keys(release: Release, cells: Sequence[ReleasedCell]) -> Iterator[Column]:
    context = release.context
    stages = {**context.stages, OVERALL: "over all stages"}
    forms: Mapping[str, Callable[[ReleasedCell], str]] = {
        "Characteristic": lambda cell: context.titles.get(cell.characteristic, cell.characteristic),
        "Group": lambda cell: cell.group,
        "Role": lambda cell: cell.role,
        "Comparison group": lambda cell: cell.comparator,
        "Stage": lambda cell: stages.get(cell.stage, cell.stage),
        "Basis": lambda cell: cell.basis,
        "Stratum": lambda cell: cell.stratum,
    }
    for head, form in forms.items():
        yield head, [form(cell) or None for cell in cells]


def _counts(cells: Sequence[ReleasedCell]) -> Iterator[Column]:
    for name in dict.fromkeys(name for cell in cells for name in cell.counts):
        yield _head(name), [_count(cell.counts.get(name)) for cell in cells]


def _count(count: ReleasedCount | None) -> Value | None:
    if count is None:
        return None
    return count.shown if count.value is None else count.value


def _numbers(cells: Sequence[ReleasedCell], *, complete: bool) -> Iterator[Column]:
    """Yield each number's value, and its limits where any of them has some."""
    absent = NOT_AVAILABLE if complete else WITHHELD
    for name in dict.fromkeys(name for cell in cells for name in cell.numbers):
        # What no row of a kind has does not apply to that kind; else it is withheld here.
        kinds = {(cell.role, cell.basis) for cell in cells if name in cell.numbers}
        gaps = [absent if (cell.role, cell.basis) in kinds else None for cell in cells]
        numbers = [cell.numbers.get(name) for cell in cells]
        pairs = list(zip(numbers, gaps, strict=True))
        yield _head(name), [gap if one is None else _value(one, absent) for one, gap in pairs]
        if any(one is not None and _has_limits(one) for one in numbers):
            for part in ("lower", "upper"):
                limits = [gap if one is None else _limit(one, part) for one, gap in pairs]
                yield f"{_head(name)}: {part} limit", limits


def _has_limits(number: ReleasedNumber) -> bool:
    ends = (number.lower, number.upper)
    return number.lower_open or number.upper_open or any(end is not None for end in ends)


def _value(number: ReleasedNumber, absent: str) -> Value:
    return absent if number.value is None else number.value


def _limit(number: ReleasedNumber, part: str) -> Value:
    if getattr(number, f"{part}_open"):
        return NO_LIMIT
    end = getattr(number, part)
    return NOT_AVAILABLE if end is None else end


def _tests(cells: Sequence[ReleasedCell]) -> Iterator[Column]:
    names = ("p_value", "p_adjusted", "family", "family_size", "verdict", "size", "reason")
    for name in names:
        yield _head(name), [getattr(cell, name) for cell in cells]


def methods(release: Release, names: Mapping[str, str]) -> Table:
    """Return how each number was worked out: a row for each table, number, method and level.

    Parameters
    ----------
    release : Release
        Where the numbers are.
    names : mapping of str to str
        The sheet's name by the section's.
    """
    rows = dict.fromkeys(
        (
            names[finding.section],
            _head(name),
            number.method or NOT_APPLICABLE,
            NOT_APPLICABLE if number.level is None else number.level,
        )
        for finding in release.findings
        for cell in finding.cells
        for name, number in cell.numbers.items()
    )
    head = ("Worksheet", "Number", "Method", "Confidence level")
    title = "Methods: how each number and its limits were worked out"
    # A table must have a row to be marked as one.
    none = ("All", "Counts alone, which no method worked out", NOT_APPLICABLE, NOT_APPLICABLE)
    return Table("Methods", title, head, tuple(rows) or (none,))


def _head(name: str) -> str:
    """Return a column's head: the field's own word for what it holds.

    Examples
    --------
    >>> _head("relative_rate_index"), _head("p_value")
    ('Relative rate index', 'P value')
    """
    return capital(name.replace("_", " "))


def _unlike(heads: Sequence[str]) -> tuple[str, ...]:
    """Return the heads, numbered where one reads like an earlier one: they must differ."""
    seen: dict[str, int] = {}
    made = []
    for head in heads:
        number = seen[head.casefold()] = seen.get(head.casefold(), 0) + 1
        made.append(head if number == 1 else f"{head} ({number})")
    return tuple(made)
