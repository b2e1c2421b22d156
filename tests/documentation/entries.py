"""The page of questions and answers, entry by entry, and every message it may quote."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from pathlib import Path

import page

from workbench.parameters.root import INSTALLED

PAGE = "docs/questions_and_answers.md"
OPEN = "…"
"""Stands in a message for the words of the file that was refused."""
REFUSED = ("records", "parameters", "analyses")
"""Folders of tests that hold whole messages."""


@dataclass(frozen=True)
class Entry:
    """One question: its heading, the messages that stand in it, and what is said of it."""

    section: str
    heading: str
    messages: tuple[str, ...]
    text: str

    @property
    def excerpts(self) -> list[tuple[str, str]]:
        """The analysis and the text of each excerpt of parameters; recruitment unless named."""
        return [
            (about or "recruitment_funnel", text)
            for language, about, text in page.BLOCK.findall(self.text)
            if language == "yaml"
        ]


def entries(text: str) -> list[Entry]:
    """Return the entries of a page: third headings, under second ones."""
    found = []
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, *parts = re.split(r"^### ", section, flags=re.MULTILINE)
        for part in parts:
            heading, _, rest = part.partition("\n")
            # A heading in plain words is a question; what it marks in it is no message.
            messages = re.findall(r"`([^`]+)`", heading) if heading.startswith("`") else ()
            found.append(Entry(title.partition("\n")[0], heading, tuple(messages), rest))
    return found


def stands_in(message: str, text: str) -> bool:
    """Tell whether a message stands in a text, with something in the place of each gap.

    >>> stands_in("'…' is blank in …. Fill it in", "a.csv: 'Ref' is blank in 2 rows. Fill it in.")
    True
    >>> stands_in("'…' is blank in …. Fill it in", "a.csv: 'Ref' is blank in 2 rows.")
    False
    """
    text, at = without_quotes(text), -1
    for part in without_quotes(message).split(OPEN):
        if (found := text.find(part, at + 1)) < 0:
            return False
        at = found + len(part)
    return True


def is_real(message: str, known: tuple[str, ...]) -> bool:
    """Tell whether the workbench can say a message: all of it stands in one that is known."""
    words = "".join(part for part in message.split(OPEN) if len(part) > 3)
    return len(words) >= 12 and any(stands_in(message, one) for one in known)


def without_quotes(text: str) -> str:
    """Return a text without the marks round names, which one message has and another has not."""
    return text.replace("'", "")


@cache
def known_messages() -> tuple[str, ...]:
    """Return every text in the code, with a gap for each value, and every message in the tests."""
    texts = set(_texts_of_the_code()) | set(_messages_of_the_tests())
    return tuple(sorted(text for text in texts if " " in text))


def _texts_of_the_code() -> Iterator[str]:
    for path in (INSTALLED / "workbench").rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        explained = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if id(node) not in explained:
                    yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else OPEN
                    for part in node.values
                )


def _messages_of_the_tests() -> Iterator[str]:
    for folder in REFUSED:
        for path in sorted((INSTALLED / "tests" / folder).rglob("test_*.py")):
            if re.match(r"test_(bad|inconsistent|invited|waves)", path.name):
                yield from _cases_of(path)


def _cases_of(path: Path) -> Iterator[str]:
    """Yield what the cases of a test say; its folder may have to be on the way."""
    sys.path.insert(0, str(path.parent))
    try:
        name = ".".join(path.relative_to(INSTALLED).with_suffix("").parts)
        module = importlib.import_module(name)
    finally:
        sys.path.remove(str(path.parent))
    for cases in ("CASES", "BAD"):
        yield from _said(getattr(module, cases, {}))


def _said(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in _said(one))
    elif isinstance(value, tuple):
        yield from (text for one in value for text in _said(one))
    elif is_dataclass(value):
        yield from _said(getattr(value, "says", ()))
