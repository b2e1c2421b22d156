"""The library in a browser: the choice of an analysis, what moved, every check of a page."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import browser as programs
import pytest
from playwright.sync_api import sync_playwright
from test_library_trends import DAYS, entry, lead

from workbench.publishing.library import rebuild

sys.path.insert(0, str(Path(__file__).parents[1] / "accessibility"))
import checks

READ = (checks.axe, checks.links, checks.charts, checks.headings, checks.language, checks.tables)
WORKED = (checks.skip_link, checks.tab_order, checks.text_size)
MARKS = {"marking": "OFFICIAL", "citation": None, "verdicts": {"cannot tell": 3}}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """A library of two analyses with trends, a failed run, a broken one and a method check."""
    reports = tmp_path_factory.mktemp("library")
    for analysis in ("intake", "leaving"):
        for day in DAYS:
            _write(reports, f"{analysis}/{day}", entry(day, [lead(), lead("Asian")]).facts)
    _write(reports, "leaving/check", entry(data_source="published", headlines=None).facts)
    (reports / "intake/broken").mkdir()
    (reports / "intake/broken/manifest.json").write_text("{")
    parameters = reports / "late.yaml"
    parameters.write_text("analysis: leaving\n")
    failed = {"analysis": "leaving", "name": "late", "title": "Late", "reason": "No rows."}
    failed |= {"time": "2024-07-01T09:00:00Z", "parameter_file": str(parameters)}
    _write(reports, ".failed/leaving/late", {**failed, "policy": "open", "data_source": "personal"})
    return rebuild(reports)


def _write(reports, label, facts):
    told = facts if ".failed" in label else {"headline": "Found.", **MARKS, **facts}
    if told.get("data_source") == "published":
        told["citation"] = "Somebody"
    path = reports / label / ("reason.json" if ".failed" in label else "manifest.json")
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(told))


@pytest.fixture(scope="module")
def chromium():
    program = programs.chromium()
    with sync_playwright() as playwright:
        words = ["--no-sandbox", "--disable-gpu"]
        opened = playwright.chromium.launch(executable_path=program, args=words)
        yield opened
        opened.close()


@pytest.fixture(params=[1200, 320])
def page(chromium, index, request):
    context = chromium.new_context(viewport={"width": request.param, "height": 900})
    page = context.new_page()
    page.goto(index.as_uri())
    yield page
    context.close()


def sections(page):
    """Return the headings that anybody can see or hear."""
    return page.locator("h2, h3").evaluate_all(
        "found => found.filter(e => e.offsetParent !== null).map(e => e.textContent)"
    )


def test_every_check_of_a_page_finds_nothing(page):
    """Somebody could not use the page."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert page.locator("svg").count() == 2
    assert [found for check in (*READ, *WORKED) for found in check(page)] == []
    assert checks.overflow(page) == []


def test_an_analysis_is_chosen_by_keys_alone_and_the_rest_is_gone(page):
    """Who sees no mouse could not choose; what is hidden to some would be read out to others."""
    every = sections(page)
    page.get_by_label("All analyses").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("input:checked").get_attribute("id") == "show-1"
    names = {"1": "Leaving", "2": "Intake"}
    shelf = page.locator("#analysis-1").text_content()
    other = next(name for name in names.values() if name != shelf)
    assert shelf in sections(page)
    assert other not in sections(page)
    heard = page.locator("main").aria_snapshot()
    assert f'heading "{other}"' not in heard
    assert f'heading "{shelf}"' in heard
    page.get_by_label("All analyses").check()
    assert sections(page) == every


def test_a_broken_report_is_shown_whatever_is_chosen(page):
    """Whose analysis is not known would be hidden by every choice."""
    for number in (1, 2):
        page.locator(f"#show-{number}").check()
        assert "intake/broken: cannot be listed" in sections(page)
        shelf = page.locator(f"#analysis-{number}").text_content()
        assert ("Late: failed" in sections(page)) == (shelf == "Leaving")


def test_a_choice_stays_marked_in_forced_colours_and_can_be_seen(chromium, index):
    """In high contrast nobody could tell what is chosen, or the drawing would be gone."""
    context = chromium.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(index.as_uri())
    assert page.locator(".choose").is_visible()
    assert page.locator("svg circle").first.is_visible()
    assert checks.axe(page) == []
    context.close()


def test_without_the_newer_selector_all_is_shown_and_no_choice_offered(chromium, index, tmp_path):
    """An old browser would show a choice that does nothing."""
    text = index.read_text()
    assert "@supports selector(body:has(input))" in text
    old = tmp_path / "old.html"
    old.write_text(text.replace("selector(body:has(input))", "selector(body:unknown(input))"))
    page = chromium.new_page()
    page.goto(old.as_uri())
    assert not page.locator(".choose").is_visible()
    assert {"Leaving", "Intake", "Failed runs"} <= {*sections(page)}
    page.close()
