"""Objects put into a store, each whole or not at all, and only where a condition holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.errors import StorageError
from workbench.storage.client import ABSENT, ConflictError, client, code_of, explained
from workbench.storage.location import ObjectPath

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".ipynb": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
AFRESH = "no-cache"
FOR_GOOD = "private, max-age=31536000, immutable"
MOST_AT_ONCE = 1000


def put(
    path: ObjectPath,
    data: bytes,
    *,
    fresh: bool = False,
    instead_of: str | None = None,
    cache: str = AFRESH,
) -> str:
    """Put an object in place, in one step; return its ETag.

    Parameters
    ----------
    path : ObjectPath
    data : bytes
    fresh : bool
        Whether there must be none yet.
    instead_of : str, optional
        The ETag of the one that must be there now.
    cache : str
        How long a browser may keep it.

    Raises
    ------
    ConflictError
        If the condition does not hold; nothing is changed.
    StorageError
        If it cannot be put, or it is not known whether it was.
    """
    condition: dict[str, Any] = {"IfNoneMatch": "*"} if fresh else {}
    if instead_of is not None:
        condition = {"IfMatch": instead_of}
    store = client()
    with explained(path):
        try:
            told = store.put_object(
                Bucket=path.bucket,
                Key=path.key,
                Body=data,
                ContentType=KINDS.get(path.suffix, "application/octet-stream"),
                CacheControl=cache,
                **condition,
            )
        except Exception as error:
            if instead_of is not None and code_of(error) in ABSENT:
                raise ConflictError(f"{path}: was removed in the meantime. Run again.") from error
            raise
    return str(told["ETag"])


def remove(paths: Sequence[ObjectPath]) -> None:
    """Remove objects; those that are gone already are none to speak of.

    Raises
    ------
    StorageError
        If any stays.
    """
    store = client()
    for start in range(0, len(paths), MOST_AT_ONCE):
        some = paths[start : start + MOST_AT_ONCE]
        keys = [{"Key": path.key} for path in some]
        with explained(some[0]):
            told = store.delete_objects(
                Bucket=some[0].bucket, Delete={"Objects": keys, "Quiet": True}
            )
        if left := told.get("Errors"):
            raise StorageError(
                f"{some[0]}: {len(left)} objects cannot be removed. Ask whoever keeps the bucket "
                "for the right to delete."
            )
