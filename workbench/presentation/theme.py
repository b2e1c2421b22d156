"""How charts look: the Analysis Function's palette, inline SVG, the same bytes each time."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
GROUP, COMPARATOR, GREY = PALETTE[2], PALETTE[0], PALETTE[4]
PIXELS_PER_INCH = 72

STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "text.parse_math": False,  # a label is text, whatever dollar signs stand in it
    "font.family": "DejaVu Sans",
    "font.size": 17,
    "axes.titlesize": 17,
    "axes.labelsize": 17,
    "xtick.labelsize": 17,
    "ytick.labelsize": 17,
    "text.color": "#0b0c0c",
    "axes.labelcolor": "#0b0c0c",
    "axes.edgecolor": "#6f777b",
    "xtick.color": "#0b0c0c",
    "ytick.color": "#0b0c0c",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": False,
    "ytick.major.size": 0,
    "figure.dpi": PIXELS_PER_INCH,
}


@contextmanager
def theme(salt: str) -> Iterator[None]:
    """Draw in the house style; `salt` makes the ids of one drawing its own."""
    with mpl.rc_context(STYLE | {"svg.hashsalt": salt}), warnings.catch_warnings():
        # Letters are drawn by the reader's own fonts; here they are only measured.
        warnings.filterwarnings("ignore", r"(?s)Glyph \d+ .* missing from font")
        yield


def new_figure(width: float, height: float) -> Figure:
    """Return a figure of so many CSS pixels, outside pyplot's own list."""
    return Figure(figsize=(width / PIXELS_PER_INCH, height / PIXELS_PER_INCH))


def svg(figure: Figure, *, style: str, described_by: str) -> str:
    """Return a figure as inline SVG with an accessible name and no font of its own."""
    buffer = StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    drawing = buffer.getvalue()
    drawing = drawing[drawing.index("<svg") :]
    drawing = re.sub(r"<metadata>.*?</metadata>", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"font-family: [^;\"]*;? ?", "", drawing)
    drawing = re.sub(r'(\bid="|url\(#|xlink:href="#)', rf"\g<1>{described_by}-{style}-", drawing)
    width, height = (round(side * PIXELS_PER_INCH) for side in figure.get_size_inches())
    # JupyterLab has no style sheet of ours: there the narrow drawing must hide itself.
    hidden = ' style="display:none"' if style == "narrow" else ""
    opening = (
        f'<svg class="{style}"{hidden} role="img" aria-labelledby="{described_by}" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    )
    return opening + drawing[drawing.index(">") + 1 :]
