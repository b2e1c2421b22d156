"""The groups of one characteristic in a picture: how many of every 100 left."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from workbench.analyses.attrition.report import picture
from workbench.analyses.attrition.report.words import opening
from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.compared import rate
from workbench.presentation.drawing.dots import draw_dots
from workbench.presentation.figure import chart_view
from workbench.presentation.selection import characteristics, disparities, overall
from workbench.presentation.view import View
from workbench.vocabulary.terms import CANNOT_TELL, EVIDENCE, NO_EVIDENCE

ROW, RATE = 44, "selection_rate"
TOO_FEW = "too few to show"
LARGE = 100
"""Groups of so many people and more share one scale."""


def chart(release: Release, finding: ReleasedFinding) -> View:
    """Draw how many of every 100 left of each group, on one scale for all characteristics."""
    cells = [cell for cell in overall(finding) if cell.role != "undeclared"]
    frame = pd.DataFrame([_dot(release, cell) for cell in cells])
    rows = [[row.group, row.shown, row.range] for row in frame.itertuples(index=False)]
    told = "; ".join(
        f"{group}: {shown}" + (f" ({likely})" if likely != words.NOT_AVAILABLE else "")
        for group, shown, likely in rows
    )
    return chart_view(
        release,
        partial(draw_dots, frame, _scale(release, cells), of="in post"),
        name=f"left-{finding.name}",
        title=title(release, finding),
        subtitle=f"Of every 100 in post on {opening(release)}. Lines: likely ranges.",
        alternative=f"Dot chart, of every 100 in post. {told}.",
        heights=(76 + ROW * len(cells), 76 + (ROW + 16) * len(cells)),
        margins=(290, 8),
        data=(["Group", "Of every 100", "Likely range"], rows),
        findings=(finding.name,),
    )


def _scale(release: Release, cells: Sequence[ReleasedCell]) -> float:
    """Return the end of the scale: that of all larger groups, or further where these cells go."""
    every = [cell for one in characteristics(release) for cell in overall(one)]
    large = [cell for cell in every if (cell.counts["entered"].value or 0) >= LARGE]
    told = [cell for cell in large if cell.role != "undeclared"]
    numbers = (cell.numbers.get(RATE) for cell in (*told, *cells))
    return max((100 * (one.upper or 0) for one in numbers if one), default=0.0) or 1.0


def title(release: Release, finding: ReleasedFinding) -> str:
    """Say in one line what is found of a characteristic: its first disparity, or that none is."""
    cells = [cell for cell in overall(finding) if cell.verdict]
    found = [cell for cell in disparities(release) if cell in cells]
    if found:
        return f"{finding.title}: {picture.headline(release, found[0]).replace('Of', 'of', 1)}"
    if cells and all(cell.verdict == NO_EVIDENCE for cell in cells):
        return f"{finding.title}: no evidence of a disparity seen"
    if cells and all(cell.verdict == CANNOT_TELL for cell in cells):
        return f"{finding.title}: we cannot tell whether any group leaves more, or less, often"
    if cells:
        return f"{finding.title}: no evidence of a disparity seen, or we cannot tell"
    return f"{finding.title}: how many of every 100 left (not tested)"


def _dot(release: Release, cell: ReleasedCell) -> dict[str, object]:
    decimals = 1 if release.exact else 0
    number = cell.numbers.get("selection_rate")
    known = number is not None and number.value is not None
    value = {
        name: 100 * v if number and (v := getattr(number, name)) is not None else float("nan")
        for name in ("value", "lower", "upper")
    }
    return {
        "group": cell.group,
        "role": cell.role,
        "evidence": cell.verdict == EVIDENCE,
        "share": value["value"],
        "lower": value["lower"] if known else float("nan"),
        "upper": value["upper"] if known else float("nan"),
        "shown": rate(release, cell, decimals).replace(words.WITHHELD, TOO_FEW),
        "range": words.span(number, partial(words.of_100, decimals=decimals))
        if known
        else words.NOT_AVAILABLE,
    }
