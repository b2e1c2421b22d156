"""Which notebook answers which question, as the notebooks say themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pandas as pd

from workbench.disclosure.explored import LEFT
from workbench.parameters.root import root
from workbench.presentation.view import View

TAG = "parameters"


def notebooks() -> View:
    """Return the notebook of each analysis, its question and its parameter files.

    Returns
    -------
    View
        A table whose first column links to the notebooks; it holds nothing of any data.
    """
    found = list(_notebooks(root()))
    rows = "".join(
        f'<tr><th scope="row" {LEFT}><a href="{path.name}">{escape(title)}</a></th>'
        f"<td {LEFT}>{escape(question)}</td><td {LEFT}>{escape(', '.join(files))}</td></tr>"
        for path, title, question, files in found
    )
    head = ("Notebook", "Question", "Parameter files")
    top = "".join(f'<th scope="col" {LEFT}>{name}</th>' for name in head)
    html = (
        "<table><caption>The notebooks, and the question of each</caption>"
        f"<thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table>"
    )
    frame = pd.DataFrame(
        [(path.name, question, ", ".join(files)) for path, _, question, files in found],
        columns=list(head),
    )
    return View(f"{len(found)} notebooks", html, frame=frame)


def _notebooks(top: Path) -> Iterator[tuple[Path, str, str, list[str]]]:
    for path in sorted((top / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        if any(TAG in cell.get("metadata", {}).get("tags", ()) for cell in cells):
            title, question = _first_words("".join(cells[0]["source"]))
            folder = top / "parameters" / path.stem
            yield path, title, question, sorted(file.name for file in folder.glob("*.yaml"))


def _first_words(source: str) -> tuple[str, str]:
    r"""Return the title of a first cell, and its text as far as the first question.

    Examples
    --------
    >>> _first_words("# Attrition\n\nWho leaves, and when? Change the parameters below.")
    ('Attrition', 'Who leaves, and when?')
    """
    title, _, text = source.partition("\n")
    asked, mark, _ = text.strip().partition("?")
    return title.lstrip("# ").strip(), f"{asked}{mark}"
