"""Whether a worker reaches the store that a call publishes to, with credentials of its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workbench.errors import StorageError
from workbench.publishing.store.home import address_of
from workbench.storage import ObjectPath, look
from workbench.storage.writing import put, remove


@contextmanager
def marked(reports: Path, batch: str) -> Iterator[None]:
    """Keep a mark in the store that a folder of reports is the home of, if it is one.

    Parameters
    ----------
    reports : Path
        The folder of all reports.
    batch : str
        The call, which the mark is named by.

    Raises
    ------
    StorageError
        If the store refuses the mark.
    """
    address = address_of(reports)
    if address is None:
        yield
        return
    put(_mark(address, batch), b"")
    try:
        yield
    finally:
        unmark(reports, batch)


def unmark(reports: Path, batch: str) -> None:
    """Remove the mark of a call; one that cannot be removed shows nothing and harms nobody."""
    address = address_of(reports)
    if address is not None:
        with suppress(StorageError):
            remove([_mark(address, batch)])


def trouble_with_the_store(reports: Path, batch: str) -> Iterator[str]:
    """Yield what keeps this process from publishing to the store of a call, as a sentence's end."""
    address = address_of(reports)
    if address is None:
        return
    own = _mark(address, secrets.token_hex(8))
    try:
        if look(_mark(address, batch)) is None:
            yield f"finds another store at {address} (set AWS_ENDPOINT_URL there as it is here)"
            return
        put(own, b"")
        remove([own])
    except StorageError as error:
        yield f"cannot publish to the store ({error})"


def _mark(address: ObjectPath, name: str) -> ObjectPath:
    return address / f".probe-{name}"
