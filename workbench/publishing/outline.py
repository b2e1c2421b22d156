"""A report's body read once: its headings named, and nothing in it that could act or call out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from workbench.publishing.markup import check_closed, check_form, check_style, check_tag


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the contents list links to."""

    level: int
    id: str
    text: str
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The body with every h2 and h3 named, and those headings, h3 under their h2."""

    body: str
    headings: tuple[Heading, ...]


def outline(body: str) -> Outline:
    """Name the headings of a body and list them.

    Raises
    ------
    RunError
        If the body has an h1, anything but the elements and attributes known here, a link that
        runs something, or loads anything.

    Examples
    --------
    >>> outline("<h2>The sift</h2><h3>By sex</h3>").headings[0].children[0].id
    'by-sex'
    """
    check_form(body)
    reader = _Reader(body)
    reader.feed(body)
    reader.close()
    return Outline(_rewritten(body, reader.found), _nested(reader.found))


@dataclass(slots=True)
class _Found:
    level: int
    start: int
    tag: str
    attributes: dict[str, str | None]
    pieces: list[str] = field(default_factory=list)
    id: str = ""

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())


class _Reader(HTMLParser):
    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Found] = []
        self._open: _Found | None = None
        self._used: set[str] = set()
        lines = body.split("\n")
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        check_tag(tag, attrs)
        attributes = dict(attrs)
        if tag in ("h2", "h3"):
            line, column = self.getpos()
            start = self._starts[line - 1] + column
            source = self.get_starttag_text() or ""
            self._open = _Found(int(tag[1]), start, source, attributes)
            self.found.append(self._open)
        elif attributes.get("id"):
            self._used.add(str(attributes["id"]))

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == f"h{self._open.level}":
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open.pieces.append(data)
        if self.cdata_elem == "style":
            check_style(data)

    def close(self) -> None:
        check_closed(self.cdata_elem)
        super().close()
        for heading in self.found:
            wanted = heading.attributes.get("id") or _slug(heading.text)
            heading.id = wanted
            number = 1
            while heading.id in self._used:
                number += 1
                heading.id = f"{wanted}-{number}"
            self._used.add(heading.id)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "section"


def _rewritten(body: str, found: list[_Found]) -> str:
    pieces, end = [], 0
    for heading in found:
        pieces += [body[end : heading.start], _start_tag(heading)]
        end = heading.start + len(heading.tag)
    return "".join([*pieces, body[end:]])


def _start_tag(heading: _Found) -> str:
    attributes = {**heading.attributes, "id": heading.id}
    written = "".join(f' {name}="{escape(value or "")}"' for name, value in attributes.items())
    return f"<h{heading.level}{written}>"


def _nested(found: list[_Found]) -> tuple[Heading, ...]:
    top: list[tuple[_Found, list[Heading]]] = []
    for heading in found:
        if heading.level == 2 or not top:
            top.append((heading, []))
        else:
            top[-1][1].append(Heading(3, heading.id, heading.text))
    return tuple(Heading(item.level, item.id, item.text, tuple(below)) for item, below in top)
