"""Looking for words in bytes, in whatever way they may be wrapped."""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import lzma
import re
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pyarrow as pa
import pyarrow.parquet as pq

DEEPEST = 4
"""How many wrappings of one in another are opened."""
LONG_BASE64 = re.compile(rb"[A-Za-z0-9+/_-](?:[A-Za-z0-9+/_-]|\r?\n|\\n){39,}")
"""Long enough to hold an archive, or more than a line; a word alone is looked for as it is."""
RUNS: dict[str, tuple[re.Pattern[bytes], Callable[[bytes], bytes]]] = {
    "percent": (re.compile(rb"(?:%[0-9A-Fa-f]{2}){3,}"), unquote_to_bytes),
    "entities": (
        re.compile(rb"(?:&#[xX]?[0-9A-Fa-f]+;){3,}"),
        lambda run: unescape(run.decode()).encode(),
    ),
    "escapes": (
        re.compile(rb"(?:\\(?:u00|U000000|x)[0-9A-Fa-f]{2}){3,}"),
        lambda run: binascii.unhexlify(re.sub(rb"\\(?:u00|U000000|x)", b"", run)),
    ),
    "hex": (
        re.compile(rb"(?:[0-9A-Fa-f]{2}[ :]){8,}|[0-9A-Fa-f]{16,}"),
        lambda run: _of_hex(re.sub(rb"[ :]", b"", run)),
    ),
}
UNPACKERS: dict[bytes, Callable[[bytes], bytes]] = {
    b"\x1f\x8b": gzip.decompress,
    b"BZh": bz2.decompress,
    b"\xfd7zXZ": lzma.decompress,
    b"\x78": zlib.decompress,
}


def holds(content: bytes, marks: Sequence[bytes], depth: int = 0) -> str | None:
    """Return how some mark stands in `content`, or None where none does.

    Parameters
    ----------
    content : bytes
        Of any kind of file.
    marks : sequence of bytes
        Eight small letters or figures, or more.
    """
    bare = content.replace(b"\0", b"")
    if any(mark in bare.lower() for mark in marks):
        return "plain"
    if any(form in bare for form in _in_base64(tuple(marks))):
        return "base64"
    if depth == DEEPEST:
        return None
    for wrapping, inner in unwrapped(content):
        if found := holds(inner, marks, depth + 1):
            return f"{wrapping} > {found}"
    return None


@cache
def _in_base64(marks: tuple[bytes, ...]) -> frozenset[bytes]:
    """Return what every text with a mark holds once it is base64, wherever the mark begins."""
    forms = set()
    for mark in (form for one in marks for form in (one, one.upper(), one.title())):
        for before in range(3):
            whole = base64.b64encode(b"\0" * before + mark)
            # What stands at the ends depends on the text around it too.
            kept = whole[(0, 2, 3)[before] : (before + len(mark)) * 8 // 6]
            forms |= {kept, kept.translate(bytes.maketrans(b"+/", b"-_"))}
    return frozenset(forms)


def unwrapped(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what is wrapped in `content`, with the name of the wrapping."""
    yield from _packed(content)
    for name, (run, plain) in RUNS.items():
        if found := run.findall(content):
            yield name, b"\n".join(map(plain, found))
    for run in LONG_BASE64.findall(content):
        text = re.sub(rb"\r?\n|\\n", b"", run).translate(bytes.maketrans(b"-_", b"+/"))
        # Cut out of a longer text, it can begin at any of four places.
        for start in range(4):
            cut = text[start:]
            yield "base64", base64.b64decode(cut[: len(cut) // 4 * 4] + _rest(cut))


def _rest(text: bytes) -> bytes:
    rest = text[len(text) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def _of_hex(figures: bytes) -> bytes:
    odd = figures[1:]
    halves = (figures[: len(figures) // 2 * 2], odd[: len(odd) // 2 * 2])
    return b"\n".join(map(binascii.unhexlify, halves))


def _packed(content: bytes) -> Iterator[tuple[str, bytes]]:
    for start, unpack in UNPACKERS.items():
        if content.startswith(start):
            yield from _tried(lambda unpack=unpack: [(unpack.__module__, unpack(content))])
    if b"PK\x03\x04" in content:
        yield from _tried(lambda: list(_members(content)))
    if content.startswith(b"SQLite format 3\0"):
        yield from _tried(lambda: [("sqlite", _rows(content))])
    if content.startswith(b"PAR1"):
        yield from _tried(lambda: [("parquet", _columns(content))])


def _tried(open_it: Callable[[], list[tuple[str, bytes]]]) -> list[tuple[str, bytes]]:
    """Return what opens, and nothing of bytes that only begin as if they could be opened."""
    try:
        return open_it()
    # A broken archive raises whatever its first broken part raises.
    except Exception:
        return []


def _columns(content: bytes) -> bytes:
    return repr(pq.read_table(pa.BufferReader(content)).to_pydict()).encode()


def _members(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield "zip", archive.comment + "\n".join(archive.namelist()).encode()
        for member in archive.infolist():
            yield "zip", member.comment + member.extra
            yield "zip", archive.read(member)


def _rows(content: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.sqlite"
        path.write_bytes(content)
        connection = sqlite3.connect(path)
        try:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = [name for (name,) in names.fetchall()]
            rows = [connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables]
        finally:
            connection.close()
    return repr(rows).encode()
