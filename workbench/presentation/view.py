"""What a notebook cell shows: text and HTML, and which findings they were drawn from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from workbench.disclosure.explored import EXPLORING


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Something to show.

    Attributes
    ----------
    text : str
        One line for a terminal.
    html : str
        Accessible HTML, complete in itself.
    findings : tuple of str
        Names of the released findings it was drawn from.
    frame : DataFrame or None
        The same values as a table.
    publishable : bool
        Whether a report may hold it; what only helps to look around may not.

    See Also
    --------
    View.to_frame : the values as a table of pandas.
    """

    text: str
    html: str
    findings: tuple[str, ...] = ()
    frame: pd.DataFrame | None = field(default=None, repr=False)
    publishable: bool = True

    def __repr__(self) -> str:
        """Return the one line of text."""
        return self.text

    def to_frame(self) -> pd.DataFrame:
        """Return the values shown as a table; empty where only words are shown."""
        return pd.DataFrame() if self.frame is None else self.frame.copy()

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, object]]:
        data = {"text/plain": self.text, "text/html": self.html}
        if not self.publishable:
            return data, {"workbench": EXPLORING}
        return data, {"workbench": {"findings": list(self.findings)}}


EMPTY = View("", "")
"""Nothing to show; a report leaves out the heading above it."""


def stack(views: Iterable[View]) -> View:
    """Put views one below the other."""
    views = list(views)
    names = dict.fromkeys(name for view in views for name in view.findings)
    text = "; ".join(view.text for view in views)
    html = "\n".join(view.html for view in views)
    return View(text, html, tuple(names), publishable=all(view.publishable for view in views))


def folded(title: str, view: View, *, about: str = "") -> View:
    """Fold a view under a title; `about` tells those who hear the page which one it is."""
    hidden = f'<span class="visually-hidden">: {escape(about)}</span>' if about else ""
    html = f'<details class="data"><summary>{escape(title)}{hidden}</summary>{view.html}</details>'
    return View(view.text, html, view.findings, publishable=view.publishable)


def paragraph(text: str, style: str = "") -> str:
    """Return an escaped paragraph."""
    attribute = f' class="{style}"' if style else ""
    return f"<p{attribute}>{escape(text)}</p>"


def anchor(*parts: str) -> str:
    """Return an id made of letters, digits and hyphens.

    Examples
    --------
    >>> anchor("sexual_orientation", "Gay or lesbian")
    'sexual-orientation-gay-or-lesbian'
    """
    joined = "-".join(parts).lower()
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in joined)
    return "-".join(piece for piece in kept.split("-") if piece)
