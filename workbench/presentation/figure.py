"""One drawing at two widths, with its title, its alternative text and its data table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from matplotlib.axes import Axes

from workbench.disclosure import Release
from workbench.presentation.grid import table_html
from workbench.presentation.theme import new_figure, svg, theme
from workbench.presentation.view import View, anchor

WIDE, NARROW = 720, 288
Draw = Callable[[Axes, bool], None]


def chart_view(
    release: Release,
    draw: Draw,
    *,
    name: str,
    title: str,
    subtitle: str,
    alternative: str,
    heights: tuple[int, int],
    margins: tuple[float, float],
    data: tuple[Sequence[str], Sequence[Sequence[str]]],
    findings: tuple[str, ...],
) -> View:
    """Draw a chart for wide and for narrow screens.

    Parameters
    ----------
    release : Release
        For the marking of the data table.
    draw : callable
        Takes the axes and whether the screen is narrow.
    name : str
        Unique in the report.
    title, subtitle, alternative : str
        The headline; what is drawn; the numbers in words, for those who do not see it.
    heights : (int, int)
        Pixels, wide and narrow.
    margins : (float, float)
        Pixels kept for labels left of the axes, wide and narrow.
    data : (head, rows)
        The values drawn.
    findings : tuple of str
        Where they are from.
    """
    label = anchor("chart", name)
    drawings = [
        _drawing(draw, label, width, height, left, narrow=width == NARROW)
        for width, height, left in zip((WIDE, NARROW), heights, margins, strict=True)
    ]
    head, rows = data
    table = table_html(release, f"Data of the chart: {title}", head, rows)
    html = (
        f'<figure class="chart"><figcaption><strong>{escape(title)}</strong> '
        f"<span>{escape(subtitle)}</span></figcaption>"
        f'<p id="{label}" hidden>{escape(alternative)}</p>{"".join(drawings)}'
        f'<details class="data"><summary>Data of this chart<span class="visually-hidden">: '
        f"{escape(title)}</span></summary>{table}</details></figure>"
    )
    return View(title, html, findings)


def _drawing(draw: Draw, label: str, width: int, height: int, left: float, *, narrow: bool) -> str:
    style = "narrow" if narrow else "wide"
    with theme(f"{label}-{style}"):
        figure = new_figure(width, height)
        axes = figure.add_axes(
            (left / width, 56 / height, 1 - (left + 12) / width, 1 - 60 / height)
        )
        draw(axes, narrow)
        return svg(figure, style=style, described_by=label)
