"""The executed notebook as it is published: what ran and what it showed, no time, no path."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from workbench.errors import RunError
from workbench.parameters.root import root
from workbench.publishing.files import to_json
from workbench.publishing.imported import imported
from workbench.publishing.manifest import is_absolute, without_folders
from workbench.publishing.plan import Run

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def clean(notebook: Mapping[str, Any], run: Run) -> str:
    """Return the text of the published notebook; the same whenever the inputs are.

    Execution counts and outputs stay. Papermill's and the client's times, durations, versions
    and paths go, and cells get names of their own in place of random ones.

    Raises
    ------
    RunError
        If it still shows a folder of this machine.
    """
    cleaned = tidy(notebook)
    known = _known_names(run.notebook)
    for number, cell in enumerate(cleaned["cells"]):
        if cell.get("id") not in known:
            cell["id"] = f"cell-{number}"
        if "injected-parameters" in cell["metadata"].get("tags", ()):
            cell["source"] = injected(run)
    text = to_text(cleaned)
    _check_no_folder(text, run)
    return text


def tidy(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return a notebook without times, durations and versions, and with its outputs."""
    cleaned = copy.deepcopy(dict(notebook))
    cleaned["metadata"] = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for cell in cleaned["cells"]:
        tags = cell["metadata"].get("tags") or []
        cell["metadata"] = {"tags": tags} if tags else {}
        for output in cell.get("outputs", ()):
            output["metadata"] = _kept(output.get("metadata"))
    return cleaned


def _kept(metadata: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"workbench": metadata["workbench"]} if metadata and "workbench" in metadata else {}


def _known_names(path: Path) -> set[str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {cell["id"] for cell in cells if "id" in cell}


def to_text(notebook: dict[str, Any]) -> str:
    """Return the file of a notebook, its sources in lines, as Jupyter writes them."""
    cells = [
        {**cell, "source": cell["source"].splitlines(keepends=True)} for cell in notebook["cells"]
    ]
    return to_json({**notebook, "cells": cells, "nbformat": 4, "nbformat_minor": 5})


def _check_no_folder(text: str, run: Run) -> None:
    folders = [f"{root()}/", *_absolute_paths(run.parameters.model_dump(mode="json"))]
    pattern = "|".join(re.escape(folder) for folder in folders)
    if re.search(rf"(?<![\w.:/-])(?:{pattern})", text):
        raise RunError("The notebook shows a folder of this machine. Show file names only.")


def injected(run: Run) -> str:
    """Return papermill's parameters cell, absolute paths cut down to file names."""
    translated = imported("papermill.translators").translate_parameters
    values = without_folders(run.parameters.model_dump(mode="json"))
    return str(translated("python3", "python", values, "Parameters"))


def _absolute_paths(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _absolute_paths(item)
    elif isinstance(value, str) and is_absolute(value):
        yield value
