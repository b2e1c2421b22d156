"""What a store tells of objects, and their bytes as they were when it told."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from fnmatch import fnmatchcase
from functools import cache
from glob import has_magic
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from workbench.errors import StorageError
from workbench.storage.client import ABSENT, ConflictError, client, code_of, explained
from workbench.storage.location import Location, ObjectPath

MAGIC = re.compile(r"[*?[]")
MAXIMUM_IN_MEMORY = 64 << 20
FOLDER = "is a folder, not a file. Name an object, or all of them: s3://bucket/folder/*.csv."
CHANGED = "was changed while it was read. Run again when whoever writes it has done."


@dataclass(frozen=True, slots=True, order=True)
class Stored:
    """One object, as the store tells of it.

    Attributes
    ----------
    path : ObjectPath
    etag : str
        The store's own mark of the content; another one where the content is another.
    size : int
        In bytes.
    modified : datetime
        By the store's clock.
    """

    path: ObjectPath
    etag: str
    size: int
    modified: datetime


def look(path: ObjectPath) -> Stored | None:
    """Return what the store tells of one object, or None where there is none.

    Raises
    ------
    StorageError
        If the store cannot be asked, or there is no such bucket.
    """
    if not path.key or path.key.endswith("/"):
        raise StorageError(f"{path}: {FOLDER}")
    store = client()
    with explained(path):
        try:
            told = store.head_object(Bucket=path.bucket, Key=path.key)
        except Exception as error:
            if code_of(error) not in ABSENT:
                raise
            _check_bucket(store, path)
            return None
    return Stored(path, told["ETag"], told["ContentLength"], told["LastModified"])


def matching(pattern: ObjectPath) -> tuple[Stored, ...]:
    """Return the object of a name, or those of a pattern, in the order of their names.

    As with files, ``*`` and ``?`` stay within one part of a name, ``**`` is any number of parts,
    and what begins with a dot is matched by a dot only.

    Raises
    ------
    StorageError
        If there is none, or the store cannot be asked.
    """
    if not has_magic(pattern.key):
        found = look(pattern)
        if found is None:
            raise StorageError(f"{pattern}: there is no such object. Check its name.")
        return (found,)
    start = pattern.key[: MAGIC.search(pattern.key).start()]  # type: ignore[union-attr]
    wanted = tuple(pattern.key.split("/"))
    there = listed(ObjectPath(pattern.bucket, start))
    named = [one for one in there if one.path.key == pattern.key]
    found_all = named or [one for one in there if _fits(tuple(one.path.key.split("/")), wanted)]
    if not found_all:
        raise StorageError(
            f"{pattern}: no object matches, of {len(there):,} that begin so. Check the pattern."
        )
    return tuple(sorted(found_all))


def listed(prefix: ObjectPath) -> list[Stored]:
    """Return every object whose key begins so, but for the marks that stand for folders.

    Raises
    ------
    StorageError
        If the store cannot be asked.
    """
    store = client()
    with explained(prefix):
        pages = store.get_paginator("list_objects_v2").paginate(
            Bucket=prefix.bucket, Prefix=prefix.key
        )
        return [
            _stored(prefix.bucket, one)
            for page in pages
            for one in page.get("Contents", ())
            if not one["Key"].endswith("/")
        ]


def download(stored: Stored, copy: Path) -> None:
    """Copy one object to a file, whole and as it was when the store told of it.

    Raises
    ------
    ConflictError
        If it was changed since.
    StorageError
        If it cannot be read to its end, or does not fit on the disk.
    """
    path = stored.path
    body = _body(stored)
    try:
        with body, explained(path), open(copy, "xb", opener=_private) as file:
            shutil.copyfileobj(body, file, 1 << 20)
    except OSError as error:
        raise StorageError(
            f"{path}: cannot be copied to this machine ({error.strerror}). Name a larger place of "
            "your own with TMPDIR."
        ) from error
    if copy.stat().st_size != stored.size:
        raise StorageError(f"{path}: was cut off on its way. Run again.")


def content(stored: Stored) -> bytes:
    """Return the bytes of one object, as it was when the store told of it.

    Raises
    ------
    ConflictError
        If it was changed since.
    StorageError
        If it cannot be read, or is too large to be held.
    """
    if stored.size > MAXIMUM_IN_MEMORY:
        raise StorageError(f"{stored.path}: is larger than {MAXIMUM_IN_MEMORY >> 20} MB here.")
    with _body(stored) as body, explained(stored.path):
        return bytes(body.read())


def opened(location: Location) -> BinaryIO:
    """Open a small file, or a small object, for reading.

    Raises
    ------
    OSError
        If a file cannot be opened.
    StorageError
        If an object cannot be read.
    """
    if isinstance(location, Path):
        return location.open("rb")
    return BytesIO(content(matching(location)[0]))


def _body(stored: Stored) -> Any:
    path, store = stored.path, client()
    with explained(path):
        try:
            # The condition makes what is read one version of the object from first byte to last.
            told = store.get_object(Bucket=path.bucket, Key=path.key, IfMatch=stored.etag)
        except Exception as error:
            if code_of(error) in ("412", "PreconditionFailed", *ABSENT):
                raise ConflictError(f"{path}: {CHANGED}") from error
            raise
    return told["Body"]


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _check_bucket(store: Any, path: ObjectPath) -> None:
    """Tell an object that is not there from a bucket that is not."""
    try:
        store.head_bucket(Bucket=path.bucket)
    except Exception as error:
        if code_of(error) in ABSENT:
            missing = "there is no such bucket. Check its name, and AWS_ENDPOINT_URL."
            raise StorageError(f"{path}: {missing}") from error


def _stored(bucket: str, told: dict[str, Any]) -> Stored:
    path = ObjectPath(bucket, told["Key"])
    return Stored(path, told["ETag"], told["Size"], told["LastModified"])


def _fits(parts: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    @cache
    def fits(at: int, of: int) -> bool:
        if of == len(wanted):
            return at == len(parts)
        if wanted[of] == "**" and of < len(wanted) - 1:
            skips = at < len(parts) and not parts[at].startswith(".") and fits(at + 1, of)
            return skips or fits(at, of + 1)
        if at == len(parts) or (parts[at].startswith(".") and not wanted[of].startswith(".")):
            return False
        return fnmatchcase(parts[at], wanted[of]) and fits(at + 1, of + 1)

    return fits(0, 0)


def clock(path: ObjectPath) -> datetime:
    """Return what time it is by the store's clock, which its objects are dated by.

    Raises
    ------
    StorageError
        If the store cannot be asked.
    """
    store = client()
    with explained(path):
        told = store.head_bucket(Bucket=path.bucket)
    return parsedate_to_datetime(told["ResponseMetadata"]["HTTPHeaders"]["date"])
