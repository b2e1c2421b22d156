"""Raw changes, waves and the roll-out in rows."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.changed.reading import (
    NAMED,
    WITH,
    WITHOUT,
    Lines,
)
from workbench.analyses.role_evaluation.report.changed.sentences import level, said
from workbench.analyses.role_evaluation.report.words import fact
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View, folded


def summary(release: Release, told: tuple[Lines, ...]) -> View:
    """Return every outcome before and now, with the role and without."""
    caption = "Averages before and now, as they were"
    head = ["Outcome", "Measured in", "Months", "With: before", "With: now"]
    head += ["Without: before", "Without: now"]
    rows = [_row(line) for line in told]
    html = table_html(release, caption, head, rows)
    return folded(caption, View(caption, html, tuple(line.finding for line in told)))


def _row(line: Lines) -> list[str]:
    first, last = line.compared
    shown = []
    for side in (WITH, WITHOUT):
        ends = line.ends(side)
        shown += [words.WITHHELD] * 2 if ends is None else [level(one, line.one) for one in ends]
    return [
        words.capital(line.one.title),
        line.one.measured_in,
        f"{said(first)}; {said(last)}",
        *shown,
    ]


def by_span(release: Release, line: Lines) -> View:
    """Return an outcome by spans of months, with the role and without."""
    caption = f"{words.capital(line.one.title)}, {line.one.measured_in}"
    names = [side for side in NAMED if side in line.sides]
    head = ["Months", *(words.capital(NAMED[name]) for name in names)]
    rows = [
        [said(span), *(level(line.sides[name].get(span), line.one) for name in names)]
        for span in line.spans
    ]
    return View(caption, table_html(release, caption, head, rows), (line.finding,))


def waves(release: Release, line: Lines) -> View:
    """Return an outcome by month, a column for each wave of the roll-out."""
    names = list(line.waves)
    caption = f"{words.capital(line.one.title)} by wave, {line.one.measured_in}"
    head = ["Month", *(f"Began {_listed(name)}" for name in names)]
    rows = [
        [said(span), *(level(line.waves[name].get(span), line.one) for name in names)]
        for span in line.spans
    ]
    return View(caption, table_html(release, caption, head, rows), (line.finding,))


def _listed(name: str) -> str:
    return words.listed([said(one) for one in name.split(", ")])


def rolled_out(release: Release) -> View:
    """Return when the role was planned to begin and began, region by region."""
    told = release.context.stated.get("roll_out", ())
    if not told:
        return EMPTY
    planned = bool(fact(release, "planned_dates"))
    place = "Region" if fact(release, "by_region") else "Unit"
    head = [
        place,
        *(["Planned"] if planned else []),
        "Began",
        *(["Beside plan"] if planned else []),
    ]
    rows = []
    for row in told:
        began = said(row["actual"]) if row["actual"] else "Not begun"
        plan = said(row["planned"]) if row["planned"] else "None planned"
        late = [plan, began, beside(row["planned"], row["actual"])] if planned else [began]
        rows.append([row["region"], *late])
    caption = "When the role began"
    view = View(caption, table_html(release, caption, head, rows))
    return folded(f"{caption}, {place.lower()} by {place.lower()}", view)


def beside(planned: str, actual: str) -> str:
    """Return how far from its plan a roll-out was.

    Examples
    --------
    >>> beside("2022-12", "2022-10"), beside("2023-03", "2023-04"), beside("2023-01", "2023-01")
    ('2 months early', '1 month late', 'As planned')
    >>> beside("", ""), beside("2023-01", ""), beside("", "2023-01")
    ('–', 'Not begun', 'Not planned')
    """
    if not actual:
        return "Not begun" if planned else "–"
    if not planned:
        return "Not planned"
    late = _number(actual) - _number(planned)
    if not late:
        return "As planned"
    many = "1 month" if abs(late) == 1 else f"{abs(late)} months"
    return f"{many} {'late' if late > 0 else 'early'}"


def _number(month: str) -> int:
    return 12 * int(month[:4]) + int(month[5:7])
