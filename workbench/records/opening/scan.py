"""One pass over the bytes of a text file: what its encoding and its line ends can be."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 24
LONGEST_LINE = 2_000_000
ASCII = bytes(range(0x80))
MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")


@dataclass(slots=True)
class Seen:
    """What one pass over a file has found; lines count from 1, and None is none."""

    nul: int | None = None
    not_utf8: int | None = None
    too_long: int | None = None
    since_line_end: int = 0
    beyond_ascii: bytes = b""
    multibyte: bool = False
    windows: int = 0
    feeds: int = 0
    returns: int = 0

    @property
    def mixed_line_ends(self) -> bool:
        """Whether lines end in more ways than one."""
        kinds = (self.windows, self.feeds - self.windows, self.returns - self.windows)
        return sum(kind > 0 for kind in kinds) > 1


def scan(path: Path) -> Seen:
    """Look at every byte once; most files are ASCII, and then nothing is decoded."""
    seen = Seen()
    decoder = codecs.getincrementaldecoder("utf-8")()
    beyond: set[int] = set()
    before = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if seen.nul is None and (place := chunk.find(0)) >= 0:
                seen.nul = seen.feeds + chunk.count(b"\n", 0, place) + 1
            if not chunk.isascii() or before:
                beyond.update(chunk.translate(None, ASCII))
                seen.multibyte = seen.multibyte or bool(MULTIBYTE.search(chunk))
            if seen.not_utf8 is None:
                seen.not_utf8 = _undecoded(decoder, chunk, seen.feeds)
            if seen.too_long is None:
                seen.too_long = _too_long(seen, chunk)
            _count_line_ends(seen, chunk, before)
            before = chunk[-1:] if chunk.endswith(b"\r") else b""
    if seen.not_utf8 is None:
        seen.not_utf8 = _undecoded(decoder, b"", seen.feeds, final=True)
    seen.beyond_ascii = bytes(sorted(beyond))
    return seen


def _undecoded(
    decoder: codecs.IncrementalDecoder, chunk: bytes, lines: int, *, final: bool = False
) -> int | None:
    """Return the line of the first bytes that are not UTF-8."""
    if chunk.isascii() and not final and not decoder.getstate()[0]:
        return None
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError as error:
        return lines + error.object.count(b"\n", 0, error.start) + 1
    return None


def _count_line_ends(seen: Seen, chunk: bytes, before: bytes) -> None:
    seen.feeds += chunk.count(b"\n")
    if b"\r" in chunk or before:
        seen.windows += (before + chunk).count(b"\r\n")
        seen.returns += chunk.count(b"\r")


def _too_long(seen: Seen, chunk: bytes) -> int | None:
    """Return the number of the first line that is too long; the engine drops the longest."""
    start = -seen.since_line_end
    while len(chunk) - start > LONGEST_LINE:
        end = _last_line_end(chunk, max(start, 0), max(start + LONGEST_LINE + 1, 0))
        if end < 0:
            return seen.feeds + chunk.count(b"\n", 0, max(start, 0)) + 1
        start = end + 1
    end = _last_line_end(chunk, max(start, 0), len(chunk))
    seen.since_line_end = len(chunk) - (end + 1 if end >= 0 else start)
    return None


def _last_line_end(chunk: bytes, start: int, end: int) -> int:
    return max(chunk.rfind(b"\n", start, end), chunk.rfind(b"\r", start, end))
