"""A project of its own for whoever writes into one, and the command run there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.parameters.root import INSTALLED

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """Copy the code of the project, and of its tests what an analysis's own tests need."""
    folder = tmp_path_factory.mktemp("project")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(INSTALLED / "workbench", folder / "workbench", ignore=ignored)
    for name in ("notebooks", "parameters", "data", "tests/analyses", "tests/readers"):
        (folder / name).mkdir(parents=True)
    tests = ("conftest.py", "test_notebooks.py", "readers/test_readers.py")
    for name in ("pyproject.toml", *(f"tests/{one}" for one in tests)):
        shutil.copy(INSTALLED / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def run(project: Path) -> Run:
    """Run a module of the environment in that project."""

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(project), "WORKBENCH_ROOT": str(project)}
        environment |= {"PYTHONDONTWRITEBYTECODE": "1", **more}
        program = [sys.executable, "-P", "-m", *words]
        return subprocess.run(
            program, cwd=project, env=environment, capture_output=True, text=True, timeout=300
        )

    return run


@pytest.fixture(scope="module")
def files(project: Path) -> Callable[[], set[str]]:
    """Return every file that is there."""

    def files() -> set[str]:
        every = (path for path in project.rglob("*") if path.is_file())
        return {str(path.relative_to(project)) for path in every if "cache" not in str(path)}

    return files
