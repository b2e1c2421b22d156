"""Where one report lives, from lock to published folder, all on one file system."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import RunError

PRIVATE = 0o700
SHARED = 0o755


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one report; everything but `final` is private to this machine."""

    reports: Path
    analysis: str
    name: str

    @property
    def label(self) -> str:
        """Return the report as readers see it named."""
        return f"{self.analysis}/{self.name}"

    @property
    def final(self) -> Path:
        """Return the published folder."""
        return self.reports / self.analysis / self.name

    @property
    def staging(self) -> Path:
        """Return where a new report is written before it is put in place."""
        return self._hidden(".staging")

    @property
    def previous(self) -> Path:
        """Return where the old report stands for the moment between two renames."""
        return self._hidden(".previous")

    @property
    def work(self) -> Path:
        """Return where a notebook is executed."""
        return self._hidden(".work")

    @property
    def failing(self) -> Path:
        """Return where the record of a failure is written before it is put in place."""
        return self._hidden(".failing")

    @property
    def failed(self) -> Path:
        """Return where the reason and the full log of a failure are kept."""
        return self._hidden(".failed")

    def _hidden(self, kind: str) -> Path:
        return self.reports / kind / self.analysis / self.name


def make_private(folder: Path, *, reports: Path) -> Path:
    """Make a folder under a hidden one of `reports` that only its owner can enter.

    Raises
    ------
    RunError
        If something that is not a folder, such as a symbolic link, is in the way.
    """
    reports.mkdir(parents=True, exist_ok=True)
    made = reports
    for part in folder.relative_to(reports).parts:
        made = made / part
        with suppress(FileExistsError):
            made.mkdir(mode=PRIVATE)
        _check_folder(made, reports)
        if made.stat().st_mode & 0o077:
            made.chmod(PRIVATE)
    return folder


def make_shared(folder: Path) -> None:
    """Make the folder of an analysis, which others may read and only its owner may change."""
    with suppress(FileExistsError):
        folder.mkdir(mode=SHARED)


def check_nothing_in_the_way(places: Places) -> None:
    """Check that a report's folder is a folder or is not there yet.

    Raises
    ------
    RunError
        Naming what is in the way: a link would be exchanged, and what it points to removed.
    """
    for path in (places.final.parent, places.final):
        _check_folder(path, places.reports)


def prepare(reports: Path) -> None:
    """Make the folder of all reports and check that it can be written to.

    Raises
    ------
    RunError
        If it cannot.
    """
    mend = "Make it a folder that can be written to, or name another with --reports."
    try:
        reports.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise RunError(f"{reports}: is not a folder. {mend}") from error
    except OSError as error:
        raise RunError(f"{reports}: cannot be made ({error.strerror}). {mend}") from error
    try:
        # Tried, not asked: who may write depends on more than the folder's mode.
        with tempfile.TemporaryFile(dir=reports):
            pass
    except OSError as error:
        raise RunError(f"{reports}: cannot be written to ({error.strerror}). {mend}") from error


def _check_folder(path: Path, reports: Path) -> None:
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        kind = "a symbolic link" if path.is_symlink() else "a file"
        raise RunError(
            f"{path.relative_to(reports)}: {kind} is in the way, where a folder is needed. "
            "Move it away, then run again."
        )
