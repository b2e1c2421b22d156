"""Tables of who left and who was turned down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.analyses.recruitment_funnel.report.leaving.reading import (
    PASSED,
    STAYED,
    WAYS,
    Compared,
    by_place,
    left,
)
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import View, paragraph

ROUNDED = (
    "Each share is rounded by itself, so those of one row need not add up. [c]: too few "
    "people, or not shown to protect some. Ratios are to the comparison group; likely ranges make "
    "no allowance for how many there are."
)


def stage_by_stage(release: Release, steps: Sequence[Compared]) -> View:
    """Return the stages of one group beside its comparator."""
    own, other = (
        words.capital(words.people_of(cell.group, release.context))
        for cell in (steps[0].cells[STAYED], steps[0].others[STAYED])
    )
    caption = f"Of every 100 who entered each stage: {own} beside {other}"
    head = ["Stage", f"Left: {own}", other, f"Of those who stayed, passed: {own}", other]
    rows = [
        [
            words.capital(release.context.stages[step.stayed.stage]),
            *(left(side, step.way) for side in (step.cells, step.others)),
            *(_rate(side, PASSED) for side in (step.cells, step.others)),
        ]
        for step in steps
    ]
    return View(caption, table_html(release, caption, head, rows), (steps[0].finding,))


def every_group(release: Release, found: Sequence[Compared]) -> View:
    """Return every declared group and its comparator at every stage, a table a characteristic."""
    ways = [way for way in WAYS if any(way in one.cells for one in found)]
    head = [
        "Group",
        "Stage",
        "Entered",
        "Of every 100 who entered: left",
        *(words.capital(WAYS[way]) for way in ways),
        "Ratio of leaving",
        "Likely range",
        "Of every 100 who stayed: passed",
        "Ratio of passing",
        "Likely range",
    ]
    tables = []
    for finding in release.of_section("leaving"):
        places = by_place(finding)
        rows = [
            _row(
                release,
                Compared(finding.name, cells, places[cells[STAYED].comparator, stage]),
                ways,
            )
            for (_, stage), cells in places.items()
        ]
        tables.append(table_html(release, finding.title, head, rows, row_heads=2))
    names = tuple(dict.fromkeys(one.finding for one in found))
    return View("Who left", paragraph(ROUNDED, "caveat") + "".join(tables), names)


def _row(release: Release, one: Compared, ways: Sequence[str]) -> list[str]:
    stayed = one.stayed
    return [
        stayed.group,
        words.capital(release.context.stages[stayed.stage]),
        stayed.counts["entered"].shown,
        left(one.cells, one.way),
        *(_rate(one.cells, way) for way in ways),
        *_ratio(one, one.leaving()),
        _rate(one.cells, PASSED),
        *_ratio(one, one.passing()),
    ]


def _rate(cells: Mapping[str, ReleasedCell], basis: str) -> str:
    if basis not in cells:
        return words.NOT_AVAILABLE
    return words.rate(cells[basis].numbers.get("selection_rate"))


def _ratio(one: Compared, number: ReleasedNumber | None) -> list[str]:
    if one.stayed.role == "comparator":
        return ["Comparison", words.NOT_AVAILABLE]
    if number is None or number.value is None:
        return [words.WITHHELD, words.WITHHELD]
    return [words.ratio(number.value), words.span(number, words.ratio)]
