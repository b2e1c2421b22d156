"""Which files a path stands for, and what kind each is."""

from __future__ import annotations

import glob
import zipfile
from pathlib import Path

from workbench.errors import DataError
from workbench.parameters import FileFormat
from workbench.storage import Location, ObjectPath

ENDINGS: dict[str, FileFormat] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}
NAMES = {"csv": "delimited text", "parquet": "parquet", "xlsx": "an Excel workbook (xlsx)"}
PICKLE = "is a pickle, which can run code when it is opened. Export it as csv or parquet."
COMPRESSED = "is compressed. Unpack it first."
BROKEN_WORKBOOK = "cannot be read as an Excel workbook; it may be cut off. Export it again."
OLD_EXCEL = "is in Excel's old format (xls), or has a password. Save it as xlsx without a password."
OTHERS = {
    ".pkl": PICKLE,
    ".pickle": PICKLE,
    ".xls": OLD_EXCEL,
    ".xlsm": "is a workbook with macros. Save it as xlsx.",
    ".xlsb": "is a binary workbook. Save it as xlsx.",
    ".ods": "is an OpenDocument sheet. Save it as xlsx or csv.",
    ".gz": COMPRESSED,
    ".zip": COMPRESSED,
}
FOREIGN = {
    b"\xd0\xcf\x11\xe0": OLD_EXCEL,
    b"\x1f\x8b": COMPRESSED,
    b"PARE": "is encrypted parquet. Export it without encryption.",
    b"%PDF": "is a PDF, not a table. Export the table itself as csv.",
    b"\x89PNG": "is a picture, not a table. Export the table itself as csv.",
    **{b"\x80" + bytes([protocol]): PICKLE for protocol in range(2, 6)},
}
"""How files begin that have the wrong ending and that nobody could read as it says."""
NOWHERE = "Check 'data'; it starts at the project's root."


def matching(pattern: Path) -> tuple[Path, ...]:
    """Return the files that a path or a glob stands for, in the order of their names.

    Raises
    ------
    DataError
        If there is none.
    """
    try:
        there = pattern.exists()
        if pattern.is_symlink() and not there:
            raise DataError(f"{shown(pattern)}: is a link to a file that is not there. {NOWHERE}")
    except OSError as error:
        raise DataError(f"{shown(pattern)}: cannot be the name of a file. {NOWHERE}") from error
    if there or not glob.has_magic(str(pattern)):
        return (pattern,)
    found = tuple(Path(name) for name in sorted(glob.glob(str(pattern), recursive=True)))
    if not found:
        raise DataError(
            f"{shown(pattern)}: no file in {_printable(str(pattern.parent))} matches. {NOWHERE}"
        )
    return found


def problem_of(path: Path) -> str | None:
    """Return why a path cannot be read as a file at all, or None."""
    if not path.exists():
        return f"no such file in {_printable(str(path.parent))}. {NOWHERE}"
    if path.is_dir():
        return "is a folder, not a file. Name a file in 'data', or all of them: folder/*.csv."
    if not path.is_file():
        return "is a pipe or a device, not a file. Save what it gives to a file first."
    if path.stat().st_size == 0:
        return "is empty. Check the export."
    return OTHERS.get(path.suffix.lower())


def kind_of(path: Path, declared: FileFormat | None) -> FileFormat | str:
    """Return the kind of a file, or a sentence why it is none that the workbench reads."""
    by_name = declared or ENDINGS.get(path.suffix.lower())
    if by_name is None:
        return (
            f"has an ending ({path.suffix or 'none'}) that says no format the workbench reads. "
            "Export it as csv, parquet or xlsx; if it is one of them, say which: "
            "reading: {format: csv}."
        )
    with path.open("rb") as file:
        beginning = file.read(4)
    foreign = [told for start, told in FOREIGN.items() if beginning.startswith(start)]
    if foreign:
        return foreign[0]
    inside = _inside(path, beginning)
    if inside is None:
        return COMPRESSED if by_name != "xlsx" else BROKEN_WORKBOOK
    if inside == by_name:
        return by_name
    if declared:
        return f"is not {NAMES[by_name]} inside. Correct 'format' under 'reading', or leave it out."
    if inside == "csv":
        return (
            f"is not {NAMES[by_name]} inside. If it is delimited text, give it the ending .csv, or "
            "say so: reading: {format: csv}."
        )
    return (
        f"is {NAMES[inside]} inside. Give it the ending .{inside}, or say so: "
        f"reading: {{format: {inside}}}."
    )


def _inside(path: Path, beginning: bytes) -> FileFormat | None:
    """Return what a file is by its content; None for an archive that is no workbook."""
    if beginning == b"PAR1":
        return "parquet"
    if beginning != b"PK\x03\x04":
        return "csv"
    try:
        with zipfile.ZipFile(path) as archive:
            return "xlsx" if "xl/workbook.xml" in archive.namelist() else None
    except zipfile.BadZipFile:
        return None


def shown(path: Location) -> str:
    """Return the name of a file as a message may show it, whatever characters it holds."""
    far = isinstance(path, ObjectPath) or path.is_absolute()
    return _printable(path.name if far else str(path))


def _printable(name: str) -> str:
    return name if name.isprintable() else ascii(name)
