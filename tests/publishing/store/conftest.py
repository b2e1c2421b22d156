from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))
from object_store import bucket, object_store  # noqa: F401  they are fixtures


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Go to a machine by its name: each keeps its homes in a folder of its own."""

    def go(name: str) -> Path:
        monkeypatch.setenv("WORKBENCH_HOMES", str(tmp_path / "machines" / name))
        return tmp_path / "machines" / name

    go("ours")
    return go
