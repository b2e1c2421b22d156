"""What a browser would make of a page, as html5lib parses it: nothing in it may act or call out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

ACTING = {"script", "iframe", "frame", "object", "embed", "applet", "form", "base", "input"}
ACTING |= {"link", "video", "audio", "source", "template", "noscript", "math", "foreignObject"}
ACTING |= {"animate", "set", "image", "textarea", "xmp", "plaintext", "marquee", "portal", "img"}
LOADING = {"src", "srcset", "srcdoc", "href", "data", "action", "formaction", "poster", "ping"}
LOADING |= {"background", "cite", "longdesc", "manifest", "codebase", "archive", "classid"}
RELATIVE = re.compile(r"[\w-]+/[\w-]+/report\.html")


def parsed(page: str) -> Element:
    """Return the tree of a page or of a part of one."""
    return html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)


def problems(tree: Element) -> Iterator[str]:
    """Yield whatever in a page could act, load or lead outside it."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield "a comment"
            continue
        tag = element.tag.rpartition("}")[2]
        if tag in ACTING or (tag == "meta" and "refresh" in str(element.attrib).lower()):
            yield f"<{tag}>"
        for name, value in element.attrib.items():
            plain = str(name).rpartition("}")[2].rpartition(":")[2].lower()
            if plain.startswith("on"):
                yield f"{plain} on <{tag}>"
            if plain in LOADING and not (value.startswith("#") or RELATIVE.fullmatch(value)):
                yield f"{plain}={value[:30]}"
            if _asks(value) and plain not in ("title", "alt", "content"):
                yield f"url in {plain}"
        if tag == "style" and (_asks(element.text or "") or "@import" in (element.text or "")):
            yield "a style that loads"


def _asks(text: str) -> bool:
    return "url(" in re.sub(r"url\(['\"]?#", "", text.lower()) or "expression(" in text.lower()


def policy_comes_first(tree: Element) -> bool:
    """Tell whether the content security policy stands before all but the encoding."""
    head = next(tree.iter("head"))
    names = [(child.tag, child.get("http-equiv") or child.get("charset")) for child in head]
    return names[:2] == [("meta", "utf-8"), ("meta", "Content-Security-Policy")]


def words(text: str) -> str:
    """Return a text with its spaces made alike, as a page shows them."""
    return " ".join(text.split())


def shown(tree: Element) -> str:
    """Return all text of a page, pieces of one element joined."""
    return words(" ".join("".join(tree.itertext()).split()))


def drawn(tree: Element) -> set[str]:
    """Return the texts in the drawings of a page."""
    texts = (each for each in tree.iter() if str(each.tag).rpartition("}")[2] == "text")
    return {words("".join(each.itertext())) for each in texts}
