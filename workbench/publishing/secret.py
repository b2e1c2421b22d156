"""The key that hashes of personal data are made with, so that nobody else can test a guess."""

from __future__ import annotations

import secrets
from pathlib import Path

from workbench.errors import RunError
from workbench.publishing.files import PRIVATE_FILE, replace_file
from workbench.publishing.locks import locked
from workbench.publishing.places import make_private
from workbench.publishing.plan import Run

FOLDER = ".ledger"
FILE = "key"
BYTES = 32


def secret_of(run: Run, reports: Path) -> bytes | None:
    """Return the key of a reports folder for a run on personal data, None for any other.

    The first run on personal data makes it; only its owner can read it.

    Raises
    ------
    RunError
        If the file is there but holds no key.
    """
    if run.parameters.data_source != "personal":
        return None
    path = reports / FOLDER / FILE
    # Under a lock: of several first runs at once, all must use the key of the first.
    with locked(reports, "ledger-key"):
        if not path.exists():
            make_private(path.parent, reports=reports)
            replace_file(path, secrets.token_hex(BYTES) + "\n", mode=PRIVATE_FILE)
    return _read(path)


def _read(path: Path) -> bytes:
    try:
        found = bytes.fromhex(path.read_text(encoding="ascii"))
    except ValueError:
        found = b""
    if len(found) != BYTES:
        raise RunError(
            f"{FOLDER}/{FILE} in the reports folder does not hold a key of {2 * BYTES} figures and "
            "letters. Bring it back from a copy; or take it away, and every report on personal "
            "data is made, and must be signed, afresh."
        )
    return found
