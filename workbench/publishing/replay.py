"""An executed notebook made again from its release alone: whatever differs did not come from it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import workbench
from workbench.disclosure import MIME_TYPE, Release
from workbench.errors import RunError
from workbench.publishing.plan import Run
from workbench.publishing.record import injected

SECONDS = 600
"""A replay takes some ten seconds; one that takes so long does not end."""
OWN, INJECTED = "parameters", "injected-parameters"


def again(run: Run, release: Release) -> dict[str, Any]:
    """Run the notebook of a report once more with its release in place of every input.

    Parameters
    ----------
    run : Run
        Whose notebook and parameters; no data of it is read.
    release : Release
        What the analysis and the gate made before.

    Returns
    -------
    dict
        The executed notebook that follows from the release and nothing else.

    Raises
    ------
    RunError
        If a cell needs anything but the release: data, a file, a parameter, another program.
    """
    cells = _cells(run)
    code = [cell for cell in cells if _runs(cell)]
    sources = ["".join(cell["source"]) for cell in code]
    found = _replayed(sources, release, run.analysis)
    for number, (cell, one) in enumerate(zip(code, found, strict=True), 1):
        _check(number, one)
        cell["execution_count"] = number
        cell["outputs"] = [_output(shown, number) for shown in one["outputs"]]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _cells(run: Run) -> list[dict[str, Any]]:
    """Return the notebook's cells, none of them run, with the parameters where papermill puts them.

    The parameters are those that are published: no path of a machine is in them.
    """
    cells: list[dict[str, Any]] = []
    for cell in json.loads(run.notebook.read_text(encoding="utf-8"))["cells"]:
        fresh = {**cell, "source": "".join(cell["source"])}
        tags = cell.get("metadata", {}).get("tags", ())
        if cell["cell_type"] == "code":
            fresh |= {"execution_count": None, "outputs": []}
        if INJECTED in tags:
            continue
        cells.append(fresh)
        if OWN in tags:
            metadata = {"tags": [INJECTED]}
            own = {"cell_type": "code", "id": "", "metadata": metadata, "outputs": []}
            cells.append({**own, "execution_count": None, "source": injected(run)})
    return cells


def _runs(cell: Mapping[str, Any]) -> bool:
    return cell["cell_type"] == "code" and bool(cell["source"].strip())


def _replayed(sources: list[str], release: Release, analysis: str) -> list[dict[str, Any]]:
    asked = {"cells": sources, "analysis": analysis}
    asked["release"] = json.dumps(release.to_json(), ensure_ascii=False, allow_nan=False)
    with TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                [sys.executable, "-B", "-m", "workbench.publishing.replaying"],
                input=json.dumps(asked),
                capture_output=True,
                text=True,
                encoding="utf-8",
                cwd=folder,
                env=_environment(folder),
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise RunError(f"The notebook's replay did not end within {SECONDS} s.") from error
    if done.returncode != 0:
        # Only the kind of what went wrong: the text of an error may hold a value.
        last = (done.stderr.strip().splitlines() or ["nothing said"])[-1].split(":")[0]
        raise RunError(f"The notebook could not be replayed from its release ({last}).")
    return json.loads(done.stdout)


def _environment(folder: str) -> dict[str, str]:
    """Return an environment in which relative paths of data lead into an empty folder."""
    package = str(Path(workbench.__file__).parents[1])
    known = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([package, known] if known else [package])
    own = {"WORKBENCH_ROOT": folder, "IPYTHONDIR": folder, "PYTHONPATH": path}
    return {**os.environ, **own, "PYTHONIOENCODING": "utf-8"}


def _check(number: int, one: Mapping[str, Any]) -> None:
    for what in one["refused"]:
        raise RunError(
            f"Code cell {number} does not draw from the release alone: it {what}. Show what "
            "the release holds, or let the analysis release what is missing."
        )
    if one["error"]:
        raise RunError(
            f"Code cell {number} cannot be replayed from the release alone ({one['error']})."
        )
    if one["printed"]:
        raise RunError(f"Code cell {number} prints when it is replayed.")


def _output(shown: Mapping[str, Any], number: int) -> dict[str, Any]:
    output = {"output_type": shown["kind"], "data": shown["data"], "metadata": shown["metadata"]}
    if shown["kind"] == "execute_result":
        output["execution_count"] = number
    return output


def first_difference(found: Mapping[str, Any], due: Mapping[str, Any]) -> str | None:
    """Say where two published notebooks differ first, without a word of what stands there.

    Parameters
    ----------
    found, due : mapping
        Two notebooks as they are published: what there is, and what follows from the release.

    Returns
    -------
    str or None
        None where they are equal.
    """
    if found == due:
        return None
    if len(found["cells"]) != len(due["cells"]):
        return f"the notebook has {len(found['cells'])} cells, not {len(due['cells'])}"
    for number, (one, other) in enumerate(zip(found["cells"], due["cells"], strict=True), 1):
        for place in _differing(one, other):
            return f"cell {number} ({one.get('id')}): {place}"
    return "the notebook's metadata"


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    """Yield each part of a cell that differs from what is due, by its name."""
    for name in sorted({*one, *other} - {"outputs"}):
        if one.get(name) != other.get(name):
            yield f"its {name} is not that of the notebook"
    outputs, due = one.get("outputs", []), other.get("outputs", [])
    for shown, wanted in zip(outputs, due, strict=False):
        for kind in sorted({*shown.get("data", {}), *wanted["data"]}):
            if shown.get("data", {}).get(kind) != wanted["data"].get(kind):
                told = "release" if kind == MIME_TYPE else kind
                yield f"its {told} does not follow from the release"
        if shown != wanted:
            yield "what is said about its output does not follow from the release"
    if len(outputs) != len(due):
        yield f"it shows {len(outputs)} outputs where {len(due)} follow from the release"
