"""The search finds a word however it is wrapped: what it would miss could leak unseen."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import marshal
import pickle
import sqlite3
import zipfile
import zlib
from html import escape
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from byte_search import holds

WORD = "Zqxvjkwyaba"
MARKS = [b"zqxvjkwy"]
TEXT = f"before {WORD} after".encode()


def zipped(name: str, content: bytes, comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.comment = comment
    return buffer.getvalue()


def workbook() -> bytes:
    buffer, made = io.BytesIO(), openpyxl.Workbook()
    made.active.append(["x", TEXT.decode()])
    made.save(buffer)
    return buffer.getvalue()


def database(folder: Path) -> bytes:
    path = folder / "history.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE history (source TEXT)")
        connection.execute("INSERT INTO history VALUES (?)", ("x" * 9_000 + WORD,))
    connection.close()
    return path.read_bytes()


def parquet(folder: Path) -> bytes:
    frame = pd.DataFrame({"name": [TEXT.decode()] * 500})
    frame.to_parquet(folder / "a.parquet", compression="gzip", write_statistics=False)
    return (folder / "a.parquet").read_bytes()


def wrapped() -> dict[str, bytes]:
    inside = base64.b64encode(b"x" * 1000 + TEXT)
    return {
        "plain": TEXT,
        "capitals": TEXT.upper(),
        "UTF-16": TEXT.decode().encode("utf-16"),
        "UTF-32": TEXT.decode().encode("utf-32-be"),
        "base64": base64.b64encode(TEXT),
        "base64 at the second place": b"x" + base64.b64encode(b"." + TEXT)[1:],
        "base64 at the third place": b"data:,abc" + base64.b64encode(b".." + TEXT)[2:],
        "base64 of addresses": base64.urlsafe_b64encode(b"\xff\xfe" + TEXT),
        "base64 in lines": base64.encodebytes(b"\0" * 99 + TEXT),
        "base64 in JSON": json.dumps({"image/png": base64.encodebytes(TEXT * 9).decode()}).encode(),
        "base64 twice": base64.b64encode(inside),
        "hex": TEXT.hex().encode(),
        "hex of an odd start": b"a" + TEXT.hex().encode(),
        "hex with colons": TEXT.hex(":").encode(),
        "percent": "".join(f"%{byte:02X}" for byte in TEXT).encode(),
        "entities": "".join(f"&#{byte};" for byte in TEXT).encode(),
        "entities in an attribute": escape(f"x & {WORD}", quote=True).encode(),
        "JSON escapes": "".join(f"\\u{byte:04x}" for byte in TEXT).encode(),
        "Python escapes": "".join(f"\\x{byte:02x}" for byte in TEXT).encode(),
        "gzip": gzip.compress(TEXT),
        "bz2": bz2.compress(TEXT),
        "xz": lzma.compress(TEXT),
        "zlib": zlib.compress(TEXT),
        "zip": zipped("a.txt", TEXT),
        "a name in a zip": zipped(f"{WORD}.txt", b""),
        "a comment in a zip": zipped("a.txt", b"", TEXT),
        "a zip in a zip": zipped("a.zip", zipped("b.gz", gzip.compress(TEXT))),
        "base64 of a zip": base64.b64encode(zipped("a.txt", TEXT)),
        "a workbook": workbook(),
        "a pickle": pickle.dumps({"name": TEXT}),
        "compiled code": marshal.dumps(compile(f"x = {WORD!r}", "a.py", "exec")),
    }


@pytest.mark.parametrize("how", wrapped())
def test_it_is_found(how: str):
    assert holds(wrapped()[how], MARKS)


def test_it_is_found_in_tables_on_disk(tmp_path: Path):
    assert holds(database(tmp_path), MARKS)
    assert holds(parquet(tmp_path), MARKS) == "parquet > plain"


@pytest.mark.parametrize("how", wrapped())
def test_another_word_is_not(how: str):
    assert holds(wrapped()[how], [b"qqqqqqqq"]) is None
