"""Text as it may reach a terminal: what names and labels hold cannot move or colour anything."""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """Return a text with every character that cannot be seen written out; lines stay lines.

    Examples
    --------
    >>> printable("Leeds" + chr(27) + "[2J") == "Leeds" + chr(92) + "x1b[2J"
    True
    >>> printable("Hull, café")
    'Hull, café'
    """
    return "".join(mark if _is_seen(mark) else ascii(mark)[1:-1] for mark in text)


def _is_seen(mark: str) -> bool:
    return mark in "\n\t" or unicodedata.category(mark) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
