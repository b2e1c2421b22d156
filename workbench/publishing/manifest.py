"""What a report was made from: the one file in it that holds times and versions."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from pydantic import BaseModel

from workbench.parameters.root import root
from workbench.publishing.files import read_json
from workbench.publishing.key import Fingerprint, digest, lock_digest
from workbench.publishing.plan import Run
from workbench.storage import is_remote

FILE = "manifest.json"
ELSEWHERE = ".elsewhere"
"""A mark beside a manifest whose outputs stand in a store, where they were looked at."""
SCHEMA = 3
LIBRARIES = (
    "duckdb",
    "highspy",
    "ibis-framework",
    "matplotlib",
    "nbclient",
    "numpy",
    "pandas",
    "papermill",
    "pydantic",
    "scipy",
    "seaborn",
    "statsmodels",
    "xlsxwriter",
)


def describe(
    run: Run,
    fingerprint: Fingerprint,
    released: Mapping[str, Any],
    *,
    started: datetime,
    audit: Mapping[str, Any] | None = None,
    ledger: Sequence[Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """Return the manifest of a run but for its outputs' hashes and its quality assurance.

    Parameters
    ----------
    run : Run
        What was run.
    fingerprint : Fingerprint
        Its key and inputs, and the hashes of the code and the notebook.
    released : mapping
        What is said of its release: title, policy, headline, released counts of rows and so on.
    started : datetime
        When it began, in UTC.
    audit : mapping, optional
        The disclosure auditor's verdict and figures.
    ledger : sequence of mapping, optional
        What was entered in the ledger of releases.

    Returns
    -------
    dict
        Plain values. No count in it is exact but what the release itself shows exactly.
    """
    # Imported late: the index and a skipped run read manifests without it.
    from workbench.disclosure import policy_named

    return {
        "schema": SCHEMA,
        "key": fingerprint.key,
        "analysis": run.analysis,
        "run": run.name,
        **released,
        "disclosure": asdict(policy_named(released["policy"])),
        "parameters": without_folders(run.parameters.model_dump(mode="json")),
        "defaults_used": sorted(defaults_used(run.parameters)),
        "inputs": [asdict(item) for item in fingerprint.inputs],
        "seed": getattr(run.parameters, "seed", None),
        "code_sha256": fingerprint.code,
        "notebook_sha256": fingerprint.notebook,
        "requirements_lock_sha256": lock_digest(),
        "versions": versions(),
        "audit": None if audit is None else dict(audit),
        "ledger": None if ledger is None else [dict(entry) for entry in ledger],
        "code": commit(root()),
        # Said when it is put in place, of what it then takes the place of.
        "previous": None,
        "run_time": started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "duration_seconds": _seconds_since(started),
    }


def defaults_used(value: Any, name: str = "") -> Iterator[str]:
    """Yield the dotted name of every parameter that was not given, within the given ones too.

    Examples
    --------
    >>> from workbench.parameters.reading import Reading
    >>> sorted(defaults_used(Reading(dates="dmy", trim=True)))
    ['delimiter', 'encoding', 'engine', 'format', 'sheet']
    """
    if isinstance(value, BaseModel):
        for field in type(value).model_fields:
            inner = f"{name}.{field}" if name else field
            if field not in value.model_fields_set:
                yield inner
            else:
                yield from defaults_used(getattr(value, field), inner)
    elif isinstance(value, Mapping):
        for part, item in value.items():
            yield from defaults_used(item, f"{name}.{part}")
    elif isinstance(value, tuple | list):
        for number, item in enumerate(value):
            yield from defaults_used(item, f"{name}.{number}")


def verifies(folder: Path) -> bool:
    """Return whether a report's manifest is there and agrees with every output it names."""
    outputs = (read_json(folder / FILE) or {}).get("outputs")
    if not isinstance(outputs, dict) or not outputs:
        return False
    if (folder / ELSEWHERE).is_file():
        return True
    paths = {folder / Path(name).name: stated for name, stated in outputs.items()}
    return all(path.is_file() and digest(path) == stated for path, stated in paths.items())


def without_folders(value: Any) -> Any:
    """Return plain values with every absolute path and address cut down to its file name.

    Examples
    --------
    >>> without_folders({"data": "/srv/secret/staff.csv", "title": "Staff"})
    {'data': 'staff.csv', 'title': 'Staff'}
    """
    if isinstance(value, dict):
        return {key: without_folders(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_folders(item) for item in value]
    if isinstance(value, str) and is_absolute(value):
        return PureWindowsPath(value).name
    return value


def is_absolute(text: str) -> bool:
    """Return whether a text is an absolute path below some folder, or on object storage."""
    if is_remote(text):
        return True
    kinds = PurePosixPath(text), PureWindowsPath(text)
    return any(path.is_absolute() and len(path.parts) > 2 for path in kinds)


def commit(folder: Path) -> dict[str, Any]:
    """Return the git commit of a folder and whether it has changes; both None outside git."""
    head = _git(folder, "rev-parse", "--verify", "HEAD")
    changed = _git(folder, "status", "--porcelain") if head else None
    return {"commit": head or None, "dirty": None if changed is None else bool(changed)}


def _git(folder: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603 the words are this module's own
            ["git", "-C", str(folder), *words],  # noqa: S607 found on the path, as make finds it
            capture_output=True,
            text=True,
            timeout=30,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _seconds_since(started: datetime) -> float:
    # A clock that was set back in between must not make it less than nothing.
    return max(0.0, round((datetime.now(UTC) - started).total_seconds(), 1))


def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that a report depends on."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
