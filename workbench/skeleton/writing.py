"""A skeleton in its places, whole or not at all."""

from __future__ import annotations

import importlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import ParameterError, RunError
from workbench.parameters.root import INSTALLED, root
from workbench.skeleton.naming import Names, checked
from workbench.skeleton.notebook import notebook
from workbench.skeleton.rendering import rendered, template

PLACES = (
    "workbench/analyses/{name}",
    "tests/analyses/{name}",
    "tests/readers/{name}.yaml",
    "parameters/{name}",
    "data/synthetic/{name}",
    "notebooks/{name}.ipynb",
)
"""All that is made; nothing else in the project is touched."""


def write_skeleton(name: str, title: str | None) -> tuple[Path, ...]:
    """Write a new analysis, draw its synthetic data and run its notebook.

    Parameters
    ----------
    name : str
        Of its package, notebook and folders.
    title : str, optional
        What readers see; made of the name unless given.

    Returns
    -------
    tuple of Path
        What was made.

    Raises
    ------
    ParameterError
        If the name or the title cannot be used, or this is not the project's own folder.
    RunError
        If the notebook did not run; then nothing is left behind.
    """
    names = checked(name, title, _taken(name))
    if root() != INSTALLED:
        raise ParameterError(
            f"workbench new: a new analysis is written into the project itself. Go to {INSTALLED} "
            "first."
        )
    places = tuple(INSTALLED / place.format(name=name) for place in PLACES)
    with _all_or_nothing(name, places):
        _put(names, places)
        _draw(name)
        _execute(name)
    return places


def _taken(name: str) -> set[str]:
    """Return the names that stand for an analysis, a module beside them, or anything on disk."""
    there = {path.stem for path in (INSTALLED / "workbench" / "analyses").iterdir()}
    on_disk = any((INSTALLED / place.format(name=name)).exists() for place in PLACES)
    return there | ({name} if on_disk else set())


@contextmanager
def _all_or_nothing(name: str, places: tuple[Path, ...]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        # Whatever stopped it, Ctrl-C among it: half an analysis would be found by every command.
        for place in places:
            if place.is_dir():
                shutil.rmtree(place)
            place.unlink(missing_ok=True)
        raise
    finally:
        package = f"workbench.analyses.{name}"
        for module in [
            one for one in sys.modules if one == package or one.startswith(f"{package}.")
        ]:
            del sys.modules[module]


def _put(names: Names, places: tuple[Path, ...]) -> None:
    """Write every file beside the project's first, so that a full disk leaves nothing in it."""
    script = template("notebook.py", names)
    files = rendered(names) | {f"notebooks/{names.name}.ipynb": notebook(script)}
    with tempfile.TemporaryDirectory(dir=INSTALLED, prefix=".new-") as folder:
        for path, text in files.items():
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        for place in places:
            place.parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / place.relative_to(INSTALLED)).rename(place)


def _draw(name: str) -> None:
    from workbench.synthetic import write

    importlib.invalidate_caches()
    analysis = importlib.import_module(f"workbench.analyses.{name}")
    write(analysis.synthesise(), INSTALLED / "data" / "synthetic" / name)


def _execute(name: str) -> None:
    from nbclient.exceptions import CellExecutionError

    from workbench.publishing.golden import refresh

    try:
        refresh(INSTALLED / "notebooks" / f"{name}.ipynb")
    except CellExecutionError as error:
        raise RunError(
            f"workbench new: the notebook of '{name}' did not run ({error.ename}: {error.evalue}). "
            "Nothing was written. If the project's own notebooks run, this is a mistake in "
            "workbench/skeleton."
        ) from error
