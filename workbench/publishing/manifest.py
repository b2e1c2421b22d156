"""What a report was made from: the one file in it that holds times and versions."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from workbench.parameters.root import root
from workbench.publishing.files import read_json
from workbench.publishing.key import Fingerprint, digest, lock_digest
from workbench.publishing.plan import Run

FILE = "manifest.json"
SCHEMA = 1
LIBRARIES = (
    "duckdb",
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
)


def describe(
    run: Run, fingerprint: Fingerprint, released: Mapping[str, Any], *, started: datetime
) -> dict[str, Any]:
    """Return the manifest of a run but for the hashes of its outputs.

    Parameters
    ----------
    run : Run
        What was run.
    fingerprint : Fingerprint
        Its key and inputs.
    released : mapping
        What is said of its release: title, policy, headline and so on.
    started : datetime
        When it began, in UTC.
    """
    seconds = (datetime.now(UTC) - started).total_seconds()
    return {
        "schema": SCHEMA,
        "key": fingerprint.key,
        "analysis": run.analysis,
        "run": run.name,
        **released,
        "parameters": without_folders(run.parameters.model_dump(mode="json")),
        "inputs": [{"name": item.name, "sha256": item.sha256} for item in fingerprint.inputs],
        "seed": getattr(run.parameters, "seed", None),
        "code": commit(root()),
        "requirements_lock_sha256": lock_digest(),
        "versions": {"python": platform.python_version(), **_versions()},
        "run_time": started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "duration_seconds": round(seconds, 1),
    }


def verifies(folder: Path) -> bool:
    """Return whether a report's manifest is there and agrees with every output it names."""
    outputs = (read_json(folder / FILE) or {}).get("outputs")
    if not isinstance(outputs, dict) or not outputs:
        return False
    paths = {folder / Path(name).name: stated for name, stated in outputs.items()}
    return all(path.is_file() and digest(path) == stated for path, stated in paths.items())


def without_folders(value: Any) -> Any:
    """Return plain values with every absolute path cut down to its file name.

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
    """Return whether a text is an absolute path below some folder, here or on Windows."""
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


def _versions() -> dict[str, str]:
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
