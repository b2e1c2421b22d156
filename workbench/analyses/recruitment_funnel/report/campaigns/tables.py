"""Tables of ratios and rates, campaign by campaign."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report.campaigns.reading import (
    RATE,
    Series,
    beyond_usual,
    every_rate,
    every_series,
)
from workbench.analyses.recruitment_funnel.report.campaigns.sentences import percent, span
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import View, paragraph
from workbench.vocabulary.terms import OVERALL

NO_BREAK = "\u00a0"
COLUMNS = 6
"""Campaigns that stand in a table, the latest ones."""
EVERYONE = "Everyone"
OUTSIDE = {-1: "Below", 0: "Not unusual", 1: "Above"}


def ratios(release: Release) -> View:
    """Show the rate ratio of every group in every campaign, and how it moved."""
    told = every_series(release)
    tables, names = "", list(dict.fromkeys(one.finding for one in told))
    for name in names:
        own = [one for one in told if one.finding == name]
        labels = own[0].labels[-COLUMNS:]
        head = ["Group", "Stage", *labels, "Odds a campaign", "Last four together"]
        rows = [_ratio_row(release, one) for one in own]
        tables += table_html(release, release[name].title, head, rows, row_heads=2)
    note = (
        "Rate ratios with likely ranges, each range on its own. “Odds a campaign”: by how much the "
        "odds, beside the comparison group’s, changed from one campaign to the next, on the "
        "whole. “Last four”: this campaign and up to three before it. [c]: too few people, or "
        f"not shown to protect some. {_longer(told)}"
    )
    return View(
        "Every group, campaign by campaign",
        paragraph(note.strip(), "caveat") + tables,
        tuple(names),
    )


def _longer(told: list[Series]) -> str:
    most = max((len(one.cells) for one in told), default=0)
    return f"Of {most} campaigns the latest {COLUMNS} stand here." if most > COLUMNS else ""


def _ratio_row(release: Release, one: Series) -> list[str]:
    change = one.change
    moved = words.NOT_AVAILABLE if release.complete else words.WITHHELD
    if change is not None and change.value is not None:
        moved = _two_lines(percent(release, change.value), span(release, change))
    return [
        one.now.group,
        stage(release, one.now),
        *(_ratio(release, number) for number in one.ratios[-COLUMNS:]),
        moved,
        _ratio(release, one.now.numbers.get("recent_ratio")),
    ]


def _ratio(release: Release, number: ReleasedNumber | None) -> str:
    if number is None or number.value is None:
        return words.NOT_AVAILABLE if release.complete else words.WITHHELD
    return _two_lines(words.ratio(number.value), words.span(number, words.ratio))


def _two_lines(value: str, likely: str) -> str:
    return f"{value}\n({likely.replace(' ', NO_BREAK)})"


def rates(release: Release) -> View:
    """Show this campaign's rates beside what would be usual after the campaigns before it."""
    cells = every_rate(release)
    outside = sum(1 for cell in cells if beyond_usual(cell))
    title = "This campaign’s rates beside those before it"
    text = (
        f"Of {len(cells)} rates looked at, {outside} lie outside what is usual. By chance alone, "
        "at most about 1 in 370 would. The limits allow for chance in this campaign and in those "
        "before it, and for nothing that makes one campaign differ from another, so what lies "
        "outside may have an ordinary reason, such as an event above."
    )
    head = ["Group", "Stage", "Of every 100, this campaign", "All before", "Usual", "Unusual?"]
    tables, names = "", dict.fromkeys(cell.characteristic for cell in cells)
    for name in names:
        finding = release[f"campaigns:{name}" if name else "campaigns"]
        rows = [_rate_row(release, cell) for cell in cells if cell.characteristic == name]
        tables += table_html(release, f"{finding.title}: this one", head, rows, row_heads=2)
    found = tuple(f"campaigns:{name}" if name else "campaigns" for name in names)
    return View(title, paragraph(text, "caveat") + tables, found)


def _rate_row(release: Release, cell: ReleasedCell) -> list[str]:
    limits, decimals = cell.numbers["usual_rate"], int(release.exact)

    def form(value: float) -> str:
        return words.of_100(value, decimals=decimals)

    return [
        cell.group or EVERYONE,
        stage(release, cell),
        words.rate(cell.numbers.get(RATE), decimals=decimals),
        form(limits.value or 0.0),
        words.span(limits, form),
        OUTSIDE[beyond_usual(cell)],
    ]


def stage(release: Release, cell: ReleasedCell) -> str:
    """Name the stage of a cell, or all of them."""
    if cell.stage == OVERALL:
        return "Over all stages"
    return words.capital(release.context.stages[cell.stage])
