"""Which files a path stands for, and what kind each is."""

from __future__ import annotations

import glob
from pathlib import Path

from workbench.errors import DataError
from workbench.parameters import FileFormat

ENDINGS: dict[str, FileFormat] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}
BEGINNINGS: dict[bytes, FileFormat] = {b"PK\x03\x04": "xlsx", b"PAR1": "parquet"}
NAMES = {"csv": "delimited text", "parquet": "parquet", "xlsx": "an Excel workbook (xlsx)"}
OTHERS = {
    ".pkl": "is a pickle, which can run code when it is opened. Export it as csv or parquet.",
    ".pickle": "is a pickle, which can run code when it is opened. Export it as csv or parquet.",
    ".xls": "is in Excel's old format. Save it as xlsx.",
    ".xlsm": "is a workbook with macros. Save it as xlsx.",
    ".ods": "is an OpenDocument sheet. Save it as xlsx or csv.",
    ".gz": "is compressed. Unpack it first.",
    ".zip": "is compressed. Unpack it first.",
}


def matching(pattern: Path) -> tuple[Path, ...]:
    """Return the files that a path or a glob stands for, in the order of their names.

    Raises
    ------
    DataError
        If there is none.
    """
    if pattern.is_symlink() and not pattern.exists():
        raise DataError(f"{shown(pattern)}: is a link to a file that is not there. Check 'data'.")
    if pattern.exists() or not glob.has_magic(str(pattern)):
        return (pattern,)
    found = tuple(Path(name) for name in sorted(glob.glob(str(pattern), recursive=True)))
    if not found:
        raise DataError(
            f"{shown(pattern)}: no file in {pattern.parent} matches. Check 'data'; it starts at "
            "the project's root."
        )
    return found


def problem_of(path: Path) -> str | None:
    """Return why a path cannot be read as a file at all, or None."""
    if not path.exists():
        return f"no such file in {path.parent}. Check 'data'; it starts at the project's root."
    if not path.is_file():
        return "is a folder, not a file. Name a file in 'data', or all of them: folder/*.csv."
    if path.stat().st_size == 0:
        return "is empty. Check the export."
    return OTHERS.get(path.suffix.lower())


def kind_of(path: Path, declared: FileFormat | None) -> FileFormat | str:
    """Return the kind of a file, or a sentence why it is none that the workbench reads."""
    by_name = declared or ENDINGS.get(path.suffix.lower())
    if by_name is None:
        return (
            "has an ending that says no format the workbench reads (csv, parquet, xlsx). "
            "Say which it is: reading: {format: csv}."
        )
    with path.open("rb") as file:
        beginning = file.read(4)
    inside = BEGINNINGS.get(beginning, "csv")
    if inside != by_name:
        return (
            f"cannot be read as {NAMES[by_name]}: inside it is {NAMES[inside]}. Say so: "
            f"reading: {{format: {inside}}}, or export it again."
        )
    return by_name


def shown(path: Path) -> str:
    """Return the name of a file as a message may show it, whatever characters it holds."""
    return path.name if path.name.isprintable() else ascii(path.name)
