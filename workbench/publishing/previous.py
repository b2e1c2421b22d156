"""What a report took the place of: when that was made, and what is other since."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.publishing import manifest
from workbench.publishing.files import read_json

FIELD = "previous"
MADE_OF = {
    "data": ("inputs",),
    "parameters": ("parameters",),
    "code": ("code_sha256", "notebook_sha256"),
    "libraries": ("requirements_lock_sha256", "versions"),
}
"""What may have changed, and the parts of a manifest that tell of it."""
ALIKE = ("policy", "data_source")


def previous_of(folder: Path, facts: Mapping[str, Any]) -> dict[str, Any] | None:
    """Say what a report is about to take the place of, without a number of it.

    Parameters
    ----------
    folder : Path
        Where the report lies that is there now, if there is one.
    facts : mapping
        The manifest of the one to come.

    Returns
    -------
    dict or None
        ``run_time``, what has ``changed``, and whether the counts of verdicts have. None where
        there was no report, or one under another policy or of other data: of that nothing is
        told. A report that is only signed anew took the place of what it took before.
    """
    before = read_json(folder / manifest.FILE)
    if before is None:
        return None
    if before.get("run_time") == facts.get("run_time"):
        return before.get(FIELD)
    if any(before.get(name) != facts.get(name) for name in ALIKE):
        return None
    return {
        "run_time": before.get("run_time"),
        "changed": [
            name
            for name, parts in MADE_OF.items()
            if any(before.get(part) != facts.get(part) for part in parts)
        ],
        "verdicts_changed": before.get("verdicts") != facts.get("verdicts"),
    }
