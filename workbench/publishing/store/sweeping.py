"""Versions of a report that no longer stand, removed when nobody can still be reading them."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from datetime import timedelta

from workbench.errors import StorageError
from workbench.publishing.store.carrying import AUDIENCES
from workbench.publishing.store.pointer import Pointer, place_of
from workbench.storage import ObjectPath, Stored, look
from workbench.storage.reading import clock, listed
from workbench.storage.writing import remove

KEPT = timedelta(days=1)
"""How long a version stays after another took its place: a page that is open still finds it."""


def sweep_versions(address: ObjectPath, label: str, current: Pointer | None) -> None:
    """Remove the versions of a report that have not stood for a day, and what crashes left.

    Who may not delete leaves them where they are: a report is published all the same.
    """
    versions: dict[str, list[Stored]] = defaultdict(list)
    for who in AUDIENCES:
        folder = address / f"{who}/{label}/"
        for one in listed(folder):
            versions[f"{who}/{label}/{one.path.key[len(folder.key) :].split('/')[0]}"].append(one)
    versions.pop(current.version if current else "", None)
    if not versions:
        return
    before = clock(address) - KEPT
    pointed = look(place_of(address, label))
    if pointed is not None and pointed.modified > before:
        return
    old = [
        one.path
        for found in versions.values()
        if max(one.modified for one in found) < before
        for one in found
    ]
    if old:
        with suppress(StorageError):
            remove(old)
