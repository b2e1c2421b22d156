"""Every group of a characteristic as a dot with its likely range."""

from __future__ import annotations

from functools import partial
from math import nan

import pandas as pd

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.chart import unshown
from workbench.presentation.drawing.dots import draw_dots
from workbench.presentation.figure import chart_view
from workbench.presentation.one_step.words import counted, listed_groups, those_counted
from workbench.presentation.selection import characteristics, overall
from workbench.presentation.view import View
from workbench.vocabulary.terms import CANNOT_TELL, EVIDENCE, NO_EVIDENCE

ROW = 44


def chart(release: Release, finding: ReleasedFinding, *, of: str = "") -> View:
    """Draw how many of every 100 in each group took the step; `of` tells two charts apart."""
    cells = [cell for cell in overall(finding) if cell.role != "undeclared"]
    frame = pd.DataFrame([_dot(cell) for cell in cells])
    told = "; ".join(
        f"{row.group}: {row.unshown}"
        if row.shown == words.WITHHELD
        else f"{row.group}: {row.shown} ({row.range})"
        for row in frame.itertuples()
    )
    rows = [[row.group, row.shown, row.range] for row in frame.itertuples(index=False)]
    whom, done = those_counted(release.context), release.context.completed
    return chart_view(
        release,
        partial(draw_dots, frame, _scale(release), of=f"who were {counted(release.context)}"),
        name=f"step-{finding.name}{of}",
        title=_title(release, finding, cells),
        subtitle=f"Of every 100 {whom}, how many {done}. Lines: likely ranges.",
        alternative=f"Dot chart, of every 100 {whom}. {told}.",
        heights=(76 + ROW * len(cells), 76 + (ROW + 16) * len(cells)),
        margins=(290, 8),
        data=(["Group", "Of every 100", "Likely range"], rows),
        findings=(finding.name,),
    )


def _dot(cell: ReleasedCell) -> dict[str, object]:
    number = cell.numbers.get("selection_rate")
    known = number is not None and number.value is not None
    parts = {"share": "value", "lower": "lower", "upper": "upper"}
    drawn = {name: 100 * getattr(number, part) if known else nan for name, part in parts.items()}
    return {
        "group": cell.group,
        "shown": words.rate(number),
        "range": words.span(number, words.of_100) if known else words.WITHHELD,
        "unshown": unshown(cell),
        "role": cell.role,
        "evidence": cell.verdict == EVIDENCE,
        **drawn,
    }


def _title(release: Release, finding: ReleasedFinding, cells: list[ReleasedCell]) -> str:
    found = {cell.verdict for cell in cells if cell.verdict}
    if not found:
        return f"{finding.title}: who {release.context.completed}; not tested"
    for verdict in (EVIDENCE, CANNOT_TELL, NO_EVIDENCE):
        here = [cell for cell in cells if cell.verdict == verdict]
        if here and (verdict == EVIDENCE or len(found) == 1):
            return f"{finding.title}: {verdict} for {listed_groups(release, here)}"
    return f"{finding.title}: no disparity established; for some groups we cannot tell"


def _scale(release: Release) -> float:
    """Return one upper end for every characteristic's chart, so that they can be compared."""
    tops = [
        number.upper
        for finding in characteristics(release)
        for cell in overall(finding)
        if (number := cell.numbers.get("selection_rate")) and number.value and number.upper
    ]
    return 100 * min(1.0, max(tops, default=1.0))
