"""What every page must be: each check returns what it found wrong, in words, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
TABS = 25
ROWS = 3
Check = Callable[[Page], list[str]]


def axe(page: Page, *, contrast: bool = True) -> list[str]:
    """Run axe-core on what is visible now, without the rule on contrast where told so.

    Its time grows faster than the page: long tables are cut to their first rows, which are made
    as the others are. `tables`, `readable` and `text_size` look at each of them.
    """
    page.evaluate(
        "rows => document.querySelectorAll('tbody')"
        ".forEach(body => [...body.rows].slice(rows).forEach(row => row.remove()))",
        ROWS,
    )
    options = {"runOnly": {"type": "tag", "values": list(TAGS)}, "resultTypes": ["violations"]}
    options["rules"] = {"color-contrast": {"enabled": contrast}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def overflow(page: Page) -> list[str]:
    """Nothing is wider than the window."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"{wide} px too wide"] if wide > 0 else []


def links(page: Page) -> list[str]:
    """Every link within the page leads to something in it."""
    return page.evaluate(
        """[...document.querySelectorAll('a[href^="#"]')]
           .filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1))))
           .map(a => a.getAttribute('href'))"""
    )


def skip_link(page: Page) -> list[str]:
    """The first Tab finds a link that leads to the main part."""
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.className")
    if name != "skip-link":
        return [f"the first Tab finds {name!r}"]
    page.keyboard.press("Enter")
    place = page.evaluate("document.activeElement.id")
    return [] if place == "main" else [f"the skip link leads to {place!r}"]


def tab_order(page: Page) -> list[str]:
    """Tab goes through the page as it is written, and each place can be seen to have the focus."""
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0); window.before = null")
    problems: list[str] = page.evaluate(
        "[...document.querySelectorAll('[tabindex]')].filter(e => e.tabIndex > 0)"
        ".map(e => 'a tabindex of its own: ' + e.outerHTML.slice(0, 120))"
    )
    for _ in range(TABS):
        page.keyboard.press("Tab")
        problems += page.evaluate(
            """() => {
              const now = document.activeElement, style = getComputedStyle(now), found = [];
              const follows = !window.before
                || window.before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING;
              const shown = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
              if (now === document.body || now.matches('.skip-link')) {
                window.before = null;
                return found;
              }
              if (!follows) found.push('goes back to ' + now.outerHTML.slice(0, 120));
              if (!shown) found.push('shows no focus on ' + now.outerHTML.slice(0, 120));
              window.before = now;
              return found;
            }"""
        )
    return problems


def charts(page: Page) -> list[str]:
    """Each drawing is named with a number in it, or hidden; each chart has its data beside it."""
    return page.evaluate(
        """() => {
          const found = [];
          for (const svg of document.querySelectorAll('svg')) {
            if (svg.closest('[aria-hidden="true"]')) continue;
            const ids = (svg.getAttribute('aria-labelledby') || '') + ' '
              + (svg.getAttribute('aria-describedby') || '');
            const text = (svg.getAttribute('aria-label') || '') + ids.split(' ').filter(Boolean)
              .map(id => document.getElementById(id)?.textContent || '').join(' ');
            if (svg.getAttribute('role') !== 'img') found.push('a drawing that is no image');
            if (!/\\d/.test(text)) found.push('a drawing without a number in words: ' + text);
          }
          for (const figure of document.querySelectorAll('figure')) {
            const title = figure.querySelector('figcaption')?.textContent || 'a figure';
            if (!figure.querySelector('table')) found.push('no data table: ' + title);
          }
          return found;
        }"""
    )


def headings(page: Page) -> list[str]:
    """One first heading, and no level is left out."""
    levels: list[int] = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])"
    )
    skipped = [
        f"{one} is followed by {other}" for one, other in pairwise(levels) if other > one + 1
    ]
    return skipped + ([] if levels.count(1) == 1 and levels[0] == 1 else ["not one h1, at the top"])


def language(page: Page) -> list[str]:
    """The page says that it is in British English."""
    told = page.evaluate("document.documentElement.lang")
    return [] if told == "en-GB" else [f"lang is {told!r}"]


def tables(page: Page) -> list[str]:
    """Each table says what it holds, and each heading cell what it is the heading of."""
    return page.evaluate(
        """() => [...document.querySelectorAll('table')].flatMap(table => {
          const found = [], title = table.caption?.textContent.trim();
          if (!title) found.push('a table without a caption: ' + table.innerText.slice(0, 80));
          for (const cell of table.querySelectorAll('th'))
            if (!cell.getAttribute('scope')) found.push('no scope: ' + cell.textContent);
          if (!table.querySelector('tbody th')) found.push('no row headings: ' + title);
          return found;
        })"""
    )


def text_size(page: Page) -> list[str]:
    """No text is smaller than 16 pixels, but in drawings, where 12 is the least."""
    return page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const found = new Set();
          while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || !parent.getClientRects().length) continue;
            const svg = parent.closest('svg');
            const scale = svg ? svg.getScreenCTM().a : 1;
            const size = parseFloat(getComputedStyle(parent).fontSize) * scale;
            if (size < (svg ? 12 : 16) - 0.05)
              found.add(size.toFixed(1) + ' px: ' + walker.currentNode.data.trim().slice(0, 60));
          }
          return [...found];
        }"""
    )


def still(page: Page) -> list[str]:
    """Nothing moves by itself, for those who asked for that."""
    return page.evaluate(
        """[...document.querySelectorAll('*')].filter(e => {
          const style = getComputedStyle(e);
          return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
        }).map(e => 'moves: ' + e.outerHTML.slice(0, 120))"""
    )


def readable(page: Page) -> list[str]:
    """Text stands out from what is behind it, whatever colours are forced upon the page."""
    return page.evaluate(
        """() => {
          const parts = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
          const bright = ([r, g, b]) => [r, g, b].map(v => v / 255)
            .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
          const behind = e => {
            for (; e; e = e.parentElement) {
              const c = parts(getComputedStyle(e).backgroundColor);
              if (c.length === 3 || c[3] > 0) return c;
            }
            return [255, 255, 255];
          };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const found = new Set();
          while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || !parent.getClientRects().length) continue;
            if (parent.closest('svg')) continue;
            const two = [parts(getComputedStyle(parent).color), behind(parent)].map(bright);
            const ratio = (Math.max(...two) + 0.05) / (Math.min(...two) + 0.05);
            if (ratio < 4.5)
              found.add(ratio.toFixed(1) + ': ' + walker.currentNode.data.trim().slice(0, 60));
          }
          return [...found];
        }"""
    )
