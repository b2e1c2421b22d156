"""A plain chart of one number of one released finding, for looking around in a notebook."""

from __future__ import annotations

from html import escape
from math import nan

import pandas as pd
from matplotlib.axes import Axes

from workbench.disclosure import ReleasedCell, ReleasedFinding
from workbench.disclosure.explored import (
    EVERYONE,
    number_text,
    spoken,
    table,
    telling,
    usual_measure,
)
from workbench.errors import UnknownNameError
from workbench.presentation.theme import GREY, GROUP, new_figure, svg, theme
from workbench.presentation.view import View, anchor

WIDTH, ROW, MOST_ROWS = 900, 34, 40
LETTER = 9.5
"""About how many pixels wide a letter of a label is."""
NOT_SHOWN = "not shown"


def plot(finding: ReleasedFinding, measure: str | None = None) -> View:
    """Draw one number of a finding with its likely range, a row a cell.

    Parameters
    ----------
    finding : ReleasedFinding
        Use `only` to keep some of its cells.
    measure : str, optional
        One of its numbers or counts; by default the first with a range.

    Returns
    -------
    View
        For exploring; a report refuses it.

    Raises
    ------
    UnknownNameError
        If the finding has no such number.
    """
    known = finding.measures
    measure = measure or usual_measure(finding)
    if measure not in known:
        raise UnknownNameError.of("number", measure, known)
    frame = _frame(finding, measure)
    return View(_title(finding, measure), _html(finding, measure, frame), (finding.name,), frame,
                publishable=False)  # fmt: skip


def _title(finding: ReleasedFinding, measure: str) -> str:
    return f"{finding.title}: {spoken(measure).lower()}"


def _frame(finding: ReleasedFinding, measure: str) -> pd.DataFrame:
    keys = telling(finding.cells)
    rows = [
        {"label": ", ".join(getattr(cell, key) or EVERYONE for key in keys)} | _drawn(cell, measure)
        for cell in finding.cells
    ]
    return pd.DataFrame(rows, columns=["label", "value", "lower", "upper", "shown"])


def _drawn(cell: ReleasedCell, measure: str) -> dict[str, object]:
    if (count := cell.counts.get(measure)) is not None:
        value = nan if count.value is None else float(count.value)
        return {"value": value, "lower": nan, "upper": nan, "shown": count.shown}
    number = cell.numbers.get(measure)
    if number is None:
        return {"value": nan, "lower": nan, "upper": nan, "shown": NOT_SHOWN}
    ends = {end: _or_nan(getattr(number, end)) for end in ("value", "lower", "upper")}
    return ends | {"shown": number_text(number)}


def _or_nan(value: float | None) -> float:
    return nan if value is None else value


def _html(finding: ReleasedFinding, measure: str, frame: pd.DataFrame) -> str:
    title, some = _title(finding, measure), frame.head(MOST_ROWS)
    label = anchor("explored", finding.name, measure)
    subtitle = "As released; lines are the ranges. For looking around, not for a report."
    if len(frame) > MOST_ROWS:
        subtitle += (
            f" The first {MOST_ROWS} of {len(frame)} rows: keep fewer with only(…), such as "
            f"{_hint(finding)}."
        )
    rows = frame[["label", "shown"]].to_numpy().tolist()
    told = "; ".join(f"{name}: {shown}" for name, shown in rows[:MOST_ROWS])
    data = table(f"Data of the chart: {title}", ["Row", spoken(measure)], rows)
    return (
        f'<figure class="chart"><figcaption><strong>{escape(title)}</strong> '
        f"<span>{escape(subtitle)}</span></figcaption>"
        f'<p id="{label}" hidden>{escape(f"Dot chart. {told}.")}</p>{_drawing(some, label)}'
        f"<details><summary>Data of this chart</summary>{data}</details></figure>"
    )


def _hint(finding: ReleasedFinding) -> str:
    key = telling(finding.cells)[-1]
    return f"only({key}={getattr(finding.cells[0], key)!r})"


def _drawing(frame: pd.DataFrame, label: str) -> str:
    height = 60 + ROW * len(frame)
    with theme(label):
        figure = new_figure(WIDTH, height)
        left = min(24 + LETTER * frame["label"].str.len().max(), WIDTH / 2)
        axes = figure.add_axes(
            (left / WIDTH, 44 / height, 1 - (left + 12) / WIDTH, 1 - 48 / height)
        )
        _draw(frame, axes)
        return svg(figure, style="wide", described_by=label)


def _draw(frame: pd.DataFrame, axes: Axes) -> None:
    numbers = frame[["value", "lower", "upper"]]
    low = min(0.0, numbers.min(axis=None)) if numbers.notna().any(axis=None) else 0.0
    high = max(0.0, numbers.max(axis=None)) if numbers.notna().any(axis=None) else 1.0
    scale = (high - low) or 1.0
    for y, row in enumerate(frame.itertuples()):
        axes.hlines(y, row.lower, row.upper, color=GROUP, linewidth=3)
        axes.scatter([row.value], [y], s=70, color=GROUP, zorder=3)
        ends = [end for end in (row.value, row.upper) if end == end]
        axes.text(max(ends, default=low) + scale / 40, y, row.shown, va="center", fontsize=14)
    axes.axvline(0, color=GREY, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    axes.set(xlim=(low - scale / 40, high + scale * 0.6), ylim=(len(frame) - 0.4, -0.6))
    axes.set_yticks(range(len(frame)), frame["label"])
    ticks = [tick for tick in axes.get_xticks() if low <= tick <= high]
    axes.set_xticks(ticks, [f"{tick:,g}" for tick in ticks])
