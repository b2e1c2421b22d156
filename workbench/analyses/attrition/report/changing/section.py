"""Is it changing: year on year, over all quarters, quarter by quarter, and around events."""

from __future__ import annotations

from html import escape

from workbench.analyses.attrition.report.changing.chart import HEAD, chart, named_events, row
from workbench.analyses.attrition.report.changing.reading import (
    Quarters,
    in_order,
    last_day,
    series,
)
from workbench.analyses.attrition.report.changing.sentences import (
    BY_GRADE,
    SEASONS,
    of_event,
    trend,
    unusual,
    year_on_year,
)
from workbench.disclosure import Release, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html, table_view
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

NO_CAUSE = (
    "That leaving changed after an event does not show that the event changed it: other things "
    "happened too, and other people were in post."
)
GRADES = [
    "Who",
    "Last four quarters to the four before (likely range)",
    "Trend a year, as a ratio (likely range)",
    "Last quarter beside its limits",
]
YEARS = ["Four quarters to", "To the four before (likely range)"]


def show(release: Release) -> View:
    """Open with the last year beside the one before, then draw and list the quarters."""
    told = series(release)
    if not told:
        return EMPTY
    everybody = told[0]
    lead = headline(release)
    names = (everybody.finding.name,)
    parts = [
        View(lead, paragraph(lead), names),
        View("", paragraph(unusual(everybody)), names),
        chart(release, everybody),
        View("", named_events(release, everybody) + _events(release, everybody), names),
        View("", paragraph(f"{_within(everybody)}{SEASONS}", "caveat")),
    ]
    parts.append(folded("Every quarter", _quarters(release, everybody)))
    if everybody.years:
        parts.append(folded("Year on year", _years(release, everybody)))
    if len(told) > 1:
        changes = any(one.number("trend_a_year") or one.years for one in told)
        parts += [folded("By grade", _grades(release, told))] if changes else []
        parts += [
            folded(f"Every quarter: {one.title}", _quarters(release, one)) for one in told[1:]
        ]
    return stack(parts)


def headline(release: Release) -> str:
    """Say how the last year compares with the one before, and whether there is a trend."""
    told = series(release)
    if not told:
        return ""
    return f"{year_on_year(told[0])} {trend(told[0])}".strip()


def _within(one: Quarters) -> str:
    return f"{BY_GRADE} " if one.by_grade("trend_a_year") else ""


def _events(release: Release, one: Quarters) -> str:
    told = [of_event(one, event) for event in in_order(release)]
    if not told:
        return ""
    items = "".join(f"<li>{escape(text)}</li>" for text in told)
    return f"<ul>{items}</ul>{paragraph(NO_CAUSE, 'caveat')}"


def _quarters(release: Release, one: Quarters) -> View:
    caption = f"Leaving rates by quarter, of every 100 in post a year: {one.title}"
    return table_view(release, one.finding, caption, HEAD, [row(cell) for cell in one.cells])


def _years(release: Release, one: Quarters) -> View:
    rows = [
        [words.day(last_day(cell).isoformat()), _with_range(number)] for cell, number in one.years
    ]
    caption = "Leaving rates of four quarters, as a ratio to the four before"
    return table_view(release, one.finding, caption, YEARS, rows)


def _grades(release: Release, told: list[Quarters]) -> View:
    rows = [
        [
            one.title,
            _with_range(one.number("ratio_to_last")),
            _with_range(one.number("trend_a_year")),
            _last(one),
        ]
        for one in told
    ]
    html = table_html(release, "Whether leaving changes, by grade", GRADES, rows)
    return View("By grade", html, (told[0].finding.name,))


def _last(one: Quarters) -> str:
    number = one.number("beyond_limits")
    if number is None:
        return words.NOT_AVAILABLE
    return {1.0: "Above", -1.0: "Below"}.get(number.value or 0.0, "Within")


def _with_range(number: ReleasedNumber | None) -> str:
    if number is None or number.value is None:
        return words.NOT_AVAILABLE
    return f"{words.ratio(number.value)} ({words.span(number, words.ratio)})"
