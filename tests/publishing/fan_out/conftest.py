from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))
import fanning


@pytest.fixture(scope="module")
def cluster():
    """The address of a scheduler with two workers, in the project itself."""
    with fanning.cluster(2) as address:
        yield address
