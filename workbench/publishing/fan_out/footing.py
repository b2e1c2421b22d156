"""What a worker has to share with the call that sends it runs: code, project, folder, locks."""

from __future__ import annotations

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.parameters.root import root
from workbench.publishing import manifest
from workbench.publishing.explanations import explained
from workbench.publishing.fan_out.reaching import marked, trouble_with_the_store, unmark
from workbench.publishing.files import PRIVATE_FILE, sweep
from workbench.publishing.key import code_digest, lock_digest
from workbench.publishing.places import make_private

FOLDER = ".fan_out"
OTHER_CODE = "has another version of the workbench (install the same on all)"
HELD = "held"
"""A file that a call holds a lock on for as long as it lasts."""


@dataclass(frozen=True, slots=True)
class Footing:
    """What a call stands on, as values that can be sent and compared.

    Attributes
    ----------
    batch : str
        The call; its folder in the reports folder has this name.
    reports, root : Path
        The folder of all reports and the project's.
    code : tuple of tuple of str
        The analyses that run, each with the hash of the code that its reports depend on.
    lock : str or None
        The hash of the project's locked libraries.
    versions : tuple of tuple of str
        Of Python and of the libraries that a report depends on.
    """

    batch: str
    reports: Path
    root: Path
    code: tuple[tuple[str, str], ...]
    lock: str | None
    versions: tuple[tuple[str, str], ...]

    @property
    def folder(self) -> Path:
        """Return the private folder of the call."""
        return self.reports / FOLDER / self.batch


@contextmanager
def standing(analyses: Sequence[str], reports: Path) -> Iterator[Footing]:
    """Describe this process, and hold a lock that workers are to find held.

    Parameters
    ----------
    analyses : sequence of str
        Those that are to run.
    reports : Path
        The folder of all reports, which is there and can be written to.

    Raises
    ------
    StorageError
        If the folder is the home of a store that cannot be written to.
    """
    _forget_the_dead(reports)
    code, batch = _codes(sorted(set(analyses))), secrets.token_hex(8)
    footing = Footing(batch, reports, root(), code, lock_digest(), _versions())
    make_private(footing.folder, reports=reports)
    descriptor = os.open(footing.folder / HELD, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with marked(reports, batch):
            yield footing
    finally:
        os.close(descriptor)
        sweep(footing.folder)


@lru_cache(maxsize=8)
def problems(footing: Footing) -> tuple[str, ...]:
    """Return what keeps this process from making reports for a call, each as a sentence's end.

    Looked at once a call: what a process has imported does not change.
    """
    return other_code(footing) or (*_differences(footing), *_trouble_with(footing))


def other_code(footing: Footing) -> tuple[str, ...]:
    """Return whether this process has other code than a call, as the ends of sentences."""
    try:
        here = _codes([name for name, _ in footing.code])
    except WorkbenchError as error:
        return (f"cannot load the analyses ({error})",)
    return () if here == footing.code else (OTHER_CODE,)


def _codes(analyses: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, code_digest(name)) for name in analyses)


def _versions() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(manifest.versions().items()))


def _differences(due: Footing) -> Iterator[str]:
    if root() != due.root:
        yield (
            f"has the project at {root()}, not at {due.root} (start it there, or set "
            "WORKBENCH_ROOT)"
        )
    if lock_digest() != due.lock:
        yield "has another requirements.lock"
    known = dict(_versions())
    other = {name: said for name, said in due.versions if known.get(name) != said}
    if other:
        here = ", ".join(f"{name} {known.get(name)}" for name in other)
        wanted = ", ".join(f"{name} {said}" for name, said in other.items())
        yield f"has {here} in place of {wanted}"


def _trouble_with(footing: Footing) -> Iterator[str]:
    mend = f"({footing.reports} must lie on a file system that all machines share)"
    try:
        descriptor = os.open(footing.folder / HELD, os.O_RDWR)
    except OSError:
        yield f"does not see this call's reports folder {mend}"
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield f"can take a lock that this call holds {mend[:-1]} and that keeps locks)"
    except BlockingIOError:
        pass
    finally:
        os.close(descriptor)
    try:
        # Tried, not asked: who may write depends on more than the folder's mode.
        with tempfile.TemporaryFile(dir=footing.reports):
            pass
    except OSError as error:
        yield f"cannot write to the reports folder ({explained(error)})"
    yield from trouble_with_the_store(footing.reports, footing.batch)


def _forget_the_dead(reports: Path) -> None:
    """Sweep what calls left that were killed: nobody holds their locks any more."""
    for held in (reports / FOLDER).glob(f"*/{HELD}"):
        with held.open("r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            unmark(reports, held.parent.name)
            sweep(held.parent)
