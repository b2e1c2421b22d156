"""A table of texts as accessible HTML."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from html import escape

import pandas as pd

from workbench.disclosure import Release, ReleasedFinding
from workbench.presentation.view import View, anchor

LONGEST_ID = 48


def short_anchor(*parts: str) -> str:
    """Return an id that stays short however long the texts are, and is theirs alone.

    Examples
    --------
    >>> short_anchor("table", "Everyone, stage by stage")
    'table-everyone-stage-by-stage'
    >>> short_anchor("table", "Each group at each stage, of those who entered it in one campaign")
    'table-each-group-at-each-800723'
    """
    whole = anchor(*parts)
    if len(whole) <= LONGEST_ID:
        return whole
    mark = blake2b("-".join(parts).encode(), digest_size=3).hexdigest()
    first = "-".join(whole.split("-")[:5])[: LONGEST_ID - len(mark) - 1]
    return f"{first.rstrip('-')}-{mark}"


def table_html(
    release: Release,
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    row_heads: int = 1,
    label: str = "",
) -> str:
    """Return a table with a caption, scopes, and room to scroll on a small screen.

    The first `row_heads` cells of each row say what the row is about; `label` is its id, made of
    the caption where none is given.
    """
    label = label or short_anchor("table", caption)
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


def table_view(
    release: Release,
    finding: ReleasedFinding,
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    row_heads: int = 1,
) -> View:
    """Return a table of one finding, with the same texts as a frame."""
    frame = pd.DataFrame(rows, columns=list(head))
    text = f"{caption} ({len(rows)} rows)"
    html = table_html(release, caption, head, rows, row_heads=row_heads)
    return View(text, html, (finding.name,), frame)
