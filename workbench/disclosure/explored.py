"""How what was released shows itself to a researcher: a table each, and the words on them.

Presentation writes what readers get. This is for looking around in a notebook, and marked so:
publishing refuses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from workbench.disclosure.cells import counted
from workbench.errors import UnknownNameError

if TYPE_CHECKING:
    from workbench.disclosure.released import (
        Release,
        ReleasedCell,
        ReleasedFinding,
        ReleasedNumber,
    )

EXPLORING: Mapping[str, bool] = {"exploring": True}
"""The mark, in an output's metadata, of what helps to look around and is never published."""
KEYS = ("characteristic", "group", "stage", "basis", "stratum", "comparator")
MOST_ROWS = 30
NOT_SHOWN, EVERYONE = "–", "all"
LEFT = 'style="text-align:left"'
"""JupyterLab would set every cell to the right."""
_drawing: list[Callable[[ReleasedFinding, str | None], Any]] = []


def draw_with(draw: Callable[[ReleasedFinding, str | None], Any]) -> None:
    """Say how a finding is drawn; presentation does, since the gate knows no drawings."""
    _drawing[:] = [draw]


def drawn(finding: ReleasedFinding, measure: str | None) -> Any:
    """Return the drawing of a finding.

    Raises
    ------
    LookupError
        If nothing that draws was imported.
    """
    if not _drawing:
        raise LookupError("import workbench.presentation first: it holds what draws")
    return _drawing[0](finding, measure)


def measures(finding: ReleasedFinding) -> tuple[str, ...]:
    """Return the names of a finding's numbers, then those of its counts, in their order."""
    numbers = (name for cell in finding.cells for name in cell.numbers)
    counts = (name for cell in finding.cells for name in cell.counts)
    return tuple(dict.fromkeys([*numbers, *counts]))


def usual_measure(finding: ReleasedFinding) -> str:
    """Return the first number that has a range, else the first there is.

    Raises
    ------
    UnknownNameError
        If there is none.
    """
    known = measures(finding)
    if not known:
        raise UnknownNameError(f"The finding '{finding.name}' has no numbers.")
    ranged = {
        name
        for cell in finding.cells
        for name, number in cell.numbers.items()
        if number.lower is not None and number.upper is not None
    }
    return next((name for name in known if name in ranged), known[0])


def telling(cells: Sequence[ReleasedCell]) -> tuple[str, ...]:
    """Return the keys that tell these cells apart; the group where none does."""
    found = tuple(key for key in KEYS if len({getattr(cell, key) for cell in cells}) > 1)
    return found or ("group",)


def spoken(name: str) -> str:
    """Return a name as words.

    Examples
    --------
    >>> spoken("selection_rate")
    'Selection rate'
    """
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def number_text(number: ReleasedNumber | None) -> str:
    """Return a number with its range, to three figures.

    Examples
    --------
    >>> from workbench.disclosure import ReleasedNumber
    >>> number_text(ReleasedNumber(0.1644, 0.1501, 0.18)), number_text(None)
    ('0.164 (0.15 to 0.18)', '–')
    """
    if number is None:
        return NOT_SHOWN
    return range_text(number.value, number.lower, number.upper)


def range_text(value: float | None, lower: float | None, upper: float | None) -> str:
    """Return a value with its range, each None where it is not known.

    Examples
    --------
    >>> range_text(None, None, 0.1), range_text(0.5, 0.4, None), range_text(None, None, None)
    ('at most 0.1', '0.5 (0.4 to no limit)', '–')
    >>> range_text(12345.0, None, None)
    '12,345'
    """
    low, high = (None if end is None else _figures(end) for end in (lower, upper))
    if value is None:
        return f"at most {high}" if high else f"at least {low}" if low else NOT_SHOWN
    if low is None and high is None:
        return _figures(value)
    return f"{_figures(value)} ({low or 'no limit'} to {high or 'no limit'})"


def _figures(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def finding_html(finding: ReleasedFinding) -> str:
    """Return a finding as a table: a row a cell, a column for each count and number."""
    keys = telling(finding.cells)
    # A comparator has a row of its own.
    named = (name for cell in finding.cells for name in cell.counts)
    counts = tuple(dict.fromkeys(name for name in named if not name.startswith("comparator_")))
    numbers = tuple(dict.fromkeys(name for cell in finding.cells for name in cell.numbers))
    judged = any(cell.verdict for cell in finding.cells)
    rows = [
        [
            *(getattr(cell, key) or EVERYONE for key in keys),
            *(cell.counts[name].shown if name in cell.counts else NOT_SHOWN for name in counts),
            *(number_text(cell.numbers.get(name)) for name in numbers),
            *([cell.verdict or NOT_SHOWN] if judged else ()),
        ]
        for cell in finding.cells[:MOST_ROWS]
    ]
    head = [*map(spoken, (*keys, *counts, *numbers)), *(["Verdict"] if judged else ())]
    return table(_caption(finding), head, rows, row_heads=len(keys))


def _caption(finding: ReleasedFinding) -> str:
    many = len(finding.cells)
    told = f"{finding.title} ({finding.name}), as released"
    if many <= MOST_ROWS:
        return f"{told}: {counted(many, 'row')}"
    return f"{told}: the first {MOST_ROWS} of {many} rows; to_frame() has them all"


def release_html(release: Release) -> str:
    """Return the list of a release's findings, folded under what it is."""
    rows = [
        [finding.name, finding.title, spoken(finding.section), str(len(finding.cells))]
        for finding in release.findings
    ]
    many = counted(len(rows), "finding")
    title = f"{many} released under the policy “{release.policy}” ({release.marking})"
    how = (
        "<p>Show one with <code>released[&quot;name&quot;]</code>; the names complete on Tab. "
        "<code>.only(stage=…)</code>, <code>.to_frame()</code> and <code>.plot()</code> "
        "work on each.</p>"
    )
    listed = table("What was released", ["Name", "Title", "Kind", "Rows"], rows)
    return f"<details><summary>{escape(title)}</summary>{how}{listed}</details>"


def table(
    caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, row_heads: int = 1
) -> str:
    """Return an accessible table that scrolls by itself where it is wide."""
    top = "".join(f'<th scope="col" {LEFT}>{escape(name)}</th>' for name in head)
    body = "".join(f"<tr>{_cells(row, row_heads)}</tr>" for row in rows)
    return (
        f'<div style="overflow-x:auto" role="group" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _cells(row: Sequence[str], heads: int) -> str:
    named = "".join(f'<th scope="row" {LEFT}>{escape(text)}</th>' for text in row[:heads])
    return named + "".join(f"<td {LEFT}>{escape(text)}</td>" for text in row[heads:])
