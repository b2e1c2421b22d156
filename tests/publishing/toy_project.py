"""A project small enough to test publishing with, and an analysis that does as it is told."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from textwrap import dedent
from typing import Any

from workbench.disclosure import MIME_TYPE
from workbench.findings import Context

PACKAGE = """
from workbench.findings.tally import People, Ties
from workbench.parameters import AnalysisParameters

# Its counts are of rows and of nobody.
TIES = Ties(lambda context: People({}, ("seen",)), lambda finding, keys, name, context: None)


class Parameters(AnalysisParameters):
    behaviour: str = "good"
    seed: int = 7
"""

PARAMETERS_CELL = """# Parameters: everything this analysis can be told.
analysis = "toy"
title = "Toy"
data = "data/toy.csv"
policy = "open"
data_source = "synthetic"
citation = None
behaviour = "good"
seed = 7"""

BEHAVIOUR_CELL = """import os
import sys

from workbench.errors import DataError

if behaviour.startswith("exec "):
    exec(behaviour.removeprefix("exec "))
if behaviour == "killed":
    os.kill(os.getpid(), 9)
if behaviour == "refused":
    raise DataError("toy.csv: no rows. Add some.")
if behaviour == "broken":
    raise KeyError("Jane Smith, 4 May 1990")
if behaviour == "stream":
    print("Jane Smith")"""

RELEASE_CELL = """from IPython.display import display

content = CONTENT
content["policy"] = policy
content["context"] |= {"analysis": analysis, "title": title, "data_source": data_source,
                       "citation": citation}
display({"text/plain": "1 finding released", "application/vnd.workbench.release+json": content},
        raw=True)"""

VIEW_CELL = """class View:
    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"text/plain": "40 rows", "text/html": "<h2 id='rows'>Rows</h2><p>40 rows</p>"}
        return data, {"workbench": {"findings": ["records"]}}


View()"""


def make_project(folder: Path) -> Path:
    """Write the toy project; return its root."""
    for name in ("parameters/toy", "notebooks", "data", "analyses/toy"):
        (folder / name).mkdir(parents=True)
    (folder / "analyses/toy/__init__.py").write_text(PACKAGE)
    (folder / "data/toy.csv").write_text("a\n1\n")
    (folder / "requirements.lock").write_text("pandas==3\n")
    (folder / "notebooks/toy.ipynb").write_text(json.dumps(source_notebook()))
    return folder


def write_parameters(root: Path, name: str = "one", **values: str) -> Path:
    """Write one parameter file; return its path."""
    known = {"analysis": "toy", "title": "Toy one"}
    known |= {"data": "data/toy.csv", "data_source": "synthetic"}
    path = root / f"parameters/toy/{name}.yaml"
    lines = [f"{key}: {json.dumps(value)}" for key, value in {**known, **values}.items()]
    path.write_text("\n".join(lines) + "\n")
    return path


def source_notebook() -> dict[str, Any]:
    """Return the toy's notebook as it is kept."""
    markdown = {"cell_type": "markdown", "id": "about", "metadata": {}}
    markdown["source"] = "## About\n\nA <b>."
    release = RELEASE_CELL.replace("CONTENT", repr(release_content()))
    code = [
        _code("parameters", PARAMETERS_CELL, tags=["parameters"]),
        _code("behaviour", BEHAVIOUR_CELL),
        _code("release", release),
        _code("view", VIEW_CELL),
    ]
    return {"cells": [markdown, *code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def executed_notebook(**changes: Any) -> dict[str, Any]:
    """Return a notebook as an execution leaves it, without one having been needed."""
    release = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
    release["data"] = {"text/plain": "1 finding", MIME_TYPE: release_content(**changes)}
    view = {"output_type": "execute_result", "execution_count": 2}
    view["metadata"] = {"workbench": {"findings": ["records"]}}
    view["data"] = {"text/plain": "40", "text/html": "<h2>Rows</h2><p>40 rows</p>"}
    cells = [
        {**_code("release", "released"), "execution_count": 1, "outputs": [release]},
        {**_code("view", "view"), "execution_count": 2, "outputs": [view]},
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def release_content(**changes: Any) -> dict[str, Any]:
    """Return a release as it stands in a notebook: what `Release.to_json` gives."""
    context: dict[str, Any] = {"analysis": "toy", "title": "Toy one", "data_source": "synthetic"}
    context |= {"citation": None, "population": "", "data_date": None, "people": "people"}
    context |= {
        "completed": "got through",
        "stages": {},
        "titles": {},
        "questions": {},
        "not_covered": {},
        "notes": {},
        "not_collected": [],
        "explanations": [],
    }
    rule = {"level": 0.95, "alpha": 0.05, "negligible_ratio": 0.8, "minimum_group": 10}
    context |= {
        "not_looked_at": [],
        "read_as": [],
        "actions": [],
        "insight": [],
        "events": [],
        "rule": {**rule, "negligible_difference": 0.03},
    }
    blank = json.loads(json.dumps(asdict(Context("toy", "Toy one", "synthetic"))))
    context = blank | context
    content: dict[str, Any] = {"schema": 2, "policy": "open", "marking": "OFFICIAL"}
    content |= {"context": context, "findings": [finding(cell("rows read"), cell("rows counted"))]}
    for name, value in changes.items():
        (context if name in context else content)[name] = value
    return content


def finding(*cells: dict[str, Any]) -> dict[str, Any]:
    """Return the records of the data, released."""
    return {"name": "records", "section": "records", "title": "Rows", "cells": list(cells)}


def cell(group: str, *, value: float | None = 40, **changes: Any) -> dict[str, Any]:
    """Return a released cell: a count of rows."""
    keys = dict.fromkeys(("characteristic", "comparator", "stage", "basis", "stratum"), "")
    counts = {"number": {"value": value, "shown": str(value)}}
    known = {"group": group, "role": "all", "counts": counts, "numbers": {}}
    return {**keys, **known, **changes}


def _code(name: str, source: str, *, tags: list[str] | None = None) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {"tags": tags} if tags else {},
        "execution_count": None,
        "outputs": [],
        "source": dedent(source),
    }
