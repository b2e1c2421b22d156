"""Each report answers the questions that its readers ask, where the reader test says it does.

The answers are read by people too: hand a reader the report and the questions, and nothing else,
and mark what they say by the answers. What must stand in the report for that is listed with them,
and the ranges it tells must hold the truth that was planted.
"""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from workbench.parameters.root import INSTALLED
from workbench.publishing import discovery

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
TESTS = {path.stem: yaml.safe_load(path.read_text()) for path in FILES}
QUESTIONS = [(name, question) for name, test in TESTS.items() for question in test["questions"]]
FIRST_PAGE = "first page"


def plain(html: str) -> str:
    """Return what is read: no drawing, one space between words."""
    drawn = re.sub(r"<svg.*?</svg>", " ", html, flags=re.DOTALL)
    broken = re.sub(r"</?(?:p|li|td|th|tr|div|h\d|caption|summary)\b[^>]*>", " ", drawn)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", broken))).strip()


def sections(notebook: str) -> dict[str, str]:
    """Return the text under each heading of an executed notebook, the masthead as first page."""
    found: dict[str, str] = {FIRST_PAGE: ""}
    place = FIRST_PAGE
    for cell in json.loads((INSTALLED / notebook).read_text())["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            if heading := re.match(r"## (.*)", text):
                place = heading[1].strip()
            found[place] = found.get(place, "") + " " + text
        for output in cell.get("outputs", ()):
            html = "".join(output.get("data", {}).get("text/html", ""))
            found[place] = found.get(place, "") + " " + plain(html)
    return found


@pytest.fixture(scope="module")
def read() -> dict[str, dict[str, str]]:
    return {name: sections(test["report"]) for name, test in TESTS.items()}


def test_every_analysis_has_a_reader_test():
    assert set(TESTS) == set(discovery.names())


@pytest.mark.parametrize("name", TESTS)
def test_the_questions_are_numbered_and_enough(name: str):
    numbers = [question["number"] for question in TESTS[name]["questions"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 8


@pytest.mark.parametrize(
    ("name", "question"), QUESTIONS, ids=[f"{name} {one['number']}" for name, one in QUESTIONS]
)
def test_the_report_answers(read, name: str, question: dict[str, Any]):
    assert question["where"] in read[name], "no such heading"
    told = read[name][question["where"]]
    missing = [text for text in question["says"] if text not in told]
    assert question["says"]
    assert missing == []


@pytest.mark.parametrize(
    "question",
    [one for _, one in QUESTIONS if "truth_value" in one],
    ids=[f"{name} {one['number']}" for name, one in QUESTIONS if "truth_value" in one],
)
def test_the_range_told_holds_what_was_planted(question: dict[str, Any]):
    """Both ends of the range stand in what the report must say; the truth lies between them."""
    lower, upper = question["within"]
    assert lower <= question["truth_value"] <= upper
    said = " ".join(question["says"])
    for end in (lower, upper):
        assert re.search(rf"(?<![\d.]){re.escape(f'{end:g}')}0?(?!\d)", said), end
