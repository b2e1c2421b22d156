"""What channels cost and whom they reached: a chart and tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.recruitment_funnel.report import shares
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.drawing.ranges import draw_amounts
from workbench.presentation.figure import chart_view
from workbench.presentation.grid import table_html
from workbench.presentation.view import View, paragraph

ROW = 44


def money(value: float) -> str:
    """Return pounds; below 10 with pence.

    Examples
    --------
    >>> money(1234.5), money(3.256), money(0.0)
    ('£1,234', '£3.26', '£0')
    """
    return f"£{value:.2f}" if 0 < value < 10 else f"£{value:,.0f}"


def cost(cell: ReleasedCell) -> str:
    """Return what a start cost, or above what it lies, or that nothing was told."""
    number, over = (cell.numbers.get(name) for name in ("cost_per_start", "cost_per_start_over"))
    if number is not None and number.value is not None:
        return money(number.value)
    if over is not None and over.value is not None:
        return f"over {money(over.value)}"
    return words.WITHHELD if "spend" in cell.numbers else words.NOT_AVAILABLE


def chart(release: Release, cells: Sequence[ReleasedCell]) -> View:
    """Draw what a start cost by each channel."""
    ordered = sorted(cells, key=_order, reverse=True)
    rows = [_amount(cell) for cell in ordered]
    told = "; ".join(f"{row['label']}: {row['shown']} ({row['range']})" for row in rows)
    done = release.context.completed
    priced = [cell for cell in ordered if cell.numbers.get("cost_per_start") and _order(cell) > 0]
    title = "What each person who started cost by channel"
    if len(priced) > 1:
        title = (
            f"Each person who {done} cost {shares.about(release)}{cost(priced[-1])} by "
            f"{priced[-1].group} and {shares.about(release)}{cost(priced[0])} by {priced[0].group}"
        )
    return chart_view(
        release,
        partial(draw_amounts, pd.DataFrame(rows)),
        name="channels",
        title=title,
        subtitle=f"What was spent on each channel, for each person who {done}. Lines: likely "
        "ranges. By a channel marked “over”, too few did to say more.",
        alternative=f"Dot chart of pounds for each person who {done}. {told}.",
        heights=(76 + ROW * len(rows), 76 + (ROW + 16) * len(rows)),
        margins=(270, 8),
        data=(
            ["Channel", "Cost of each", "Likely range"],
            [[str(row[name]) for name in ("label", "shown", "range")] for row in rows],
        ),
        findings=("channels",),
    )


def _order(cell: ReleasedCell) -> float:
    number = cell.numbers.get("cost_per_start") or cell.numbers.get("cost_per_start_over")
    return number.value or 0.0 if number else -1.0


def _amount(cell: ReleasedCell) -> dict[str, object]:
    number = cell.numbers.get("cost_per_start")
    ends = {
        part: nan if number is None or getattr(number, part) is None else getattr(number, part)
        for part in ("value", "lower", "upper")
    }
    return ends | {"label": cell.group, "shown": cost(cell), "range": words.span(number, money)}


def costs_table(release: Release, cells: Sequence[ReleasedCell]) -> View:
    """Return applicants, starts, yield and cost by channel, all channels last."""
    done = words.capital(release.context.completed)
    head = ["Channel", "Applied", done, "Of every 100", "Spent", "Cost of each (likely range)"]
    whole = [cell for cell in release["channels"].cells if cell not in cells]
    rows = [_cost_row(cell) for cell in (*cells, *whole)]
    note = paragraph(
        "Applied leaves out people who still wait for a result, and those whose channel is not "
        "recorded.",
        "caveat",
    )
    caption = "Applicants, starts and cost by advertising channel"
    return View(caption, note + table_html(release, caption, head, rows), ("channels",))


def _cost_row(cell: ReleasedCell) -> list[str]:
    rate, spend = (cell.numbers.get(name) for name in ("selection_rate", "spend"))
    number = cell.numbers.get("cost_per_start")
    known = number is not None and number.lower is not None
    share = words.rate(rate)
    if rate is not None and rate.value is not None:
        share = f"{share} ({words.span(rate, words.of_100)})"
    return [
        cell.group,
        cell.counts["entered"].shown,
        cell.counts["passed"].shown,
        share,
        words.NOT_AVAILABLE if spend is None else money(spend.value or 0.0),
        f"{cost(cell)} ({words.span(number, money)})" if known else cost(cell),
    ]


def reach_table(release: Release) -> View:
    """Return, for each characteristic, groups by channel: shares and what they are held against."""
    finding = release["channels:reach"]
    titles = release.context.titles
    rows = [cell for cell in finding.cells if cell.stratum]
    names = dict.fromkeys(cell.characteristic for cell in rows)
    html = "".join(
        _reach(release, titles.get(name, name), [c for c in rows if c.characteristic == name])
        for name in names
    )
    note = paragraph(
        "Against the benchmark: the group's share of the channel divided by its share of the "
        "population in the regions where all applied. Against all: divided by its share of "
        "applicants by all channels.",
        "caveat",
    )
    return View("Every group by channel", note + html, (finding.name,))


def _reach(release: Release, title: str, cells: Sequence[ReleasedCell]) -> str:
    held = cells[0].comparator
    head = ["Channel", "Group", "People", "Of every 100", "Against all (likely range)"]
    head += ["Against the benchmark (likely range)"] if held else []
    rows = []
    for cell in cells:
        row = [
            cell.stratum.split(": ", 1)[1],
            cell.group,
            cell.counts["passed"].shown,
            words.rate(cell.numbers.get("share")),
            shares.ratio(cell.numbers.get("reach_among_applicants")),
        ]
        rows.append([*row, shares.ratio(cell.numbers.get("reach_index"))] if held else row)
    caption = f"{title} by channel" + (f", and against: {held}" if held else "")
    return table_html(release, caption, head, rows, row_heads=2)
