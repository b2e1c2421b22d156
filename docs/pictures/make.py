"""Take the pictures of the documentation afresh: `make pictures`, after `make report`."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent
REPORTS = FOLDER.parents[1] / "reports"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
SIZE = {"width": 1100, "height": 1100}


def pages() -> dict[str, Path]:
    """Return the page of each synthetic report, and the index, by the picture's name."""
    found = {path.parts[-3]: path for path in sorted(REPORTS.glob("*/synthetic/report.html"))}
    return {**found, "index": REPORTS / "index.html"}


def main() -> None:
    """Write a picture of the top of each page."""
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        for name, path in pages().items():
            page.goto(path.as_uri())
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
