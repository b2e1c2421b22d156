"""The bytes of a text file as UTF-8 with one kind of line ending."""

from __future__ import annotations

import codecs
import re
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from workbench.parameters import Encoding

CHUNK = 1 << 24
MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
PUNCTUATION = frozenset("‘’“”‚„–—…£€•·\xa0«»°½¼¾")
ASK = "Say which it is: reading: {encoding: cp1252}, or utf-16; or save the file as UTF-8."


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that can be read as UTF-8, how it was written, or why it cannot be read."""

    path: Path
    encoding: str = "utf-8"
    problem: str | None = None


def as_utf8(path: Path, declared: Encoding | None, scratch: Path) -> TextFile:
    """Return `path` itself where it is UTF-8, else a copy in `scratch` that is.

    Parameters
    ----------
    path : Path
        A text file.
    declared : {"utf-8", "utf-16", "cp1252"}, optional
        Found out from the bytes unless given. cp1252 is believed only if it gives nothing but
        letters and common punctuation, and if nothing in the file is UTF-8 beyond ASCII.
    scratch : Path
        A private folder.

    Returns
    -------
    TextFile
        With ``problem`` set where the bytes are not what they are declared to be, or not to be
        told.
    """
    encoding = declared or _detect(path)
    if encoding is None:
        return TextFile(path, problem=f"the text is neither UTF-8 nor plain cp1252. {ASK}")
    if declared == "cp1252" and not _decodes(path, "ascii") and _decodes(path, "utf-8"):
        return TextFile(path, problem="is UTF-8, not cp1252. Leave out 'encoding' under 'reading'.")
    if not _decodes(path, encoding):
        return TextFile(
            path,
            problem=f"is not {encoding}, as 'encoding' under 'reading' says. Leave it out, or "
            "correct it.",
        )
    if encoding == "utf-8" and not _has_mixed_line_ends(path):
        return TextFile(path)
    copy = scratch / f"{path.stem}.utf-8.csv"
    # Universal newlines: the engine refuses a file that mixes them.
    with (
        path.open(encoding=_without_mark(encoding)) as source,
        copy.open("w", encoding="utf-8", newline="\n") as target,
    ):
        shutil.copyfileobj(source, target, CHUNK)
    return TextFile(copy, encoding)


def _without_mark(encoding: str) -> str:
    return "utf-8-sig" if encoding == "utf-8" else encoding


def _detect(path: Path) -> str | None:
    with path.open("rb") as file:
        start = file.read(1 << 12)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for unmarked, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if zeros.count(0) > len(zeros) / 2:
            return unmarked
    if _decodes(path, "utf-8"):
        return "utf-8"
    return "cp1252" if _is_plain_cp1252(path) else None


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_plain_cp1252(path: Path) -> bool:
    beyond: set[int] = set()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if MULTIBYTE.search(chunk):
                return False
            beyond |= {byte for byte in set(chunk) if byte >= 0x80}
    try:
        marks = bytes(sorted(beyond)).decode("cp1252")
    except UnicodeDecodeError:
        return False
    return all(unicodedata.category(m)[0] == "L" or m in PUNCTUATION for m in marks)


def _has_mixed_line_ends(path: Path) -> bool:
    windows = feeds = returns = 0
    before = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            windows += (before + chunk).count(b"\r\n")
            feeds += chunk.count(b"\n")
            returns += chunk.count(b"\r")
            before = chunk[-1:] if chunk.endswith(b"\r") else b""
    kinds = [windows, feeds - windows, returns - windows]
    return sum(kind > 0 for kind in kinds) > 1
