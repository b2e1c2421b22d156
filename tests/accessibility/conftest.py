"""One browser a file of tests: while it is open, no other loop of events can run beside it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))
import browser as programs


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = programs.chromium()
    with sync_playwright() as playwright:
        words = ["--no-sandbox", "--disable-gpu"]
        opened = playwright.chromium.launch(executable_path=program, args=words)
        yield opened
        opened.close()
