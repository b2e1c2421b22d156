"""Released cells as accessible tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.selection import of_basis, overall
from workbench.presentation.view import View, anchor, paragraph

NO_BREAK = "\u00a0"
COMPARED = (
    "Of every 100 (likely range)",
    "Rate ratio (likely range)",
    "Ratio of not passing (likely range)",
    "Difference in points (likely range)",
    "More or fewer at equal rates",
    "Smallest gap behind we could see (ratio below)",
    "Would one person change who is ahead?",
    "p, adjusted",
)


WAYS = {
    "pending": "No result yet",
    "failed": "Failed",
    "no_show": "Did not attend",
    "expired": "Ran out of time",
}


def overall_table(release: Release, finding: ReleasedFinding) -> View:
    """Show every group of a characteristic over all stages."""
    cells = overall(finding)
    done = words.capital(release.context.completed)
    head = ["Group", "Verdict", "Applied, less those waiting", done, *COMPARED]
    rows = [
        [_group(cell), _verdict(cell), *_sides(cell), *_compared(release, cell)] for cell in cells
    ]
    caption = f"{finding.title}: each group over all stages"
    return _view(release, finding, caption, head, rows)


def stage_table(release: Release, finding: ReleasedFinding) -> View:
    """Show every group at each stage, of those who entered it."""
    cells = of_basis(finding, "conditional")
    head = ["Group", "Stage", "Verdict", "Entered", "Passed", *COMPARED]
    rows = [
        [
            _group(cell),
            _stage(release, cell),
            _verdict(cell),
            *_sides(cell),
            *_compared(release, cell),
        ]
        for cell in cells
    ]
    caption = f"{finding.title}: each group at each stage, of those who entered it"
    return _view(release, finding, caption, head, rows, row_heads=2)


def reach_table(release: Release, finding: ReleasedFinding) -> View:
    """Show how many of every 100 in each group got past each stage."""
    cells = of_basis(finding, "cumulative")
    stages = list(dict.fromkeys(cell.stage for cell in cells))
    names = [words.capital(release.context.stages[stage]) for stage in stages]
    rows = []
    for last in overall(finding):
        passed = {cell.stage: cell for cell in cells if cell.group == last.group}
        ordered = [*(passed[stage] for stage in stages), last]
        rows.append([_group(last), *(_rate(release, cell) for cell in ordered)])
    head = ["Group", *(f"Past {name[0].lower()}{name[1:]}" for name in names)]
    head.append(words.capital(release.context.completed))
    caption = f"{finding.title}: of every 100 who applied, how many got past each stage"
    return _view(release, finding, caption, head, rows)


def campaign_table(release: Release) -> View:
    """Show everyone, stage by stage, and how they left."""
    finding = release["campaign"]
    names = list(finding.cells[0].counts)
    head = ["Stage", *(WAYS.get(name, words.capital(name)) for name in names)]
    rows = [
        [_stage(release, cell), *(cell.counts[name].shown for name in names)]
        for cell in finding.cells
    ]
    return _view(release, finding, "Everyone, stage by stage", head, rows)


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
    return _view(release, finding, "Who declared what", head, rows)


def records_table(release: Release) -> View:
    """Show how many rows were read, set aside and counted."""
    finding = release["records"]
    rows = [[words.capital(cell.group), cell.counts["number"].shown] for cell in finding.cells]
    view = _view(release, finding, "Rows read and set aside", ["Rows", "Number"], rows)
    read_as = "; ".join(release.context.read_as)
    note = f"Read as {read_as}." if read_as else ""
    html = view.html + (paragraph(note, "symbols") if note else "")
    return View(f"{view.text}. {note}".strip(), html, view.findings, view.frame)


def table_html(
    release: Release,
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    row_heads: int = 1,
) -> str:
    """Return a table with a caption, scopes, and room to scroll on a small screen.

    The first `row_heads` cells of each row say what the row is about.
    """
    label = anchor("table", caption)
    marking = f"{release.marking}: " if release.exact else ""
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(_row(row, row_heads) for row in rows)
    return (
        f'<div class="table-scroll" role="group" tabindex="0" aria-labelledby="{label}">'
        f'<table><caption id="{label}">{escape(marking + caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: Sequence[str], heads: int) -> str:
    named = "".join(f'<th scope="row">{escape(text)}</th>' for text in row[:heads])
    return f"<tr>{named}{''.join(f'<td>{escape(text)}</td>' for text in row[heads:])}</tr>"


def _view(
    release: Release,
    finding: ReleasedFinding,
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    row_heads: int = 1,
) -> View:
    frame = pd.DataFrame(rows, columns=list(head))
    text = f"{caption} ({len(rows)} rows)"
    html = table_html(release, caption, head, rows, row_heads=row_heads)
    return View(text, html, (finding.name,), frame)


def _group(cell: ReleasedCell) -> str:
    return f"{cell.group} (comparison group)" if cell.role == "comparator" else cell.group


def _stage(release: Release, cell: ReleasedCell) -> str:
    return words.capital(release.context.stages[cell.stage])


def _sides(cell: ReleasedCell) -> list[str]:
    return [cell.counts["entered"].shown, cell.counts["passed"].shown]


def _rate(release: Release, cell: ReleasedCell, decimals: int = 0) -> str:
    number = cell.numbers.get("selection_rate")
    if number is None and release.exact:
        return words.NOT_AVAILABLE
    return words.rate(number, decimals=decimals)


def _verdict(cell: ReleasedCell) -> str:
    if cell.role == "comparator":
        return "Comparison group"
    return words.verdict(cell)


def _compared(release: Release, cell: ReleasedCell) -> list[str]:
    decimals = 1 if release.exact else 0
    own = cell.numbers.get("selection_rate")
    share = _rate(release, cell, decimals)
    if own is not None and own.value is not None and own.lower is not None:
        span = words.span(own, lambda value: words.of_100(value, decimals=decimals))
        share += _below(span)
    if cell.role == "comparator":
        return [share, *["–"] * (len(COMPARED) - 1)]
    return [
        share,
        _with_range(release, cell, "relative_rate_index", words.ratio),
        _with_range(release, cell, "relative_nonpassing_rate", words.ratio),
        _with_range(release, cell, "rate_difference", words.points),
        _people(release, cell),
        _value(release, cell, "minimum_detectable_ratio", words.ratio),
        _flip(release, cell),
        words.p_value(cell.p_adjusted),
    ]


def _below(span: str) -> str:
    """Return a range on a line of its own that does not break."""
    return "\n(" + span.replace(" ", NO_BREAK) + ")"


def _flip(release: Release, cell: ReleasedCell) -> str:
    number = cell.numbers.get("one_person_flip")
    if number is not None and number.lower is not None:
        return "Rounding hides it"
    return _value(release, cell, "one_person_flip", lambda value: "Yes" if value else "No")


def _value(release: Release, cell: ReleasedCell, name: str, form: Callable[[float], str]) -> str:
    number = cell.numbers.get(name)
    if number is None:
        compared = "relative_rate_index" in cell.numbers
        return words.NOT_AVAILABLE if compared or release.exact else words.WITHHELD
    return form(number.value) if number.value is not None else words.NOT_AVAILABLE


def _with_range(
    release: Release, cell: ReleasedCell, name: str, form: Callable[[float], str]
) -> str:
    number = cell.numbers.get(name)
    shown = _value(release, cell, name, form)
    if number is None or number.value is None or (number.lower is None and number.upper is None):
        return shown
    return shown + _below(words.span(number, form))


def _people(release: Release, cell: ReleasedCell) -> str:
    number = cell.numbers.get("shortfall")
    if number is None or number.value is None:
        return words.NOT_AVAILABLE if release.exact else words.WITHHELD
    text = words.more_or_fewer(number, exact=release.exact)
    return text.replace(" (", "\n(").replace(" ", NO_BREAK)
