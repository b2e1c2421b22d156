"""Figures as charts make them, and whether their words can be read."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

from workbench.presentation.figure import NARROW, WIDE
from workbench.presentation.theme import STYLE, new_figure, theme

SMALLEST = STYLE["font.size"]


def drawn(
    draw: Callable[[Axes, bool], None],
    heights: tuple[int, int],
    margins: tuple[float, float],
    *,
    narrow: bool,
) -> Axes:
    """Draw as `chart_view` does, on one of its two widths."""
    width, height, left = [pair[narrow] for pair in ((WIDE, NARROW), heights, margins)]
    with theme("test"):
        figure = new_figure(width, height)
        FigureCanvasAgg(figure)
        axes = figure.add_axes(
            (left / width, 56 / height, 1 - (left + 12) / width, 1 - 60 / height)
        )
        draw(axes, narrow)
        figure.canvas.draw()
    return axes


def words(axes: Axes) -> list[str]:
    """Return what is written, without the ticks."""
    return [text.get_text() for text in axes.texts]


def unreadable(axes: Axes) -> list[str]:
    """Return words that are outside the drawing, on other words, or too small."""
    figure = axes.get_figure(root=True)
    renderer = figure.canvas.get_renderer()
    # Matplotlib keeps labels of ticks beyond the ends, which it does not draw.
    ticks = [
        tick.label1
        for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks()
        if min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    ]
    labels = [*ticks, axes.xaxis.label]
    texts = [text for text in [*axes.texts, *labels] if text.get_text()]
    boxes = [(text, text.get_window_extent(renderer).padded(-1.5)) for text in texts]
    whole = figure.bbox.padded(0.5)
    found = [
        f"outside: {text.get_text()}"
        for text, box in boxes
        if not (whole.contains(box.x0, box.y0) and whole.contains(box.x1, box.y1))
    ]
    found += [
        f"{one.get_text()!r} on {other.get_text()!r}"
        for (one, box), (other, beside) in combinations(boxes, 2)
        if box.overlaps(beside)
    ]
    small = [text for text, _ in boxes if text.get_fontsize() < SMALLEST]
    return found + [f"small: {text.get_text()}" for text in small]
