"""Every page of every analysis and policy, the index and what it says of failures, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import checks
import made
import outside
import pytest
from playwright.sync_api import Browser, Page

from workbench.publishing import discovery

WIDE, NARROW = 1200, 320
REPORTS = [f"{name}, {kind}" for name in discovery.names() for kind in made.POLICIES]
PAGES = [*REPORTS, f"{made.SIGNED}, signed", "index, empty", "index, of all kinds"]
OF_READING = (
    checks.links,
    checks.charts,
    checks.headings,
    checks.language,
    checks.tables,
    checks.skip_link,
    checks.tab_order,
    checks.text_size,
    checks.readable,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """All pages as files; each is made when it is first asked for."""
    return tmp_path_factory.mktemp("pages")


def file_of(name: str, folder: Path) -> Path:
    path = folder / f"{name}.html"
    if not path.exists():
        kind = name.split(",")[0]
        pages = made.indexes(folder / "reports") if kind == "index" else made.reports(kind)
        for other, text in pages.items():
            (folder / f"{other}.html").write_text(text)
    return path


@contextmanager
def opened(
    chromium: Browser, path: Path, width: int, *, unfolded: bool = False, **asked: str
) -> Iterator[Page]:
    """Open a page as a reader does, its policy in force."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, **asked)
    page = context.new_page()
    page.goto(path.as_uri())
    if unfolded:
        unfold(page)
    yield page
    context.close()


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(chromium, folder, name):
    """Folded and unfolded, wide and narrow; unfolded text is held to its contrast by `readable`."""
    path = file_of(name, folder)
    for width in (WIDE,) if name.endswith("signed") else (WIDE, NARROW):
        with opened(chromium, path, width) as page:
            if width == WIDE or not name.endswith(("restricted", "analyst")):
                assert checks.axe(page, contrast=width == WIDE) == []
            unfold(page)
            assert checks.axe(page, contrast=False) == []


@pytest.mark.parametrize("name", PAGES)
def test_it_can_be_read_with_keyboard_and_screen_reader(chromium, folder, name):
    with opened(chromium, file_of(name, folder), WIDE, unfolded=True) as page:
        found = {check.__name__: problems for check in OF_READING if (problems := check(page))}
    assert found == {}


@pytest.mark.parametrize("name", PAGES)
def test_it_fits_a_narrow_screen(chromium, folder, name):
    with opened(chromium, file_of(name, folder), NARROW) as page:
        assert checks.overflow(page) == []
        unfold(page)
        assert checks.overflow(page) == []
        assert checks.text_size(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_it_can_be_read_in_forced_colours(chromium, folder, name):
    asked = {"forced_colors": "active", "reduced_motion": "reduce"}
    with opened(chromium, file_of(name, folder), WIDE, unfolded=True, **asked) as page:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, **asked)
            dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
            forced = page.evaluate("matchMedia('(forced-colors: active)').matches")
            assert (dark, forced) == (scheme == "dark", True)
            assert checks.readable(page) == [], scheme
            assert checks.still(page) == [], scheme


@pytest.mark.parametrize("name", PAGES)
def test_it_prints(chromium, folder, name):
    with opened(chromium, file_of(name, folder), 794) as page:
        page.emulate_media(media="print")
        assert outside.printing(page) == []
        assert outside.sheets(page) <= 45


@pytest.mark.parametrize("name", PAGES)
def test_it_asks_for_nothing_and_runs_nothing(chromium, folder, name):
    path = file_of(name, folder)
    planted = path.with_name(f"{path.stem}, planted.html")
    planted.write_text(path.read_text().replace("</main>", f"{outside.PLANTED}</main>"))
    for file in (path, planted):
        page = chromium.new_page()
        assert outside.calls(page, file) == []
        page.close()


def test_the_verdict_is_told_in_words(chromium, folder):
    """Colour and border repeat what the words say."""
    with opened(chromium, file_of("recruitment_funnel, open", folder), WIDE) as page:
        told = page.evaluate("[...document.querySelectorAll('.verdict')].map(e => e.innerText)")
    phrases = ("evidence of", "no evidence seen", "cannot tell")
    assert len(told) > 3
    assert [text for text in told if not text.lower().startswith(phrases)] == []
