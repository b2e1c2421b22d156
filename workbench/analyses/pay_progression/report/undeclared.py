"""How far people who did not declare could move the findings."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.selection import disparities
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

NOTE = (
    "The range is not one of chance. It holds for every way in which the people who did not "
    "declare could be spread over the groups; the ends are reached only if all who progressed were "
    "of one group and all who did not were of another. No one is ever guessed into a group."
)
NOTHING = (
    "There is no evidence of a disparity here that people who did not declare could change. The "
    "tables show how far they could move each rate ratio."
)
HEAD = ["Group", "Did not declare", "Rate ratio", "Could be"]
NUMBER = "ratio_whoever_they_are"


def show(release: Release) -> View:
    """Say which disparities stand whoever the undeclared are, then show every range."""
    bounds = release.of_section("undeclared")
    if not bounds:
        return EMPTY
    told = [text for cell in disparities(release) if (text := _stands(release, cell))]
    lead = told or [NOTHING]
    names = tuple(one.name for one in (*bounds, *release.of_section("declaring")))
    views = [
        View(lead[0], "".join(map(paragraph, lead)), names),
        View("", paragraph(NOTE, "caveat")),
        folded("How far each rate ratio could move", _tables(release, bounds)),
    ]
    return stack(views)


def _stands(release: Release, cell: ReleasedCell) -> str:
    """Say whether a disparity keeps its direction whoever the undeclared are."""
    name = f"undeclared:{cell.characteristic}"
    found = release[name].cells if name in release.names else ()
    number = next((one.numbers.get(NUMBER) for one in found if one.group == cell.group), None)
    if number is None or number.value is None or number.lower is None or number.upper is None:
        return ""
    behind = number.value < 1
    stays = number.upper < 1 if behind else number.lower > 1
    group, other = (words.people_of(n, release.context) for n in (cell.group, cell.comparator))
    place = "behind" if behind else "ahead of"
    span = words.span(number, words.ratio)
    if stays:
        return (
            f"Whoever the people who did not declare are, {group} stay {place} {other}: the rate "
            f"ratio could only be {span}."
        )
    return (
        f"If those who did not declare were very different, {group} might not be {place} {other}: "
        f"the rate ratio could be anything from {span}."
    )


def _tables(release: Release, bounds: tuple[ReleasedFinding, ...]) -> View:
    tables = [
        table_html(release, one.title, HEAD, [_row(cell) for cell in one.cells]) for one in bounds
    ]
    return View("Ranges", "".join(tables), tuple(one.name for one in bounds))


def _row(cell: ReleasedCell) -> list[str]:
    number: ReleasedNumber | None = cell.numbers.get(NUMBER)
    known = number is not None and number.value is not None
    return [
        cell.group,
        cell.counts["undeclared_entered"].shown,
        words.ratio(number.value) if number and number.value is not None else words.WITHHELD,
        words.span(number, words.ratio) if known else words.WITHHELD,
    ]
