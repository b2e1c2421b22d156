"""The one released set of findings in an executed notebook, and proof that nothing else shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.errors import RunError
from workbench.publishing.disclosed import flat
from workbench.publishing.files import to_json
from workbench.publishing.plan import Run

SCHEMA = 1
ROWS_READ = {"rows_read", "rows read"}
TEXTS = ("policy", "marking", "title", "analysis", "data_source", "headline")


def mime_type() -> str:
    """Return the MIME type of a release; imported late, since a skipped run has no use for it."""
    from workbench.disclosure import MIME_TYPE

    return MIME_TYPE


@dataclass(frozen=True, slots=True)
class Release:
    """All that an analysis released, as its notebook holds it."""

    policy: str
    marking: str
    title: str
    analysis: str
    data_source: str
    headline: str
    verdicts: Mapping[str, int]
    findings: tuple[Mapping[str, Any], ...]
    citation: str | None = None
    data_date: str | None = None

    @property
    def names(self) -> set[str]:
        """Return the names of the findings."""
        return {finding["name"] for finding in self.findings}

    @property
    def records(self) -> list[Mapping[str, Any]]:
        """Return one record for each released number."""
        return [record for finding in self.findings for record in finding["records"]]

    @property
    def rows_read(self) -> dict[str, Any] | None:
        """Return the released number of rows read, or None where it was not released."""
        for finding in self.findings:
            for record in finding["records"] if finding["name"] == "records" else ():
                if {record.get("measure"), record.get("group")} & ROWS_READ:
                    shown = record.get("shown", record.get(f"{record['measure']}_shown"))
                    return {"value": record.get("value"), "shown": shown}
        return None


def read_release(notebook: Mapping[str, Any]) -> Release:
    """Take the release out of an executed notebook.

    Raises
    ------
    RunError
        If there is not exactly one, or it is not of the form that is known here.
    """
    kind = mime_type()
    found = [output["data"][kind] for _, output in outputs(notebook) if kind in _data(output)]
    if len(found) != 1:
        raise RunError(
            f"The notebook holds {len(found)} releases where one is needed. Its release cell must "
            "end with the released findings."
        )
    content = json.loads(found[0]) if isinstance(found[0], str) else found[0]
    if content.get("schema") != SCHEMA:
        raise RunError(f"The release has schema {content.get('schema')}; {SCHEMA} is known.")
    try:
        return _typed(flat(content))
    except (KeyError, TypeError, ValueError) as error:
        raise RunError("The release in the notebook is not of the form that is known.") from error


def check_shown(notebook: Mapping[str, Any], release: Release) -> None:
    """Check that every output of a notebook shows released findings and nothing else.

    Raises
    ------
    RunError
        If an output did not come through the gate, or names a finding that is not released.
    """
    kind = mime_type()
    for number, output in outputs(notebook):
        mark = output.get("metadata", {}).get("workbench")
        if kind in _data(output):
            continue
        if not isinstance(mark, Mapping) or not isinstance(mark.get("findings"), list):
            raise RunError(
                f"Code cell {number} shows something that is not a released finding. End the cell "
                "with a table, chart or sentence of one, or with nothing."
            )
        unknown = sorted(set(mark["findings"]) - release.names)
        if unknown:
            raise RunError(f"Code cell {number} shows '{unknown[0]}', which is not in the release.")


def check_matches(release: Release, run: Run) -> None:
    """Check that a release is of the parameters that were asked for.

    Raises
    ------
    RunError
        If its analysis, title, policy or data source is another.
    """
    for name in ("analysis", "title", "policy", "data_source"):
        if getattr(release, name) != getattr(run.parameters, name):
            raise RunError(
                f"The release has another {name.replace('_', ' ')} than the parameter file. The "
                "notebook must use its parameters as they are given."
            )


def outputs(notebook: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield each output of a notebook with the number of its code cell, from 1."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(code, 1):
        for output in cell["outputs"]:
            yield number, output


def _data(output: Mapping[str, Any]) -> Mapping[str, Any]:
    return output.get("data", {})


def _typed(content: Mapping[str, Any]) -> Release:
    to_json(content)  # refuses numbers that are not finite
    texts = {name: content[name] for name in TEXTS}
    texts |= {name: content.get(name) for name in ("citation", "data_date")}
    if not all(value is None or isinstance(value, str) for value in texts.values()):
        raise TypeError("text")
    findings = tuple(content["findings"])
    if not all(
        isinstance(item["name"], str) and isinstance(item["records"], list) for item in findings
    ):
        raise TypeError("findings")
    verdicts = {str(name): int(count) for name, count in content["verdicts"].items()}
    return Release(**texts, verdicts=verdicts, findings=findings)
