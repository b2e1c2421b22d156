"""Each check finds the fault it is there for, planted in a page that is well but for it."""

from __future__ import annotations

import checks
import outside
import pytest
from playwright.sync_api import Browser

GOOD = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
body { font: 19px Arial; } a:focus-visible, summary:focus-visible { outline: 3px solid #000; }
main:focus { outline: none; }
@media print { h2 { break-after: avoid; } figure, tr { break-inside: avoid; }
nav, .skip-link { display: none; } }
</style></head><body>
<a class="skip-link" href="#main">Skip to main content</a>
<header><h1>Who got through</h1></header>
<nav aria-label="Contents"><a href="#found">What we found</a></nav>
<main id="main" tabindex="-1"><h2 id="found">What we found</h2><p>Of every 100, 11.</p>
<figure><figcaption>Eleven of every 100</figcaption><p id="told" hidden>Women: 11.</p>
<svg role="img" aria-labelledby="told" width="200" height="40">
<text y="20" font-size="16">11</text></svg>
<details><summary>Data</summary><table><caption>Rates</caption>
<thead><tr><th scope="col">Group</th><th scope="col">Rate</th></tr></thead>
<tbody><tr><th scope="row">Women</th><td>11</td></tr></tbody></table></details></figure>
</main></body></html>"""
FAULTS = {
    checks.axe: ('<html lang="en-GB">', "<html>"),
    checks.overflow: ("<p>Of every", '<p style="width:900px">Of every'),
    checks.links: ('href="#found"', 'href="#lost"'),
    checks.skip_link: ('<main id="main" tabindex="-1">', "<main>"),
    checks.tab_order: ('<a href="#found">', '<a href="#found" tabindex="3">'),
    checks.charts: ("Women: 11.", "Women: few."),
    checks.headings: ("<h2", "<h3"),
    checks.language: ("en-GB", "fr"),
    checks.tables: ("<caption>Rates</caption>", ""),
    checks.text_size: ("<p>Of", '<p style="font-size:12px">Of'),
    checks.still: ("<p>Of", '<p style="transition:color 1s">Of'),
    checks.readable: ("<p>Of", '<p style="color:#bbb">Of'),
    outside.printing: ("h2 { break-after: avoid; }", ""),
}
MORE = [
    (checks.skip_link, '<a class="skip-link" href="#main">Skip to main content</a>', ""),
    (checks.tab_order, "outline: 3px solid #000", "outline: none"),
    (checks.charts, "<table>", "<div>"),
    (checks.charts, ' role="img"', ""),
    (checks.headings, "<h2", "<h1"),
    (checks.tables, ' scope="row"', ""),
    (checks.tables, '<th scope="row">Women</th>', "<td>Women</td>"),
    (checks.text_size, 'font-size="16"', 'font-size="9"'),
    (outside.printing, "figure, tr { break-inside: avoid; }", ""),
    (outside.printing, "nav, .skip-link { display: none; }", ""),
]


def found(chromium: Browser, check: checks.Check, text: str) -> list[str]:
    page = chromium.new_page(viewport={"width": 320, "height": 600})
    page.set_content(text)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    if check is outside.printing:
        page.emulate_media(media="print")
    problems = check(page)
    page.close()
    return problems


@pytest.mark.parametrize("check", FAULTS, ids=lambda check: check.__name__)
def test_a_page_that_is_well_has_no_fault(chromium, check):
    assert found(chromium, check, GOOD) == []


@pytest.mark.parametrize(
    ("check", "words", "instead"),
    [*((check, *change) for check, change in FAULTS.items()), *MORE],
    ids=lambda part: getattr(part, "__name__", None),
)
def test_a_planted_fault_is_found(chromium, check, words, instead):
    assert words in GOOD
    assert found(chromium, check, GOOD.replace(words, instead)) != []


def test_a_page_that_calls_out_or_runs_is_found(chromium, tmp_path):
    """Without a network each request fails: that alone would look like a policy that holds."""
    for name, text in {
        "good": GOOD,
        "bad": GOOD.replace("</main>", f"{outside.PLANTED}</main>"),
    }.items():
        (tmp_path / f"{name}.html").write_text(text)
    page = chromium.new_page()
    assert outside.calls(page, tmp_path / "good.html") == []
    assert outside.calls(page, tmp_path / "bad.html") == [
        "a script ran",
        "asked for https://example.org/a.png",
        "asked for https://example.org/a.css",
    ]
    page.close()
