"""The bytes of a text file as UTF-8 with one kind of line ending."""

from __future__ import annotations

import codecs
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from workbench.parameters import Encoding
from workbench.records.opening.scan import CHUNK, LONGEST_LINE, Seen, scan

PUNCTUATION = frozenset("‘’“”‚„–—…£€•·\xa0«»°½¼¾")
LEAVE_OUT = "Leave out 'encoding' under 'reading'."


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that can be read as UTF-8, how it was written, or why it cannot be read."""

    path: Path
    encoding: str = "utf-8"
    problem: str | None = None


def as_utf8(path: Path, declared: Encoding | None, copy: Path) -> TextFile:
    """Return `path` itself where it is UTF-8 with one kind of line ending, else a copy that is.

    Parameters
    ----------
    path : Path
        A text file.
    declared : {"utf-8", "utf-16", "cp1252"}, optional
        Found out from the bytes unless given. cp1252 is believed only if it gives nothing but
        letters and common punctuation, and if nothing in the file is UTF-8 beyond ASCII.
    copy : Path
        Where a copy may be written, in a private folder.

    Returns
    -------
    TextFile
        With ``problem`` set where the bytes are not what they are declared to be, or not to be
        told.
    """
    wide = _wide(path)
    if wide or declared == "utf-16":
        return _from_wide(path, wide, declared, copy)
    seen = scan(path)
    encoding, problem = _told(seen, declared)
    if problem:
        return TextFile(path, problem=problem)
    if encoding == "utf-8" and not seen.mixed_line_ends:
        return TextFile(path)
    return _copied(path, encoding, copy)


def _wide(path: Path) -> str | None:
    """Return which UTF-16 a file is, by its mark or by every second byte being NUL."""
    with path.open("rb") as file:
        start = file.read(1 << 12)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for unmarked, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if zeros.count(0) > len(zeros) / 2:
            return unmarked
    return None


def _from_wide(path: Path, wide: str | None, declared: Encoding | None, copy: Path) -> TextFile:
    if wide is None:
        return TextFile(path, problem=f"is not UTF-16, as 'encoding' says. {LEAVE_OUT}")
    if declared not in (None, "utf-16"):
        return TextFile(path, problem=f"is UTF-16, not {declared}. {LEAVE_OUT}")
    try:
        copied = _copied(path, wide, copy)
    except UnicodeError:
        return TextFile(path, problem="is UTF-16 that is cut off or damaged. Export it again.")
    damage = _damage(scan(copy))
    return TextFile(path, problem=damage) if damage else copied


def _told(seen: Seen, declared: Encoding | None) -> tuple[str, str | None]:
    """Return the encoding, and what is wrong with it."""
    if damage := _damage(seen):
        return "", damage
    if seen.not_utf8 is None:
        if declared == "cp1252" and seen.multibyte:
            return "", f"is UTF-8, not cp1252. {LEAVE_OUT}"
        return "utf-8", None
    where = f"(the first bytes that are not stand in line {seen.not_utf8:,})"
    if declared == "utf-8":
        return "", f"is not UTF-8 {where}, as 'encoding' says. {LEAVE_OUT}"
    marks = seen.beyond_ascii.decode("cp1252", errors="replace")
    if "\ufffd" in marks:
        return "", f"is neither UTF-8 {where} nor cp1252. Save it as UTF-8 and export it again."
    if declared == "cp1252":
        return "cp1252", None
    if seen.multibyte:
        return "", (
            f"is UTF-8 in part only {where}: files were put together that are written in "
            "different ways. Save each as UTF-8 before they are put together."
        )
    if all(unicodedata.category(mark)[0] == "L" or mark in PUNCTUATION for mark in marks):
        return "cp1252", None
    return "", (
        f"is not UTF-8 {where}, and has marks that are rare in cp1252. Save it as UTF-8, or if it "
        "is cp1252, say so: reading: {encoding: cp1252}."
    )


def _damage(seen: Seen) -> str | None:
    if seen.nul:
        return (
            f"holds NUL bytes, the first in line {seen.nul:,}: it is damaged, or not text. Export "
            "it again as UTF-8."
        )
    if seen.too_long:
        return (
            f"line {seen.too_long:,} has more than {LONGEST_LINE:,} characters: it is damaged, or "
            "not a table. Export it again."
        )
    return None


def _copied(path: Path, encoding: str, copy: Path) -> TextFile:
    # Universal newlines: the engine refuses a file that mixes them.
    with (
        path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding) as source,
        copy.open("w", encoding="utf-8", newline="\n") as target,
    ):
        shutil.copyfileobj(source, target, CHUNK)
    return TextFile(copy, encoding)
