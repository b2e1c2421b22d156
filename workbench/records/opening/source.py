"""Opening every file that a path stands for, each by its kind."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import ibis
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from workbench.errors import DataError
from workbench.parameters import Reading
from workbench.records.engines import (
    Engine,
    EngineError,
    EngineMemoryError,
    LocalEngine,
    engines,
)
from workbench.records.opening.columnar import open_parquet
from workbench.records.opening.delimited import open_delimited, row_problems
from workbench.records.opening.files import kind_of, matching, problem_of, shown
from workbench.records.opening.objects import copied
from workbench.records.opening.opened import Opened
from workbench.records.opening.workbook import open_workbook
from workbench.storage import Location, ObjectPath

NO_MEMORY = (
    "does not fit into the memory there is. Give it more: the environment variable "
    "WORKBENCH_MEMORY, such as 4GB."
)
DAMAGED = "cannot be read to its end; it is damaged, or the disk is full. Export it again."
CLOSED = "cannot be opened. Check its name, and that you may read it."


SPACES_AROUND = r"^[\s\pZ]+|[\s\pZ]+$"


@dataclass(frozen=True, slots=True)
class Files:
    """All files of one source, open.

    Attributes
    ----------
    engine : Engine
        What works on them.
    local : LocalEngine
        What they are open in.
    source : str
        What messages call the data.
    opened : mapping of str to Opened
        Each file by its name.
    trim : bool
        Whether spaces around fields are taken off.
    """

    engine: Engine
    local: LocalEngine
    source: str
    opened: Mapping[str, Opened]
    trim: bool = False

    @property
    def how(self) -> tuple[str, ...]:
        """How the files were read, each way once."""
        trimmed = ", spaces around fields taken off" if self.trim else ""
        return tuple(dict.fromkeys(one.how + trimmed for one in self.opened.values()))

    def text(self, columns: Sequence[str]) -> Table:
        """Return columns of all files as text, blank where empty."""
        tables = [
            _text(self.engine.opened(one, tuple(columns)), one, columns, self.trim)
            for one in self.opened.values()
        ]
        return ibis.union(*tables) if len(tables) > 1 else tables[0]

    def row_problems(self) -> list[str]:
        """Return what was wrong with rows, once they have been read."""
        if not any(one.read_from for one in self.opened.values()):
            return []
        told = row_problems(self.local.backend)
        return _by_file({name: told.get(one.read_from, ()) for name, one in self.opened.items()})


@contextmanager
def open_files(path: Location, wanted: Sequence[str], reading: Reading) -> Iterator[Files]:
    """Open a file, or the files of a glob; they are closed when the context ends.

    Objects on object storage are copied first, and the copies are gone with the context.

    Raises
    ------
    DataError
        With every problem of the files' shape: missing, empty, a wanted column absent or doubled;
        and if the engine cannot read them.
    """
    # What is not there is refused before an engine is started for it.
    near = {} if isinstance(path, ObjectPath) else _names(matching(path))
    source = shown(path)
    try:
        with engines(reading.engine) as (local, engine):
            names = copied(path, local.folder) if isinstance(path, ObjectPath) else near
            source = shown(path) if len(names) == 1 else f"{shown(path)} ({len(names)} files)"
            opened = {
                name: _open(local.backend, one, wanted, reading, local.folder / f"{place}.copy")
                for place, (name, one) in enumerate(names.items())
            }
            if told := _by_file({name: one.problems for name, one in opened.items()}):
                raise DataError.gather(source, told)
            yield Files(engine, local, source, opened, reading.trim)
    # What the engine says can hold values from the data; the log of a failed run has it.
    except EngineMemoryError as error:
        raise DataError(f"{source}: {NO_MEMORY}") from error
    except EngineError as error:
        raise DataError(f"{source}: {DAMAGED}") from error


def _names(paths: Sequence[Path]) -> dict[str, Path]:
    """Return files by name, with the folders that tell files of one name apart."""
    if len(paths) == 1:
        return {shown(paths[0]): paths[0]}
    folder = os.path.commonpath([path.parent for path in paths])
    return {shown(path.relative_to(folder)): path for path in paths}


def _open(
    connection: Backend, path: Path, wanted: Sequence[str], reading: Reading, copy: Path
) -> Opened:
    """Open one file; `copy` is where it may be written anew, and of no other file."""
    try:
        if problem := problem_of(path):
            return Opened("", problems=(problem,))
        kind = kind_of(path, reading.format)
        exact = _by_no_pattern(path, copy)
        if kind == "parquet":
            return open_parquet(connection, exact, wanted)
        if kind == "xlsx":
            return open_workbook(connection, exact, reading, wanted, copy)
        if kind == "csv":
            return open_delimited(connection, exact, reading, wanted, copy)
    except OSError:
        return Opened("", problems=(CLOSED,))
    return Opened("", problems=(kind,))


def _by_no_pattern(path: Path, copy: Path) -> Path:
    """Return a name for a file that the engine cannot take for a pattern of several."""
    if not glob.has_magic(str(path)):
        return path
    link = copy.with_suffix(".link")
    link.symlink_to(path.resolve())
    return link


def _text(table: Table, opened: Opened, columns: Sequence[str], trim: bool) -> Table:
    fields = {name: table[opened.columns[name]].cast("string").fill_null("") for name in columns}
    if trim:
        fields = {name: text.re_replace(SPACES_AROUND, "") for name, text in fields.items()}
    return table.select(**fields)


def _by_file(problems: Mapping[str, Sequence[str]]) -> list[str]:
    """Return all problems in one list; of several files each begins with its file's name."""
    return [
        f"{name}: {problem}" if len(problems) > 1 else problem
        for name, of_file in problems.items()
        for problem in of_file
    ]
