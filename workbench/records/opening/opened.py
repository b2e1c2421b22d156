"""One file that has been opened: its columns under the names of its header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from unicodedata import normalize

from ibis.expr.types import Table

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as the engine sees it, or the problems that keep it shut.

    Attributes
    ----------
    how : str
        How it was read, in words.
    table : Table, optional
        None where it cannot be read.
    columns : mapping of str to str
        The name in the header, and the name in `table`.
    problems : tuple of str
        Each a sentence with its mend.
    read_from : str
        The path that the engine reads, where it tells of broken rows by it.
    doubled : tuple of str
        Names that stand twice in the header; of such columns the last is read.
    parquet : Path, optional
        The file, where it is parquet.
    plain : frozenset of str
        Its columns of text, whole numbers, days and truth values, which every engine writes as the
        same text.
    """

    how: str
    table: Table | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    read_from: str = ""
    doubled: tuple[str, ...] = ()
    parquet: Path | None = None
    plain: frozenset[str] = frozenset()


def doubled(header: Sequence[str]) -> tuple[str, ...]:
    """Return the names that stand more than once in a header."""
    return tuple(dict.fromkeys(name for name in header if name and header.count(name) > 1))


def header_problems(header: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """Return what is wrong with a header, for the columns that are wanted."""
    if not any(header):
        return ("the first line is blank. It must name the columns: take out what is above them.",)
    if any("\n" in name or "\r" in name for name in header):
        return ("a name in the header holds a line break. Take it out.",)
    doubled = [name for name in wanted if header.count(name) > 1]
    missing = [name for name in wanted if name not in header]
    if len(missing) == len(wanted) > 1:
        # The columns there are not listed: without a header they would be somebody's record.
        return (
            "none of the columns that are wanted stands in the first line "
            f"({', '.join(map(repr, missing))}). See that it names the columns, take out what is "
            "above them, and map them under 'columns'; 'workbench profile FILE' makes a beginning.",
        )
    return (
        *(f"column {name!r} stands twice in the header. Keep one." for name in doubled),
        *(f"column {name!r} is missing. {_suggestion(name, header)}" for name in missing),
    )


def _suggestion(name: str, present: Sequence[str]) -> str:
    plain = {_plain(one): one for one in present}
    close = get_close_matches(_plain(name), plain, n=1)
    found = (
        f"The nearest is {_written(plain[close[0]][:LONGEST_NAME], name)}."
        if close
        else f"None of the {len(present)} columns is like it."
    )
    return f"{found} Map it under 'columns' in the parameters, or add it to the file."


def _plain(name: str) -> str:
    return " ".join(normalize("NFKC", name).replace("_", " ").casefold().split())


def _written(name: str, wanted: str) -> str:
    """Return a name in quotes; where it looks the same as the wanted one, letter by letter."""
    return ascii(name) if normalize("NFKC", name) == normalize("NFKC", wanted) else repr(name)


def in_rows(number: int) -> str:
    """Return a number of rows in words."""
    return f"{number:,} row{'' if number == 1 else 's'}"
