"""A label that nobody named, beside the known one it may have been meant to be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

LONGEST_SHOWN, LONGEST_COMPARED = 60, 300
CLOSE = 0.66
"""Below this two labels are not called near: a wrong hint is worse than none."""
LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХУасеіјорѕхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧον’‘–—",
    "ABESIJKMHOPCTXYaceijopsxyABEZHIKMNOPTYXov''--",
)
"""Cyrillic and Greek letters, and typographic marks, that look like others."""
ALIKE = "letters that look alike"


def described(label: str, allowed: Iterable[str]) -> str:
    r"""Return a label as a message shows it, with the known label it may have been meant to be.

    Examples
    --------
    >>> described(" White", ["White", "Black"])
    "' White' ('White' but for spaces)"
    >>> described("Wite", ["White", "Black"])
    "'Wite' (nearest: 'White')"
    """
    if not label:
        return "blank"
    if "\n" in label or "\r" in label:
        # A quotation mark that is closed rows later makes one label of several people's records.
        return "a text with line breaks (not shown; look for a quotation mark too many)"
    text = repr(label[:LONGEST_SHOWN])
    if len(label) > LONGEST_COMPARED:
        return text
    known = [one for one in allowed if one]
    for one in known:
        if difference := _difference(label, one):
            letters = ascii(label[:LONGEST_SHOWN]) if difference == ALIKE else text
            return f"{letters} ({one!r} but for {difference})"
    detail = re.split(r" - |: ", label)[-1]
    close = [one for one in known if one == detail != label] or get_close_matches(
        label, known, n=1, cutoff=CLOSE
    )
    return f"{text} (nearest: {close[0]!r})" if close else text


def _difference(label: str, known: str) -> str | None:
    """Return in what alone a label differs from a known one."""
    if _spaced(label) == _spaced(known):
        return "spaces"
    if _seen(label) == _seen(known):
        return "characters that cannot be seen"
    if _seen(label).casefold() == _seen(known).casefold():
        return "capitals"
    return ALIKE if _plain(label) == _plain(known) else None


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _seen(text: str) -> str:
    return _spaced("".join(m for m in text if m.isspace() or unicodedata.category(m)[0] != "C"))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", _seen(text).translate(LOOK_ALIKE)).casefold()
