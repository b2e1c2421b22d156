"""The picture of the first page: the groups that its findings name, beside their comparison."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.attrition.report.words import about, opening
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.drawing.pairs import draw_pairs, pairs_heights
from workbench.presentation.figure import chart_view
from workbench.presentation.selection import comparator_of, siblings
from workbench.presentation.view import EMPTY, View
from workbench.vocabulary.terms import EVIDENCE

RATE = "selection_rate"
TOO_FEW = "too few to show"
MOST = 5
LEFT = 260
HEAD = ["Characteristic", "Group", "Of every 100, left", "Likely range"]


def show(release: Release, cells: Sequence[ReleasedCell]) -> View:
    """Draw how many of every 100 left, of each group and of its comparison group.

    Parameters
    ----------
    release : Release
    cells : sequence of ReleasedCell
        Compared cells of those in post at the opening, the one to be told of first before others.
    """
    drawn = [cell for cell in cells if _value(cell) is not None][:MOST]
    if not drawn:
        return EMPTY
    frame = pd.DataFrame([row for cell in drawn for row in _pair(release, cell)])
    told = "; ".join(f"{row.label}: {row.shown}" for row in frame.itertuples())
    return chart_view(
        release,
        partial(draw_pairs, frame, "in post"),
        name="first-page",
        title=headline(release, drawn[0]),
        subtitle=f"Of every 100 in post on {opening(release)}. Lines: likely ranges.",
        alternative=f"Dot chart of how many of every 100 left, with likely ranges. {told}.",
        heights=pairs_heights(frame),
        margins=(LEFT, 8),
        data=(HEAD, [[row.title, row.label, row.rate, row.range] for row in frame.itertuples()]),
        findings=tuple(dict.fromkeys(cell.characteristic for cell in drawn)),
    )


def headline(release: Release, cell: ReleasedCell) -> str:
    """Say how many of every 100 left, of a group and its comparison group, in one line.

    It names the verdict where there is no evidence, so that no title claims more than is found.
    """
    other = comparator_of(siblings(release, cell), cell)
    own, beside = (f"{about(release)}{words.rate(one.numbers.get(RATE))}" for one in (cell, other))
    group, comparator = (words.people_of(one.group, release.context) for one in (cell, other))
    sure = words.verdict(cell)
    unsure = "" if cell.verdict == EVIDENCE else f": {sure[:1].lower()}{sure[1:]}"
    return f"Of every 100 {group} {own} left, against {beside} of {comparator}{unsure}"


def _pair(release: Release, cell: ReleasedCell) -> list[dict[str, object]]:
    other = comparator_of(siblings(release, cell), cell)
    pair = {
        "pair": f"{cell.characteristic}: {cell.group}",
        "title": release[cell.characteristic].title,
        "verdict": words.verdict(cell),
        "evidence": cell.verdict == EVIDENCE,
    }
    return [{**pair, **_row(release, one)} for one in (cell, other)]


def _row(release: Release, cell: ReleasedCell) -> dict[str, object]:
    number = cell.numbers.get(RATE)
    form = partial(words.of_100, decimals=1 if release.exact else 0)
    known = number is not None and number.value is not None
    rate = form(number.value or 0.0) if known and number else TOO_FEW
    likely = words.span(number, form) if known else words.NOT_AVAILABLE
    parts = {
        name: 100 * value if known and (value := getattr(number, name, None)) is not None else nan
        for name in ("value", "lower", "upper")
    }
    return {
        "label": words.capital(words.people_of(cell.group, release.context)),
        "role": cell.role,
        "rate": rate,
        "range": likely,
        "shown": f"{rate} ({likely})" if known else rate,
        **parts,
    }


def _value(cell: ReleasedCell) -> float | None:
    number = cell.numbers.get(RATE)
    return number.value if number else None
