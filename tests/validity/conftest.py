"""Keeps the many verdicts judged here quick."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="module")
def frozen_heap() -> Iterator[None]:
    """The library that adjusts p-values collects all garbage at every call; what is there before
    these tests need not be looked at each time."""
    gc.freeze()
    yield
    gc.unfreeze()
