"""One drawing at two widths, with its title, its alternative text and its data table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from matplotlib.axes import Axes

from workbench.disclosure import Release
from workbench.presentation.grid import short_anchor, table_html
from workbench.presentation.theme import new_figure, svg, theme
from workbench.presentation.view import View

WIDE, NARROW = 720, 288
LONGEST = 400
"""Letters of an alternative text: more is heard better in the table, cell by cell."""
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
    label = short_anchor("chart", name)
    drawings = [
        _drawing(draw, label, width, height, left, narrow=width == NARROW)
        for width, height, left in zip((WIDE, NARROW), heights, margins, strict=True)
    ]
    head, rows = data
    caption = f"Data of the chart: {title}"
    heads = _row_heads(rows)
    table = table_html(release, caption, head, rows, row_heads=heads, label=f"{label}-data")
    html = (
        f'<figure class="chart"><figcaption><strong>{escape(title)}</strong> '
        f"<span>{escape(subtitle)}</span></figcaption>"
        f'<p id="{label}" hidden>{escape(spoken(alternative))}</p>{"".join(drawings)}'
        f'<details class="data"><summary>Data of this chart<span class="visually-hidden">: '
        f"{escape(title)}</span></summary>{table}</details></figure>"
    )
    return View(title, html, findings)


def spoken(alternative: str) -> str:
    """Return what is heard in the place of a drawing: whole if short, else its first values.

    Examples
    --------
    >>> spoken("Dot chart. Women: 17; Men: 16.")
    'Dot chart. Women: 17; Men: 16.'
    >>> spoken("Dot chart. " + "; ".join(f"Region {n}: {n}" for n in range(40)) + ".")[-54:]
    'Region 26: 26; 13 more in the data table that follows.'
    """
    parts = alternative.split("; ")
    if len(alternative) <= LONGEST or len(parts) == 1:
        return alternative
    kept = parts[:1]
    while len("; ".join([*kept, parts[len(kept)]])) <= LONGEST:
        kept.append(parts[len(kept)])
    return f"{'; '.join(kept)}; {len(parts) - len(kept)} more in the data table that follows."


def _row_heads(rows: Sequence[Sequence[str]]) -> int:
    """Return how many first cells it takes to tell each row from the others: one or two."""
    return 1 if len({row[0] for row in rows}) == len(rows) or any(len(r) < 3 for r in rows) else 2


def _drawing(draw: Draw, label: str, width: int, height: int, left: float, *, narrow: bool) -> str:
    style = "narrow" if narrow else "wide"
    with theme(f"{label}-{style}"):
        figure = new_figure(width, height)
        axes = figure.add_axes(
            (left / width, 56 / height, 1 - (left + 12) / width, 1 - 60 / height)
        )
        draw(axes, narrow)
        return svg(figure, style=style, described_by=label)
