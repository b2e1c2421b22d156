from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
sys.path.insert(0, str(Path(__file__).parents[2]))
import fanning
from object_store import bucket, object_store  # noqa: F401  they are fixtures


@pytest.fixture(scope="module")
def cluster():
    """The address of a scheduler with two workers, in the project itself."""
    with fanning.cluster(2) as address:
        yield address
