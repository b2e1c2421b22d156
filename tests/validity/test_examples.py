"""The examples in the benchmark's docstrings run, as those of the workbench do."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import validity

MODULES = [
    path.stem
    for path in sorted(Path(validity.__path__[0]).glob("*.py"))
    if not path.stem.startswith("__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    """If this fails, a docstring says what its function no longer does."""
    assert doctest.testmod(import_module(f"benchmarks.validity.{name}")).failed == 0
