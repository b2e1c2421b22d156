"""What a page does on paper, and what it asks of the world: each check returns what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, Route

RAN = "A script has run"
PLANTED = (
    "<img src='https://example.org/a.png' alt='1'>"
    "<link rel='stylesheet' href='https://example.org/a.css'>"
    f"<script>document.title = '{RAN}'</script>"
)
"""What asks for a picture and a style sheet, and runs."""


def printing(page: Page) -> list[str]:
    """On paper a heading stays with what follows, a chart is whole, and nothing is cut off."""
    return page.evaluate(
        """() => {
          const style = e => getComputedStyle(e), found = [];
          for (const e of document.querySelectorAll('main h2, main h3'))
            if (!style(e).breakAfter.startsWith('avoid'))
              found.push('parts from: ' + e.textContent);
          for (const e of document.querySelectorAll('figure, tr'))
            if (!style(e).breakInside.startsWith('avoid')) found.push('is parted: ' + e.tagName);
          for (const e of document.querySelectorAll('nav, .skip-link'))
            if (e.getClientRects().length) found.push('is of no use on paper: ' + e.className);
          if (document.documentElement.scrollWidth > window.innerWidth) found.push('cut off');
          return found;
        }"""
    )


def calls(page: Page, file: Path) -> list[str]:
    """Nothing is asked for but the file itself, and nothing in it runs.

    What the policy of a page stops never comes to the route; what it lets through does, whether
    or not there is a network.
    """
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_() if route.request.url == file.as_uri() else route.abort()

    page.route("**/*", answer)
    page.goto(file.as_uri())
    ran = ["a script ran"] if page.title() == RAN else []
    return ran + [f"asked for {url}" for url in asked if url != file.as_uri()]


def sheets(page: Page) -> int:
    """Return how many sheets of A4 the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
