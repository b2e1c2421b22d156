"""No report says what the page on wording says that none may."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from workbench.parameters.root import INSTALLED

sys.path.insert(0, str(Path(__file__).parent / "readers"))
from test_readers import plain

NOTEBOOKS = sorted((INSTALLED / "notebooks").glob("*.ipynb"))
QUOTED = re.compile(r"<blockquote.*?</blockquote>|“[^”]*”", flags=re.DOTALL)


def forbidden() -> list[str]:
    page = (INSTALLED / "docs" / "wording.md").read_text()
    (listed,) = re.findall(r"```text\n(.*?)```", page, flags=re.DOTALL)
    return listed.split("\n")[:-1]


def said(notebook: Path) -> str:
    cells = json.loads(notebook.read_text())["cells"]
    html = [
        "".join(output.get("data", {}).get("text/html", ""))
        for cell in cells
        for output in cell.get("outputs", ())
    ]
    told = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    return " ".join([*told, *(plain(QUOTED.sub(" ", text)) for text in html)])


def found(text: str) -> list[str]:
    return [
        phrase
        for phrase in forbidden()
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, flags=re.IGNORECASE)
    ]


def test_the_list_is_there_and_finds_what_it_forbids():
    assert len(forbidden()) >= 30
    assert found("A Statistically significant gap.") == ["significant", "statistically"]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_report_says_it(notebook: Path):
    assert found(said(notebook)) == []
