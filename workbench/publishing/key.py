"""What a report depends on, as one number that changes when any of it does."""

from __future__ import annotations

import glob
import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import workbench
from workbench.errors import RunError
from workbench.parameters.root import root
from workbench.publishing import discovery
from workbench.publishing.plan import Run

MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Input:
    """One data file: its base name and the SHA-256 of its content."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The key of a run, and the inputs that are part of it."""

    key: str
    inputs: tuple[Input, ...]


def fingerprint(run: Run) -> Fingerprint:
    """Compute the key of a run: equal keys mean an equal report.

    Returns
    -------
    Fingerprint
        SHA-256 of the typed parameters (the policy is one of them), the content of the inputs,
        the code, the notebook's source, the locked libraries and Python's minor version.
    """
    found = inputs(run)
    parts = {
        "parameters": run.parameters.model_dump(mode="json"),
        "run": run.label,
        "inputs": [(item.name, item.sha256) for item in found],
        "code": _digest_of_files(code_folders(run.analysis)),
        "notebook": _cells(run.notebook),
        "lock": lock_digest(),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return Fingerprint(hashlib.sha256(text.encode()).hexdigest(), found)


def inputs(run: Run) -> tuple[Input, ...]:
    """Return the data files of a run with their hashes.

    An analysis that reads more than its data lists all paths in its parameters' `input_paths`.
    """
    named = getattr(run.parameters, "input_paths", None) or (run.parameters.data_path,)
    return tuple(
        Input(path.name, digest(path) if path.is_file() else MISSING)
        for pattern in named
        for path in _matches(Path(pattern))
    )


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def lock_digest() -> str | None:
    """Return the SHA-256 of the project's locked libraries, or None where there is no lock."""
    path = root() / "requirements.lock"
    return digest(path) if path.is_file() else None


def code_folders(analysis: str) -> tuple[Path, ...]:
    """Return the folders whose code a report depends on."""
    package = Path(workbench.__file__).parent
    own = Path(str(discovery.load(analysis).__file__)).parent
    return (package,) if own.is_relative_to(package) else (package, own)


def _matches(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(item for item in path.rglob("*") if item.is_file())
    if path.exists() or not glob.has_magic(str(path)):
        return [path]
    return [Path(name) for name in sorted(glob.glob(str(path), recursive=True))]


def _digest_of_files(folders: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in (".py", ".j2", ".css"):
                line = f"{path.relative_to(folder).as_posix()}\0{digest(path)}\n"
                total.update(line.encode())
    return total.hexdigest()


def _cells(path: Path) -> list[tuple[str, str]]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(f"{path.name}: is not a notebook that can be read.") from error
