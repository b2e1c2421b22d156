"""One home for the ledger of a store: reports on people are published from there only."""

from __future__ import annotations

import json
from pathlib import Path

from workbench.errors import DisclosureError
from workbench.publishing.files import to_json
from workbench.publishing.store.home import address_of, identity_of
from workbench.storage import ObjectPath, look
from workbench.storage.client import ConflictError
from workbench.storage.reading import content
from workbench.storage.writing import put

CLAIM = ".ledger-home.json"


def claim(reports: Path) -> None:
    """See that the ledger of a store is the one of this home; nothing to do where it is no home.

    The first home that publishes a report on people there holds the ledger for good.

    Raises
    ------
    DisclosureError
        If another holds it: what it released is not known here.
    """
    address = address_of(reports)
    if address is None:
        return
    path, mine = address / CLAIM, identity_of(reports)
    try:
        put(path, to_json({"home": mine}).encode(), fresh=True)
    except ConflictError:
        if _holder(path) != mine:
            raise DisclosureError(
                f"{address}: reports on people are published there from another machine, which "
                "holds their ledger of releases. Run it there, or bring its folder of homes here "
                "(WORKBENCH_HOMES), or publish to another place. Nothing is published."
            ) from None


def _holder(path: ObjectPath) -> str | None:
    stored = look(path)
    try:
        return str(json.loads(content(stored))["home"]) if stored else None
    except (KeyError, TypeError, ValueError):
        return None
