"""The ledger of releases on the disk: an entry for each report on people that may leave.

An entry is written before its report is put in place, as an intent, and settled after: it becomes
an entry for good if the report that stands names it, and is dropped if not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import DisclosureError
from workbench.publishing import manifest
from workbench.publishing.files import (
    PRIVATE_FILE,
    read_json,
    replace_file,
    sync_folder,
    to_json,
)
from workbench.publishing.places import Places, make_private
from workbench.publishing.secret import FOLDER
from workbench.publishing.store.following import standing

if TYPE_CHECKING:
    from workbench.disclosure.ledger import Entry

RELEASES = "releases"
INTENT, ENTRY = ".intent.json", ".json"
MEND = "Bring the folder back from a copy, then run again. Nothing is published without it."


def folder_of(reports: Path) -> Path:
    """Return where the entries lie."""
    return reports / FOLDER / RELEASES


def named_in(facts: Mapping[str, Any]) -> list[str]:
    """Return the entries that a manifest names.

    Examples
    --------
    >>> named_in({"ledger": [{"id": "a"}]}), named_in({"ledger": None})
    (['a'], [])
    """
    told = facts.get("ledger")
    entries = told if isinstance(told, list) else []
    return [str(entry.get("id")) for entry in entries if isinstance(entry, Mapping)]


def intend(reports: Path, entry: Entry) -> None:
    """Write down what is about to be released.

    Raises
    ------
    DisclosureError
        If it cannot be written: then it must not be released.
    """
    try:
        folder = make_private(folder_of(reports), reports=reports)
        replace_file(folder / f"{entry.id}{INTENT}", to_json(entry.to_json()), mode=PRIVATE_FILE)
    except OSError as error:
        raise DisclosureError(
            f"the ledger of releases ({FOLDER}/{RELEASES}) cannot be written ({error.strerror}), "
            "so nothing is published. Make the folder one that can be written to, then run again."
        ) from error


def settle(places: Places) -> None:
    """Settle what was intended for a report by what stands in its place.

    The caller holds the report's lock.
    """
    folder = folder_of(places.reports)
    mine = [path for path in _intents(folder) if _label(path) == places.label]
    if not mine:
        return
    stands = standing(places)
    if stands is None:
        # Not known: what was intended stays, and counts as released.
        return
    published = named_in(stands)
    for path in mine:
        name = path.name.removesuffix(INTENT)
        if name in published:
            os.replace(path, folder / f"{name}{ENTRY}")
        else:
            path.unlink(missing_ok=True)
    sync_folder(folder)


def read_entries(reports: Path) -> list[Entry]:
    """Read the whole ledger, the latest release first; what is only intended counts as released.

    Raises
    ------
    DisclosureError
        If any of it cannot be read, or a published report names an entry that is not there.
    """
    folder = folder_of(reports)
    entries = [_read(path) for path in _files(folder)]
    known = {entry.id for entry in entries}
    for path in sorted(reports.glob(f"*/*/{manifest.FILE}")):
        if missing := set(named_in(read_json(path) or {})) - known:
            raise DisclosureError(
                f"the ledger of releases does not hold the entry {min(missing)} of the report "
                f"'{path.parent.parent.name}/{path.parent.name}'. {MEND}"
            )
    return sorted(entries, key=lambda entry: (entry.time, entry.id), reverse=True)


def _read(path: Path) -> Entry:
    # Imported late: a run that is skipped needs none of it.
    from workbench.disclosure.ledger import Entry

    try:
        entry = Entry.from_json(json.loads(path.read_text(encoding="utf-8")))
        if path.name not in (f"{entry.id}{ENTRY}", f"{entry.id}{INTENT}"):
            raise ValueError("has another name than its entry")
    except (OSError, ValueError) as error:
        raise DisclosureError(
            f"the ledger of releases holds an entry that cannot be read "
            f"({FOLDER}/{RELEASES}/{path.name}). {MEND}"
        ) from error
    return entry


def _files(folder: Path) -> list[Path]:
    try:
        paths = sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DisclosureError(
            f"the ledger of releases ({FOLDER}/{RELEASES}) cannot be read ({error.strerror}). "
            f"{MEND}"
        ) from error
    # A file that was being written when its process ended begins with a dot.
    return [path for path in paths if not path.name.startswith(".")]


def _intents(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(folder.glob(f"*{INTENT}"))


def _label(path: Path) -> object:
    return (read_json(path) or {}).get("run")
