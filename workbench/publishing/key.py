"""What a report depends on, as one number that changes when any of it does."""

from __future__ import annotations

import glob
import hashlib
import hmac
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import workbench
from workbench.errors import RunError
from workbench.parameters.root import resolve, root
from workbench.publishing import discovery
from workbench.publishing.plan import Run
from workbench.storage import Location, ObjectPath, matching

MISSING = "missing"
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Input:
    """One data file of a run.

    Attributes
    ----------
    parameter : str
        The parameter that named it, such as ``data`` or ``earlier.0.data``.
    name : str
        Its base name.
    algorithm : {"sha256", "hmac-sha256", "sha256-etag", "hmac-sha256-etag"}
        How its content was hashed: with the key of the reports folder where it is personal. Of an
        object on object storage what the store says of its content is, which is not fetched.
    digest : str
        That hash, or ``missing``.
    bytes : int or None
        Its size; None where it is personal, since it could tell how many rows there are.
    """

    parameter: str
    name: str
    algorithm: str
    digest: str
    bytes: int | None


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The key of a run, the inputs that are part of it, and the hashes of what reads them."""

    key: str
    inputs: tuple[Input, ...]
    code: str
    notebook: str


def fingerprint(run: Run, *, secret: bytes | None = None) -> Fingerprint:
    """Compute the key of a run: equal keys mean an equal report.

    Parameters
    ----------
    run : Run
        What is to be run.
    secret : bytes, optional
        The key of the reports folder; personal data is never hashed without.

    Returns
    -------
    Fingerprint
        SHA-256 of the typed parameters (the policy is one of them), the content of the inputs,
        the code, the notebook's source, the locked libraries and Python's minor version.
    """
    found = inputs(run, secret=secret)
    code, notebook = code_digest(run.analysis), notebook_digest(run)
    parts = {
        "parameters": run.parameters.model_dump(mode="json"),
        "run": run.label,
        "inputs": [(item.parameter, item.name, item.digest) for item in found],
        "code": code,
        "notebook": notebook,
        "lock": lock_digest(),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }
    return Fingerprint(_digest_of_text(_to_text(parts)), found, code, notebook)


def inputs(run: Run, *, secret: bytes | None = None) -> tuple[Input, ...]:
    """Return the data files of a run with their hashes.

    An analysis that reads more than its data lists all paths in its parameters' `input_paths`.

    Raises
    ------
    ValueError
        If the data is personal and there is no key to hash it with.
    """
    personal = run.parameters.data_source == "personal"
    if personal and secret is None:
        raise ValueError("personal data is hashed with a key only")
    named = getattr(run.parameters, "input_paths", None) or (run.parameters.data_path,)
    known = dict(_named_paths(run.parameters.model_dump(mode="json")))
    return tuple(
        found
        for pattern in named
        for found in _inputs(pattern, known.get(pattern, "unnamed"), secret if personal else None)
    )


def digest(path: Path, *, secret: bytes | None = None) -> str:
    """Return the SHA-256 of a file's content, or its HMAC-SHA-256 where there is a key."""
    with path.open("rb") as file:
        if secret is None:
            return hashlib.file_digest(file, "sha256").hexdigest()
        keyed = hmac.new(secret, digestmod="sha256")
        while block := file.read(BLOCK):
            keyed.update(block)
        return keyed.hexdigest()


def _inputs(pattern: Location, parameter: str, secret: bytes | None) -> Iterator[Input]:
    if isinstance(pattern, ObjectPath):
        yield from stored_inputs(pattern, parameter, secret)
    else:
        yield from (_input(path, parameter, secret) for path in _matches(pattern))


def stored_inputs(pattern: ObjectPath, parameter: str, secret: bytes | None) -> Iterator[Input]:
    """Yield what a store tells of the content of its objects; none of it is fetched.

    Raises
    ------
    StorageError
        If there is none, or the store cannot be asked.
    """
    for one in matching(pattern):
        told = f"{one.etag}\0{one.size}".encode()
        # An ETag is often a plain hash of the content: of personal data it may not stand bare.
        if secret is None:
            plain = hashlib.sha256(told).hexdigest()
            yield Input(parameter, one.path.name, "sha256-etag", plain, one.size)
        else:
            keyed = hmac.digest(secret, told, "sha256").hex()
            yield Input(parameter, one.path.name, "hmac-sha256-etag", keyed, None)


def _input(path: Path, parameter: str, secret: bytes | None) -> Input:
    there = path.is_file()
    return Input(
        parameter,
        path.name,
        "sha256" if secret is None else "hmac-sha256",
        digest(path, secret=secret) if there else MISSING,
        path.stat().st_size if there and secret is None else None,
    )


def _named_paths(value: Any, name: str = "") -> Iterator[tuple[Location, str]]:
    """Yield each text of the parameters as the path it may be; the first to name one comes last."""
    if isinstance(value, str):
        yield resolve(value), name
    elif isinstance(value, Mapping | list):
        parts = value.items() if isinstance(value, Mapping) else enumerate(value)
        for part, item in reversed(list(parts)):
            yield from _named_paths(item, f"{name}.{part}" if name else str(part))


def code_digest(analysis: str) -> str:
    """Return the SHA-256 of the code that a report depends on."""
    return _digest_of_files(code_folders(analysis))


def notebook_digest(run: Run) -> str:
    """Return the SHA-256 of a notebook's source cells."""
    return _digest_of_text(_to_text(_cells(run.notebook)))


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
                line = f"{path.relative_to(folder).as_posix()}\0{_digest_of_code(path)}\n"
                total.update(line.encode())
    return total.hexdigest()


def _digest_of_code(path: Path) -> str:
    known = path.stat()
    return _digest_of_state(path, known.st_mtime_ns, known.st_ctime_ns, known.st_size)


@lru_cache(maxsize=1 << 14)
def _digest_of_state(path: Path, *_: int) -> str:
    """Hash a file of code once for all runs of a call; the system says when it has changed."""
    return digest(path)


def _cells(path: Path) -> list[tuple[str, str]]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(f"{path.name}: is not a notebook that can be read.") from error


def _to_text(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _digest_of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
