"""How many leave: rates by grade and region, year by year, and who is still there."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.analyses.attrition.report.rates_chart import chart
from workbench.analyses.attrition.report.words import (
    a_year,
    about,
    end,
    group_of,
    opening,
    rate,
    rate_range,
    year,
)
from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.grid import table_view
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

LOWEST_TOLD = 2
WITH_LEARNERS = " with learners"
NOTE = (
    "Each range is of one rate: what it could have been by chance alone, in another year like this "
    "one. Leavers of a few people in post move a rate much. A higher rate than another’s is no "
    "finding by itself."
)
STAYING = (
    "The stability index is the share of those in post at the opening who are still there, and "
    "still counted here, at the end. Who joined and left in between is in the leaving rate alone."
)


def show(release: Release) -> View:
    """Open with the rate of all and of the grades, then show every rate."""
    if "leaving" not in release.names:
        return EMPTY
    lead = headline(release)
    finding = release["leaving"]
    parts = [
        View(lead, paragraph(lead), (finding.name,)),
        chart(release, _plain(release, finding)),
        _table(release, _plain(release, finding), f"Leavers and leaving rates, {year(release)}"),
        View("", paragraph(NOTE, "caveat")),
        *_others(release, finding),
    ]
    if "leaving:years" in release.names:
        parts.append(folded("Year by year", _years(release)))
    if "stability" in release.names:
        parts.append(folded("Who is still there", _stability(release)))
    return stack(parts)


def headline(release: Release) -> str:
    """Say the rate of all, and of each grade, the highest first."""
    cells = release["leaving"].cells
    everyone = cells[0]
    grades = [cell for cell in _of(release, cells, "grade") if _value(cell) is not None]
    beside = {cell.group.removesuffix(WITH_LEARNERS): cell for cell in grades}
    alone = [cell for cell in grades if not cell.group.endswith(WITH_LEARNERS)]
    told = sorted(alone, key=lambda cell: -(_value(cell) or 0.0))
    first = (
        f"{words.capital(about(release))}{everyone.counts['left'].shown} people left in the "
        f"{year(release)}: {rate(everyone.numbers.get('leaving_rate'))} in every 100 in post"
        f"{a_year(release)}."
    )
    if len(told) < LOWEST_TOLD:
        return first
    named = [_grade(cell, beside.get(cell.group, cell)) for cell in told]
    return f"{first} By grade, of every 100, the highest first: {words.listed(named)}."


def _grade(cell: ReleasedCell, beside: ReleasedCell) -> str:
    """Return a grade and its rate, and the rate with learners where they are counted among it."""
    own = f"{cell.group} {rate(cell.numbers['leaving_rate'])}"
    if beside is cell:
        return own
    return f"{own} ({rate(beside.numbers['leaving_rate'])} with learners counted in)"


def _of(release: Release, cells: Sequence[ReleasedCell], what: str) -> list[ReleasedCell]:
    column = release.context.tied.get(what)
    return [cell for cell in cells if cell.characteristic == column]


def _value(cell: ReleasedCell) -> float | None:
    number = cell.numbers.get("leaving_rate")
    return number.value if number else None


def _table(release: Release, cells: Sequence[ReleasedCell], caption: str) -> View:
    finding = release["leaving"]
    rates = {"leaving_rate": "Leaving rate, of every 100 (likely range)"}
    if any("left_resigned" in cell.counts for cell in cells):
        rates["resignation_rate"] = "Resignations, of every 100 (likely range)"
    head = ["Who", "Leavers", "Mean headcount", *rates.values()]
    rows = [
        [
            words.capital(group_of(release, cell)),
            cell.counts["left"].shown,
            cell.counts["at_risk"].shown,
            *(rate_range(cell.numbers.get(name)) for name in rates),
        ]
        for cell in cells
    ]
    return table_view(release, finding, caption, head, rows)


def _plain(release: Release, finding: ReleasedFinding) -> list[ReleasedCell]:
    """Return everybody, and the grades; all there is where there are no grades."""
    grades = _of(release, finding.cells, "grade")
    return [finding.cells[0], *grades] if grades else list(finding.cells)


def _others(release: Release, finding: ReleasedFinding) -> list[View]:
    """Return what is told by region and the like, folded."""
    plain = _plain(release, finding)
    rest = [cell for cell in finding.cells if cell not in plain]
    names = dict.fromkeys(cell.characteristic for cell in rest)
    views = []
    for name in names:
        title = f"By {release.context.titles[name].lower()}"
        cells = [cell for cell in rest if cell.characteristic == name]
        caption = f"{title}: leavers and leaving rates, {year(release)}"
        views.append(folded(title, _table(release, cells, caption), about="how many leave"))
    return views


def _years(release: Release) -> View:
    finding = release["leaving:years"]
    names = dict.fromkeys(cell.basis for cell in finding.cells)
    rows = []
    for key in dict.fromkeys((cell.characteristic, cell.group) for cell in finding.cells):
        cells = [cell for cell in finding.cells if (cell.characteristic, cell.group) == key]
        told = [rate_range(cell.numbers.get("leaving_rate")) for cell in cells]
        rows.append([words.capital(group_of(release, cells[0])), *told])
    head = ["Who", *(_year_title(release, name) for name in names)]
    caption = "Leaving rates a year, of every 100 in post (likely range)"
    return table_view(release, finding, caption, head, rows)


def _year_title(release: Release, basis: str) -> str:
    kind, ending, day = basis.partition(" ending ")
    return words.capital(f"{kind} ending {words.day(day)}" if ending else year(release))


def _stability(release: Release) -> View:
    finding = release["stability"]
    rows = [
        [
            words.capital(group_of(release, cell)),
            cell.counts["entered"].shown,
            cell.counts["passed"].shown,
            rate_range(cell.numbers.get("stability_index")),
        ]
        for cell in finding.cells
    ]
    head = [
        "Who",
        f"In post on {opening(release)}",
        f"Still there on {end(release)}",
        "Of every 100 (likely range)",
    ]
    table = table_view(release, finding, "Stability index", head, rows)
    return stack([View(STAYING, paragraph(STAYING, "caveat")), table])
