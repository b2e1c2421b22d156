"""Charts of released cells."""

from __future__ import annotations

from functools import partial
from math import nan

import pandas as pd

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.drawing.dots import draw_dots, draw_reach
from workbench.presentation.figure import chart_view
from workbench.presentation.selection import (
    characteristics,
    comparator_of,
    disparities,
    of_basis,
    overall,
    waiting,
)
from workbench.presentation.view import View
from workbench.vocabulary.terms import CANNOT_TELL, EVIDENCE, NO_EVIDENCE, OVERALL

ROW, PAIR = 44, 78
LONGEST = 90
"""Letters of a headline: a longer one counts its groups, and the text beside it names them."""


def reach_chart(release: Release) -> View:
    """Draw how far the group furthest behind gets, of every 100, beside its comparator."""
    finding, cell = _leading(release)
    other = comparator_of(overall(finding), cell)
    frame = _reach_frame(release, finding, (other, cell))
    own, beside = (words.people_of(one.group, release.context) for one in (cell, other))
    done = release.context.completed
    shares = [words.rate(one.numbers.get("selection_rate")) for one in (cell, other)]
    title = f"Of every 100 {own}, {shares[0]} {done}; of every 100 {beside}, {shares[1]}"
    if words.WITHHELD in shares:
        title = f"How far {own} and {beside} got"
    told = "; ".join(
        f"{row.stage}: {row.group} {row.shown} ({row.range})"
        for row in frame.itertuples(index=False)
    )
    rows = [[row.stage, row.group, row.shown, row.range] for row in frame.itertuples(index=False)]
    pairs = frame["stage"].nunique()
    return chart_view(
        release,
        partial(draw_reach, frame),
        name=f"reach-{finding.name}",
        title=title,
        subtitle=_reach_subtitle(release, cell),
        alternative=f"Bar chart, of every 100 who applied. {told}.",
        heights=(76 + PAIR * pairs, 76 + (PAIR + 24) * pairs),
        margins=(224, 8),
        data=(["Stage", "Group", "Of every 100", "Likely range"], rows),
        findings=(finding.name,),
    )


def overall_chart(release: Release, finding: ReleasedFinding) -> View:
    """Draw how many of every 100 in each group got through all stages."""
    cells = [cell for cell in overall(finding) if cell.role != "undeclared"]
    frame = pd.DataFrame([_dot(cell) for cell in cells])
    told = "; ".join(
        f"{row.group}: {row.unshown}"
        if row.shown == words.WITHHELD
        else f"{row.group}: {row.shown} ({row.range})"
        for row in frame.itertuples()
    )
    rows = [[row.group, row.shown, row.range] for row in frame.itertuples(index=False)]
    return chart_view(
        release,
        partial(draw_dots, frame, _scale(release)),
        name=f"overall-{finding.name}",
        title=_overall_title(release, finding, cells),
        subtitle=(
            f"Of every 100 who applied, how many {release.context.completed}. Lines: likely ranges."
        ),
        alternative=f"Dot chart, of every 100 who applied. {told}.",
        heights=(76 + ROW * len(cells), 76 + (ROW + 16) * len(cells)),
        margins=(290, 8),
        data=(["Group", "Of every 100", "Likely range"], rows),
        findings=(finding.name,),
    )


def _leading(release: Release) -> tuple[ReleasedFinding, ReleasedCell]:
    """Return the finding and group the first picture is of."""
    findings = characteristics(release)
    found = disparities(release)
    for name, group in [(cell.characteristic, cell.group) for cell in found[:1]]:
        finding = release[name]
        return finding, next(c for c in overall(finding) if c.group == group)
    declared = [cell for cell in overall(findings[0]) if cell.role == "declared"]
    return findings[0], max(declared, key=lambda cell: cell.counts["entered"].value or 0)


def _reach_frame(
    release: Release, finding: ReleasedFinding, cells: tuple[ReleasedCell, ...]
) -> pd.DataFrame:
    past = of_basis(finding, "cumulative")
    rows = []
    for stage in [*dict.fromkeys(cell.stage for cell in past), OVERALL]:
        for last in cells:
            here = (one for one in past if (one.stage, one.group) == (stage, last.group))
            cell = last if stage == OVERALL else next(here)
            rows.append({"stage": _stage_name(release, stage)} | _dot(cell))
    return pd.DataFrame(rows)


def _reach_subtitle(release: Release, cell: ReleasedCell) -> str:
    stages = [
        f"the {release.context.stages[one.stage]}"
        for one in disparities(release)
        if (one.characteristic, one.group) == (cell.characteristic, cell.group)
        and one.stage != OVERALL
    ]
    where = f"Evidence of a disparity at {words.listed(stages)}. " if stages else ""
    drawn = "Of every 100 who applied, how many got past each stage. Lines: likely ranges."
    left_out = " People still waiting at a stage are left out there." if waiting(release) else ""
    return where + drawn + left_out


def _stage_name(release: Release, stage: str) -> str:
    if stage == OVERALL:
        return words.capital(release.context.completed)
    return words.capital(release.context.stages[stage])


def unshown(cell: ReleasedCell) -> str:
    """Return what stands in a chart in the place of a rate that is not shown."""
    return "not shown" if words.are_hidden(*cell.counts.values()) else "too few to show"


def _dot(cell: ReleasedCell) -> dict[str, object]:
    number = cell.numbers.get("selection_rate")
    known = number is not None and number.value is not None
    parts = {"share": "value", "lower": "lower", "upper": "upper"}
    drawn = {name: 100 * getattr(number, part) if known else nan for name, part in parts.items()}
    return drawn | {
        "group": cell.group,
        "shown": words.rate(number),
        "unshown": unshown(cell),
        "range": words.span(number, words.of_100) if known else words.WITHHELD,
        "role": cell.role,
        "evidence": cell.verdict == EVIDENCE,
    }


def _overall_title(release: Release, finding: ReleasedFinding, cells: list[ReleasedCell]) -> str:
    found = {cell.verdict for cell in cells if cell.verdict}
    if not found:
        return f"{finding.title}: not tested over all stages"
    for verdict in (EVIDENCE, CANNOT_TELL, NO_EVIDENCE):
        groups = [words.people_of(c.group, release.context) for c in cells if c.verdict == verdict]
        if groups and (verdict == EVIDENCE or len(found) == 1):
            return _headline(f"{finding.title}: {verdict} over all stages", groups)
    return f"{finding.title}: no disparity established; for some groups we cannot tell"


def _headline(told: str, groups: list[str]) -> str:
    named = f"{told} for {words.listed(groups)}"
    if len(named) <= LONGEST:
        return named
    return f"{told} for {len(groups)} groups" if len(groups) > 1 else told


def _scale(release: Release) -> float:
    """Return one upper end for every characteristic's chart, so that they can be compared."""
    tops = [
        number.upper
        for finding in characteristics(release)
        for cell in overall(finding)
        if (number := cell.numbers.get("selection_rate")) and number.value and number.upper
    ]
    return 100 * min(1.0, max(tops, default=1.0))
