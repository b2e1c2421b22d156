"""What HTML a report may hold: a list of what is known, for browsers know ever more that acts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.errors import RunError

_ELEMENTS = (
    "a abbr b blockquote br caption circle clippath code col colgroup dd defs del details div dl "
    "dt ellipse em figcaption figure g h2 h3 h4 h5 h6 hr i image img li line ol p path pre polygon "
    "polyline rect section small span strong style sub summary sup svg symbol table tbody td text "
    "tfoot th thead tr tspan u ul use"
)
ELEMENTS = frozenset(_ELEMENTS.split())
"""The elements a body may be made of."""
_ATTRIBUTES = (
    "align alt class clip-path clip-rule colspan cx cy d dir dx dy fill fill-opacity fill-rule "
    "height hidden href id lang open opacity points preserveaspectratio r role rowspan rx ry scope "
    "span src start stroke stroke-width style tabindex text-anchor title transform type viewbox "
    "width x x1 x2 xlink:href xmlns xmlns:xlink y y1 y2"
)
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
"""What an element may say; those for assistive technology (`aria-`) come on top."""
_SPACE = r"[ \t\n\r\f]"
_VALUE = r"""(?:"[^"<>]*"|'[^'<>]*'|[A-Za-z0-9_.:#%/-]+)"""
_ATTRIBUTE = rf"{_SPACE}+[A-Za-z][A-Za-z0-9_:.-]*(?:{_SPACE}*={_SPACE}*{_VALUE})?"
WHOLE_TAG = re.compile(rf"</?[A-Za-z][A-Za-z0-9:-]*(?:{_ATTRIBUTE})*{_SPACE}*/?>")
"""A tag that every reader of HTML takes for the same one."""
LINK = re.compile(r"#.*|(?:https?|mailto):.*|[\w-][\w.-]*(?:/[\w.-]+)*(?:#.*)?", re.DOTALL)
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp)[;,].*", re.DOTALL)
LOADS = re.compile(r"<|@|\\|url\(|image|src\(|expression|behavior|binding")


def check_form(body: str) -> None:
    """Check that each `<` begins a whole tag: then every reader sees the same ones.

    Raises
    ------
    RunError
        If one does not: a comment, a section of another language, half a tag.
    """
    for found in re.finditer("<", body):
        if not WHOLE_TAG.match(body, found.start()):
            raise _unsafe("…")


def check_tag(tag: str, attributes: Sequence[tuple[str, str | None]]) -> None:
    """Check that an element and all it says are known, and neither act nor call out.

    Raises
    ------
    RunError
        Naming the element.
    """
    if tag == "h1":
        raise RunError(
            "The notebook holds a heading of the first level. The report's title is that heading: "
            "begin the notebook's own headings at the second level (##)."
        )
    known = tag in ELEMENTS and all(_is_known(name) for name, _ in attributes)
    if not known or any(_acts(tag, name, value or "") for name, value in attributes):
        raise _unsafe(tag)


def _is_known(name: str) -> bool:
    return name in ATTRIBUTES or name.startswith("aria-")


def _unsafe(tag: str) -> RunError:
    return RunError(f"The notebook shows HTML that a report must not hold: <{tag}>.")


def _acts(tag: str, name: str, value: str) -> bool:
    """Return whether an attribute runs something or asks for something outside the file."""
    if name in ("src", "href", "xlink:href"):
        if tag in ("img", "image"):
            return not PICTURE.fullmatch(value)
        return not (LINK.fullmatch(value) if tag == "a" else value.startswith("#"))
    return name in ("style", "clip-path", "fill", "stroke") and _loads(value.lower())


def check_style(style: str) -> None:
    """Check that a style sheet asks for no file.

    Raises
    ------
    RunError
        If it does, or is written so that one cannot tell.
    """
    if _loads(style.lower()):
        raise _unsafe("style")


def check_closed(tag: str | None) -> None:
    """Check that no element whose content is not read as HTML is left open at the end.

    Raises
    ------
    RunError
        If one is: the rest of the page would be part of it.
    """
    if tag:
        raise _unsafe(tag)


def _loads(style: str) -> bool:
    """Return whether a style asks for a file; a reference within the page does not."""
    return bool(LOADS.search(re.sub(r"url\(['\"]?#", "", style)))
