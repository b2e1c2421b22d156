"""One file that has been opened: its columns under the names of its header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from ibis.expr.types import Table


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
    """

    how: str
    table: Table | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    read_from: str = ""


def header_problems(header: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """Return what is wrong with a header, for the columns that are wanted."""
    if any("\n" in name or "\r" in name for name in header):
        return ("a name in the header holds a line break. Take it out.",)
    doubled = [name for name in wanted if header.count(name) > 1]
    missing = [name for name in wanted if name not in header]
    if len(missing) == len(wanted) > 1:
        # The columns there are not listed: without a header they would be somebody's record.
        return (
            "none of the columns that are wanted stands in the first line "
            f"({', '.join(missing)}). See that it names the columns, and map them under 'columns'; "
            "'workbench profile FILE' makes a beginning.",
        )
    return (
        *(f"column '{name}' stands twice in the header. Keep one." for name in doubled),
        *(f"column '{name}' is missing. {_suggestion(name, header)}" for name in missing),
    )


def _suggestion(name: str, present: Sequence[str]) -> str:
    close = get_close_matches(name, present, n=1)
    found = (
        f"The nearest is {close[0]!r}."
        if close
        else f"None of the {len(present)} columns is like it; see that the first line names them."
    )
    return f"{found} Map it under 'columns' in the parameters, or add it to the file."
