"""How far apart marks lie, and what another pass mark would have done to the gap."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.selection import disparities
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

NOTE = (
    "Only people with a mark are here: those who withdrew or did not attend have none. A gap in "
    "marks says nothing of why; and a pass mark is right or wrong for what it lets people do, not "
    "for the ratio it gives. A difference of 0.2 standard deviations is often called small, of 0.5 "
    "medium and of 0.8 large."
)


def show(release: Release) -> View:
    """Say how marks lie where a disparity was found, then show every group and pass mark."""
    marks, cuts = release.of_section("marks"), release.of_section("cuts")
    if not marks:
        return EMPTY
    stages = {cell.stage for finding in marks for cell in finding.cells}
    found = [cell for cell in disparities(release) if cell.stage in stages]
    lead = [text for cell in found if (text := _sentence(release, cell))]
    lead = lead or [
        "At no stage that gives marks is there evidence of a disparity. The tables show how far "
        "apart the marks of groups lie all the same."
    ]
    names = tuple(finding.name for finding in (*marks, *cuts))
    views = [
        View(lead[0], "".join(map(paragraph, lead)) + paragraph(NOTE, "caveat"), names),
        folded("How far apart the marks of groups lie", _marks(release, marks)),
    ]
    if cuts:
        views.append(folded("The rate ratio at other pass marks", _cuts(release, cuts)))
    return stack(views)


def _sentence(release: Release, cell: ReleasedCell) -> str:
    """Say how marks lie, and whether another pass mark would have closed the gap."""
    number = _number(release, f"marks:{cell.characteristic}", cell, "standardised_difference")
    if number is None or number.value is None:
        return ""
    group, other = (words.people_of(n, release.context) for n in (cell.group, cell.comparator))
    stage = release.context.stages[cell.stage]
    lower = "lower" if number.value < 0 else "higher"
    size = f"{abs(number.value):.2f}"
    ends = sorted(abs(end) for end in (number.lower or 0.0, number.upper or 0.0))
    clear = (number.lower or 0.0) * (number.upper or 0.0) > 0
    likely = f"{ends[0]:.2f} to {ends[1]:.2f}" if clear else words.span(number, _signed)
    return (
        f"At the {stage} {group} scored {lower} than {other} by {size} standard deviations (likely "
        f"range {likely}). {_elsewhere(release, cell)}"
    ).strip()


def _elsewhere(release: Release, cell: ReleasedCell) -> str:
    name = f"cuts:{cell.characteristic}"
    cells = [
        (float(one.stratum), number.value)
        for one in (release[name].cells if name in release.names else ())
        if (one.group, one.stage) == (cell.group, cell.stage)
        and (number := one.numbers.get("relative_rate_index")) is not None
        and number.value is not None
    ]
    if len(cells) < 2:
        return ""
    told = [f"{words.ratio(ratio)} at {mark:g}" for mark, ratio in sorted(cells)]
    return f"By pass mark the rate ratio of those with a mark is {words.listed(told)}."


def _number(release: Release, name: str, cell: ReleasedCell, measure: str) -> ReleasedNumber | None:
    for one in release[name].cells if name in release.names else ():
        if (one.group, one.stage) == (cell.group, cell.stage):
            return one.numbers.get(measure)
    return None


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _marks(release: Release, findings: tuple[ReleasedFinding, ...]) -> View:
    head = ["Group", "Stage", "Standard deviations apart", "Likely range"]
    tables = []
    for finding in findings:
        rows = []
        for cell in finding.cells:
            number = cell.numbers.get("standardised_difference")
            known = number is not None and number.value is not None
            value = _signed(number.value) if number and number.value is not None else words.WITHHELD
            likely = words.span(number, _signed) if known else words.WITHHELD
            rows.append(
                [cell.group, words.capital(release.context.stages[cell.stage]), value, likely]
            )
        tables.append(table_html(release, finding.title, head, rows, row_heads=2))
    return View("Marks", "".join(tables), tuple(finding.name for finding in findings))


def _cuts(release: Release, findings: tuple[ReleasedFinding, ...]) -> View:
    head = ["Group", "Stage", "Pass mark", "Of every 100 with a mark", "Rate ratio", "Likely range"]
    tables = []
    for finding in findings:
        rows = []
        for cell in finding.cells:
            number = cell.numbers.get("relative_rate_index")
            known = number is not None and number.value is not None
            mark = f"{cell.stratum} (as it was)" if cell.basis == "pass mark" else cell.stratum
            rows.append(
                [
                    cell.group,
                    words.capital(release.context.stages[cell.stage]),
                    mark,
                    words.rate(cell.numbers.get("selection_rate")),
                    words.ratio(number.value)
                    if number and number.value is not None
                    else words.WITHHELD,
                    words.span(number, words.ratio) if known else words.WITHHELD,
                ]
            )
        tables.append(table_html(release, finding.title, head, rows, row_heads=3))
    return View("Pass marks", "".join(tables), tuple(finding.name for finding in findings))
