"""The index of all reports in a store: each entry leads to a version that is whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from workbench.errors import RunError
from workbench.publishing.files import replace_file
from workbench.publishing.places import Places
from workbench.publishing.quality.assurance import PAGE
from workbench.publishing.store import pointer
from workbench.publishing.store.following import pull
from workbench.publishing.store.home import address_of, remember_page, remembered_page
from workbench.storage import look
from workbench.storage.client import ConflictError
from workbench.storage.writing import put

TRIES = 5


def link_of(reports: Path, label: str) -> str:
    """Return where a report's page is, from the index: in a store, that of the version that stands.

    Examples
    --------
    >>> link_of(Path("no-such-folder"), "recruitment_funnel/spring")
    'recruitment_funnel/spring/report.html'
    """
    found = pointer.kept(Places(reports, *label.split("/", 1))) if address_of(reports) else None
    return f"{quote(found[0].version if found else label)}/{PAGE}"


def put_page(reports: Path, name: str, make: Callable[[], str]) -> None:
    """Write a page that is made of all reports, here and in the store that this is the home of.

    Raises
    ------
    RunError
        If others change it all the time.
    StorageError
        If the store refuses it.
    """
    address = address_of(reports)
    if address is None:
        replace_file(reports / name, make())
        return
    for _ in range(TRIES):
        # Looked at before the reports are: what another run publishes after that it lists itself.
        before = look(address / name)
        pull(reports)
        text, etag = make(), before.etag if before else None
        if etag and etag == remembered_page(reports) and _reads(reports / name) == text:
            return
        replace_file(reports / name, text)
        try:
            made = put(address / name, text.encode(), fresh=etag is None, instead_of=etag)
        except ConflictError:
            continue
        remember_page(reports, made)
        return
    raise RunError(f"{address / name}: others change it all the time. Run again.")


def _reads(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
