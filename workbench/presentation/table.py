"""Released cells as accessible tables."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.compared import RATES, SURENESS, rate, rates, sureness
from workbench.presentation.grid import table_html, table_view
from workbench.presentation.selection import of_basis, overall
from workbench.presentation.view import View, paragraph

WAYS = {
    "pending": "No result yet",
    "failed": "Failed",
    "no_show": "Did not attend",
    "expired": "Ran out of time",
}


def overall_table(release: Release, finding: ReleasedFinding) -> View:
    """Show every group of a characteristic over all stages."""
    counts = ("Applied, less those waiting", words.capital(release.context.completed))
    cells = overall(finding)
    keys = [[_group(cell)] for cell in cells]
    caption = f"{finding.title}: each group over all stages"
    return _comparison(release, finding, cells, caption, ("Group",), keys, counts)


def stage_table(release: Release, finding: ReleasedFinding) -> View:
    """Show every group at each stage, of those who entered it."""
    cells = of_basis(finding, "conditional")
    keys = [[_group(cell), _stage(release, cell)] for cell in cells]
    caption = f"{finding.title}: each group at each stage, of those who entered it"
    counts = ("Entered", "Passed")
    return _comparison(release, finding, cells, caption, ("Group", "Stage"), keys, counts)


def _comparison(
    release: Release,
    finding: ReleasedFinding,
    cells: Sequence[ReleasedCell],
    caption: str,
    key_names: tuple[str, ...],
    keys: Sequence[list[str]],
    count_names: tuple[str, str],
) -> View:
    """Show the rates in one table and the people in a second: one would be too wide."""
    compared = [[_verdict(cell), *rates(release, cell)] for cell in cells]
    people = [[*_sides(cell), *sureness(release, cell)] for cell in cells]
    heads = ("Verdict", *RATES), (*count_names, *SURENESS)
    captions = caption, f"{caption}: in people, and what could be seen"
    html = "".join(
        table_html(
            release,
            text,
            [*key_names, *head],
            [[*key, *row] for key, row in zip(keys, rows, strict=True)],
            row_heads=len(key_names),
        )
        for text, head, rows in zip(captions, heads, (compared, people), strict=True)
    )
    whole = [[*key, *one, *two] for key, one, two in zip(keys, compared, people, strict=True)]
    frame = pd.DataFrame(whole, columns=[*key_names, *heads[0], *heads[1]])
    return View(f"{caption} ({len(cells)} rows)", html, (finding.name,), frame)


def reach_table(release: Release, finding: ReleasedFinding) -> View:
    """Show how many of every 100 in each group got past each stage."""
    cells = of_basis(finding, "cumulative")
    stages = list(dict.fromkeys(cell.stage for cell in cells))
    names = [words.capital(release.context.stages[stage]) for stage in stages]
    rows = []
    for last in overall(finding):
        passed = {cell.stage: cell for cell in cells if cell.group == last.group}
        ordered = [*(passed[stage] for stage in stages), last]
        rows.append([_group(last), *(rate(release, cell) for cell in ordered)])
    head = ["Group", *(f"Past {name[0].lower()}{name[1:]}" for name in names)]
    head.append(words.capital(release.context.completed))
    caption = f"{finding.title}: of every 100 who applied, how many got past each stage"
    return table_view(release, finding, caption, head, rows)


def campaign_table(release: Release) -> View:
    """Show everyone, stage by stage, and how they left."""
    finding = release["campaign"]
    names = list(finding.cells[0].counts)
    head = ["Stage", *(WAYS.get(name, words.capital(name)) for name in names)]
    rows = [
        [_stage(release, cell), *(cell.counts[name].shown for name in names)]
        for cell in finding.cells
    ]
    return table_view(release, finding, "Everyone, stage by stage", head, rows)


def declaration_table(release: Release) -> View:
    """Show how many declared each characteristic, and flag those too few did."""
    finding = release["declaration"]
    rows = []
    for cell in finding.cells:
        share = cell.numbers.get("declared_share")
        low = share is not None and share.value is not None and share.value < 0.6
        note = "Under 60: read with care" if low else ""
        counts = [cell.counts[name].shown for name in ("entered", "passed")]
        rows.append([cell.group, *counts, words.rate(share), note])
    head = ["Characteristic", "Applied", "Declared", "Of every 100", "Note"]
    return table_view(release, finding, "Who declared what", head, rows)


def records_table(release: Release) -> View:
    """Show how many rows were read, set aside and counted."""
    finding = release["records"]
    rows = [[words.capital(cell.group), cell.counts["number"].shown] for cell in finding.cells]
    view = table_view(release, finding, "Rows read and set aside", ["Rows", "Number"], rows)
    read_as = "; ".join(release.context.read_as)
    note = f"Read as {read_as}." if read_as else ""
    html = view.html + (paragraph(note, "symbols") if note else "")
    return View(f"{view.text}. {note}".strip(), html, view.findings, view.frame)


def _group(cell: ReleasedCell) -> str:
    return f"{cell.group} (comparison group)" if cell.role == "comparator" else cell.group


def _stage(release: Release, cell: ReleasedCell) -> str:
    return words.capital(release.context.stages[cell.stage])


def _sides(cell: ReleasedCell) -> list[str]:
    return [cell.counts["entered"].shown, cell.counts["passed"].shown]


def _verdict(cell: ReleasedCell) -> str:
    if cell.role == "comparator":
        return "Comparison group"
    return words.verdict(cell)
