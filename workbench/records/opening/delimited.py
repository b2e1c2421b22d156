"""Opening delimited text, with every row that cannot be read counted."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from ibis.backends.duckdb import Backend

from workbench.parameters import Reading
from workbench.records.opening.opened import Opened, doubled, header_problems, in_rows
from workbench.records.opening.scan import LONGEST_LINE
from workbench.records.opening.text import as_utf8

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
MAXIMUM_HEADER = 1_000_000
BUFFER = 4 * LONGEST_LINE
"""Bytes that are read at a time; a quarter of the engine's own, so that less memory will do."""
ROW_PROBLEMS = {
    "TOO MANY COLUMNS": (
        "too many fields",
        "Put fields that hold the delimiter in quotes, and export again.",
    ),
    "MISSING COLUMNS": (
        "too few fields",
        "The file may be cut off there, or a field may hold a line break: put it in quotes, and "
        "export again.",
    ),
    "UNQUOTED VALUE": (
        "a quotation mark that is not closed, or stands within a field",
        "Close it, or write it twice inside a field in quotes, and export again.",
    ),
    "LINE SIZE OVER MAXIMUM": (
        "more than 2 million characters",
        "Look there for a quotation mark that is never closed.",
    ),
}
ONE_FIELD = (
    "the first line has only one field. It must name the columns: take out what is above them. If "
    "it does name them, say what separates them: reading: {delimiter: '^'}."
)
OTHERWISE = ("fields that cannot be read", "Export the file again.")


def open_delimited(
    connection: Backend, path: Path, reading: Reading, wanted: Sequence[str], copy: Path
) -> Opened:
    """Open a text file whose first line names its columns."""
    text = as_utf8(path, reading.encoding, copy)
    if text.problem:
        return Opened("", problems=(text.problem,))
    with text.path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline(MAXIMUM_HEADER)
    delimiter = reading.delimiter or find_delimiter(first, wanted)
    how = f"text separated by {DELIMITERS.get(delimiter, repr(delimiter))}, {text.encoding}"
    header = fields(first, delimiter)
    problems = _shape_problems(first, header, delimiter, wanted) or header_problems(header, wanted)
    if problems:
        return Opened(how, problems=problems)
    columns = {name: f"c{place}" for place, name in enumerate(header)}
    table = connection.read_csv(
        text.path,
        # Named by place, so that no name can clash; and nothing is left to the engine to guess.
        columns={f"c{place}": "VARCHAR" for place in range(len(header))},
        auto_detect=False,
        hive_partitioning=False,
        buffer_size=BUFFER,
        # Left out, it would be the buffer's size, and a longer line be dropped without a word.
        max_line_size=LONGEST_LINE,
        header=True,
        skip=0,
        delim=delimiter,
        quote='"',
        escape='"',
        strict_mode=True,
        store_rejects=True,
        rejects_limit=0,
    )
    return Opened(how, table, columns, read_from=str(text.path), doubled=doubled(header))


def find_delimiter(first_line: str, wanted: Sequence[str] = ()) -> str:
    r"""Return the delimiter that gives the most wanted columns, then the most columns.

    Examples
    --------
    >>> find_delimiter("id;sex, as asked;sift")
    ';'
    >>> find_delimiter("id;sex, as asked;sift, first;offer, if any", ["id"])
    ';'
    """

    def worth(delimiter: str) -> tuple[int, int]:
        found = fields(first_line, delimiter)
        return len(set(found) & set(wanted)), len(found)

    return max(DELIMITERS, key=worth)


def fields(first_line: str, delimiter: str) -> list[str]:
    """Return the names in the first line of a file."""
    try:
        return next(csv.reader([first_line.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error:
        return []


def row_problems(connection: Backend) -> dict[str, list[str]]:
    """Return, for each file read so far that has any, what is wrong with its rows."""
    counted = connection.raw_sql(
        "SELECT file_path, error_type::VARCHAR, count(DISTINCT line), min(line) "
        "FROM reject_errors JOIN (SELECT DISTINCT scan_id, file_id, file_path FROM reject_scans) "
        "USING (scan_id, file_id) GROUP BY 1, 2 ORDER BY 1, 2"
    ).fetchall()
    told: dict[str, list[str]] = {}
    for path, kind, rows, line in counted:
        fault, mend = ROW_PROBLEMS.get(kind, OTHERWISE)
        told.setdefault(path, []).append(
            f"{in_rows(rows)} with {fault}, the first at line {line:,}. {mend}"
        )
    return told


def _shape_problems(
    first_line: str, header: Sequence[str], delimiter: str, wanted: Sequence[str]
) -> tuple[str, ...]:
    if len(first_line) >= MAXIMUM_HEADER:
        return (f"the first line has over {MAXIMUM_HEADER:,} characters. Is this a table?",)
    if not first_line.strip():
        return ("the first line is blank. It must name the columns: take out what is above them.",)
    if first_line.startswith("sep="):
        return ("the first line is a note to Excel (sep=). Take it out.",)
    if first_line.count('"') % 2:
        return ("a name in the header holds a line break or half a quote. Take it out.",)
    if len(header) == 1 and len(fields(first_line, other := find_delimiter(first_line))) > 1:
        return (
            f"the first line has one field when separated by {delimiter!r}, more by {other!r}. "
            "Correct 'delimiter' under 'reading', or leave it out.",
        )
    if len(header) == 1 and len(wanted) > 1:
        return (ONE_FIELD,)
    return ()
