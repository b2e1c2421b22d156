"""Pictures of the change in each group, and in each region."""

from __future__ import annotations

from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.role_evaluation.report.for_whom.drawing import LEFT, draw_gains, heights
from workbench.analyses.role_evaluation.report.for_whom.reading import (
    REGIONS,
    Regions,
    Split,
    number,
    people,
)
from workbench.analyses.role_evaluation.report.for_whom.sentences import (
    of_regions,
    sentence,
    short_range,
    way,
)
from workbench.analyses.role_evaluation.report.words import Told
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View

Row = dict[str, object]


def chart(release: Release, split: Split) -> View:
    """Draw the change in each group, the comparator first."""
    drawn = [
        _row(cell, people(release, name), split.one, "comparator" if not place else "group")
        for place, (name, cell) in enumerate(split.groups.items())
        if number(cell, "effect")
    ]
    told = [sentence(release, split, group) for group in split.differences]
    return _view(
        release,
        drawn,
        split.one,
        name=split.finding,
        title=told[0].partition(" (")[0].removesuffix(".") if told else split.one.title,
        subtitle=(
            f"Change in {split.one.title} where the role was there, {split.one.measured_in}. "
            "Lines: likely ranges, by dealing the dates out anew. Diamond: those compared with."
        ),
    )


def regions_chart(release: Release, told: Regions) -> View:
    """Draw the change in each region, in the order of their names."""
    drawn = [
        _row(cell, cell.group, told.one, "region") for cell in told.cells if number(cell, "effect")
    ]
    return _view(
        release,
        drawn,
        told.one,
        name=REGIONS,
        title=of_regions(release, told).split(":")[0].split(" (")[0].rstrip("."),
        subtitle=(
            f"Change in {told.one.title} for each month with the role, {told.one.measured_in}. "
            "Lines: likely ranges, by how regions varied before the roll-out."
        ),
    )


def _view(
    release: Release, drawn: list[Row], one: Told, *, name: str, title: str, subtitle: str
) -> View:
    if not drawn:
        return EMPTY
    frame = pd.DataFrame(drawn)
    listed = "; ".join(f"{row['label']}: {row['told']}" for row in drawn)
    return chart_view(
        release,
        partial(draw_gains, frame, one.measured_in),
        name=name,
        title=title,
        subtitle=subtitle,
        alternative=f"Dot chart of changes in {one.title}. {listed}.",
        heights=heights(len(frame)),
        margins=(LEFT, 8),
        data=(
            ["Who", "Change (likely range)"],
            [[str(row["label"]), str(row["told"])] for row in drawn],
        ),
        findings=(name,),
    )


def _row(cell: ReleasedCell, label: str, one: Told, kind: str) -> Row:
    found = number(cell, "effect")
    assert found is not None, "only what is told is drawn"
    value = found.value or 0.0
    whole = found.lower is not None and found.upper is not None
    return {
        "label": words.capital(label),
        "shown": way(value, one),
        "told": short_range(found, one),
        "value": value,
        "lower": found.lower if whole else nan,
        "upper": found.upper if whole else nan,
        "kind": kind,
    }
