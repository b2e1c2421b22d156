"""The analyses there are, found by name."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

from workbench.errors import ParameterError
from workbench.parameters.problems import nearest
from workbench.parameters.root import root


def names() -> tuple[str, ...]:
    """Return the names of all analyses, in alphabetical order."""
    package = importlib.import_module("workbench.analyses")
    found = (item.name for item in pkgutil.iter_modules(package.__path__) if item.ispkg)
    return tuple(sorted(found))


def load(name: str) -> ModuleType:
    """Import one analysis.

    Raises
    ------
    ParameterError
        If there is no analysis of that name.
    """
    if name not in names():
        raise ParameterError(f"unknown analysis '{name}'. {nearest(name, list(names()))}")
    return importlib.import_module(f"workbench.analyses.{name}")


def notebook(name: str) -> Path:
    """Return where the notebook of an analysis is.

    Raises
    ------
    ParameterError
        If the file is not there.
    """
    path = root() / "notebooks" / f"{name}.ipynb"
    if not path.is_file():
        raise ParameterError(f"the analysis '{name}' has no notebook at notebooks/{path.name}.")
    return path
