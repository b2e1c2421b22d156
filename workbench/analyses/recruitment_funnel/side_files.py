"""Small tables beside the campaign's file, read strictly: every problem at once, none mended."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO, TextIOWrapper
from typing import NoReturn

from workbench.errors import DataError, StorageError
from workbench.parameters.root import resolve
from workbench.parameters.strict import unseen
from workbench.records.checking.likeness import described
from workbench.storage import opened

MOST_NAMED = 5
"""Lines and labels named in one message; of the rest it says how many they are."""
NUMBER = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: where it stands, counted from 1 with the header, and its texts."""

    number: int
    texts: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the text of a column."""
        return self.texts[column]


class SideTable:
    """A table of texts and every problem found in it, told together by `finish`.

    Attributes
    ----------
    columns : tuple of str
        Its columns.
    lines : tuple of Line
        Every line below the header that is not blank.

    Raises
    ------
    DataError
        If there is no table: no such file, not readable as text, or nothing in it.
    """

    def __init__(self, path: str) -> None:
        self._source = resolve(path).name
        self._problems: list[str] = []
        rows = self._rows(path)
        self.columns = tuple(rows[0][1])
        if doubled := sorted({name for name in self.columns if self.columns.count(name) > 1}):
            self.refuse(f"The column {quoted(doubled)} stands there twice. Keep one.")
        ragged = [number for number, texts in rows[1:] if len(texts) != len(self.columns)]
        if ragged:
            self.refuse(
                f"{on(ragged)} {'has' if len(ragged) == 1 else 'have'} more or fewer fields than "
                f"the header's {len(self.columns)}. Put a text with commas in quotation marks."
            )
        hiding = [number for number, texts in rows if unseen("".join(texts))]
        if hiding:
            marks = ", ".join(unseen("".join("".join(texts) for _, texts in rows)))
            self.refuse(f"{on(hiding)}: characters that cannot be seen ({marks}). Take them out.")
        self.lines = tuple(
            Line(number, dict(zip(self.columns, texts, strict=True)))
            for number, texts in rows[1:]
            if len(texts) == len(self.columns)
        )

    def _rows(self, path: str) -> list[tuple[int, list[str]]]:
        try:
            with TextIOWrapper(opened(resolve(path)), encoding="utf-8-sig") as file:
                text = file.read()
        except UnicodeDecodeError:
            self._stop("It is not text in UTF-8. Save it as “CSV UTF-8”.")
        except StorageError as error:
            raise DataError(str(error)) from error
        except OSError:
            self._stop(f"There is no such file that can be read. Mend the path {path!r}.")
        # A blank is the only missing value: "None" and "NA" are labels like any other.
        reader = csv.reader(StringIO(text, newline=""), strict=True)
        try:
            rows = [(reader.line_num, row) for row in reader if any(row)]
        except csv.Error:
            self._stop(
                f"Line {reader.line_num} opens or closes a quotation mark too many. Mend it."
            )
        if len(rows) < 2:
            self._stop("It holds no rows below a header. Fill it, or take its path out.")
        return rows

    def _stop(self, problem: str) -> NoReturn:
        raise DataError.gather(self._source, [problem])

    def refuse(self, problem: str) -> None:
        """Remember a problem: a sentence with its mend."""
        self._problems.append(problem)

    def has(self, *columns: str) -> bool:
        """Tell whether columns are there; those that are not are a problem."""
        missing = [name for name in columns if name not in self.columns]
        for name in missing:
            near = described(name, self.columns).removeprefix(repr(name))
            there = near or f"; there are {quoted(self.columns)}"
            self.refuse(f"There is no column {name!r}{there}. Add it, or name it so.")
        return not missing

    def refuse_blanks(self, lines: Iterable[Line], *columns: str) -> None:
        """Refuse lines without a text in columns that need one."""
        for column in columns:
            if blank := [line.number for line in lines if not line[column].strip()]:
                self.refuse(f"Column {column!r}: {on(blank, small=True)} blank. Fill it.")

    def refuse_labels(
        self, lines: Iterable[Line], column: str, known: Sequence[str], mend: str
    ) -> list[Line]:
        """Refuse labels that are not known, the nearest one named; return the other lines."""
        lines = list(lines)
        strange: dict[str, list[int]] = {}
        for line in lines:
            if line[column] not in known:
                strange.setdefault(line[column], []).append(line.number)
        for label, numbers in list(strange.items())[:MOST_NAMED]:
            where = on(numbers, small=True)
            self.refuse(f"Column {column!r}, {where}: {described(label, known)}. {mend}")
        if len(strange) > MOST_NAMED:
            self.refuse(f"Column {column!r} has {len(strange) - MOST_NAMED} more such labels.")
        return [line for line in lines if line[column] not in strange]

    def refuse_doubled(self, lines: Iterable[Line], columns: Sequence[str]) -> list[Line]:
        """Refuse lines that tell of the same thing; return the first of each."""
        seen: dict[tuple[str, ...], list[Line]] = {}
        for line in lines:
            seen.setdefault(tuple(line[column] for column in columns), []).append(line)
        doubled = [(key, alike) for key, alike in seen.items() if len(alike) > 1]
        for key, alike in doubled[:MOST_NAMED]:
            where = on(line.number for line in alike)
            self.refuse(f"{where} tell of the same: {', '.join(key)}. Keep one.")
        if len(doubled) > MOST_NAMED:
            self.refuse(f"{len(doubled) - MOST_NAMED} more are told of twice.")
        return [alike[0] for alike in seen.values()]

    def numbers(
        self, lines: Iterable[Line], column: str, fits: Callable[[float], bool], mend: str
    ) -> dict[int, float]:
        """Return numbers by line; refuse those that are none or do not fit."""
        told, wrong = {}, {}
        for line in lines:
            text = line[column]
            value = float(text) if NUMBER.fullmatch(text) else None
            if value is None or not fits(value):
                wrong[line.number] = text
            else:
                told[line.number] = value
        if wrong:
            shown = quoted(list(wrong.values()))
            self.refuse(f"Column {column!r}, {on(wrong, small=True)}: {shown}. {mend}")
        return told

    def finish(self) -> None:
        """Raise every problem, if there is any."""
        if self._problems:
            raise DataError.gather(self._source, self._problems)


def on(numbers: Iterable[int], *, small: bool = False) -> str:
    """Name lines, the first few of them.

    Examples
    --------
    >>> on([3]), on([3, 9], small=True), on(range(2, 9))
    ('Line 3', 'lines 3 and 9', 'Lines 2, 3, 4, 5, 6 and 2 more')
    """
    numbers = list(numbers)
    told = [str(number) for number in numbers[:MOST_NAMED]]
    if more := len(numbers) - len(told):
        told.append(f"{more} more")
    word = "line" if small else "Line"
    if len(told) == 1:
        return f"{word} {told[0]}"
    return f"{word}s {', '.join(told[:-1])} and {told[-1]}"


def quoted(texts: Sequence[str]) -> str:
    """Quote different texts, the first few of them; a blank is called so."""
    different = list(dict.fromkeys(texts))
    told = [repr(text[:60]) if text else "blank" for text in different[:MOST_NAMED]]
    more = len(different) - len(told)
    return ", ".join(told) + (f" and {more} more" if more else "")
