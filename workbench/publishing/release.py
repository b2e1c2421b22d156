"""The one released set of findings in an executed notebook, and proof that nothing else shows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from workbench.disclosure import MIME_TYPE, Release
from workbench.disclosure.released import SCHEMA
from workbench.errors import RunError
from workbench.presentation.selection import asked
from workbench.presentation.sentence import headline
from workbench.publishing.execution import outputs
from workbench.publishing.files import to_json
from workbench.publishing.plan import Run


def read_release(notebook: Mapping[str, Any]) -> Release:
    """Take the release out of an executed notebook.

    Raises
    ------
    RunError
        If there is not exactly one, or it is not of the form that is known here.
    """
    shown = [output.get("data", {}) for _, output in outputs(notebook)]
    found = [data[MIME_TYPE] for data in shown if MIME_TYPE in data]
    if len(found) != 1:
        raise RunError(
            f"The notebook holds {len(found)} releases where one is needed. Its release cell must "
            "end with the released findings."
        )
    try:
        content = json.loads(found[0]) if isinstance(found[0], str) else found[0]
        if content.get("schema") != SCHEMA:
            raise RunError(f"The release has schema {content.get('schema')}; {SCHEMA} is known.")
        to_json(content)  # refuses numbers that are not finite
        release = Release.from_json(content)
        _check_texts(release)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise RunError("The release in the notebook is not of the form that is known.") from error
    return release


def facts(release: Release) -> dict[str, Any]:
    """Return what the manifest says of a release."""
    context = release.context
    return {
        "title": context.title,
        "policy": release.policy,
        "marking": release.marking,
        "data_source": context.data_source,
        "citation": context.citation,
        "data_date": context.data_date,
        "headline": headline(release),
        "verdicts": dict(Counter(cell.verdict for cell in asked(release))),
        "rows_read": _rows_read(release),
    }


def check_shown(notebook: Mapping[str, Any], release: Release) -> None:
    """Check that every output of a notebook shows released findings and nothing else.

    Raises
    ------
    RunError
        If an output did not come through the gate, or names a finding that is not released.
    """
    for number, output in outputs(notebook):
        mark = output.get("metadata", {}).get("workbench")
        if MIME_TYPE in output.get("data", {}):
            continue
        if not isinstance(mark, Mapping) or not isinstance(mark.get("findings"), list):
            raise RunError(
                f"Code cell {number} shows something that is not a released finding. End the cell "
                "with a table, chart or sentence of one, or with nothing."
            )
        unknown = sorted(set(mark["findings"]).difference(release.names))
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
        holder = release if name == "policy" else release.context
        if getattr(holder, name) != getattr(run.parameters, name):
            raise RunError(
                f"The release has another {name.replace('_', ' ')} than the parameter file. The "
                "notebook must use its parameters as they are given."
            )


def _check_texts(release: Release) -> None:
    """Check that words are words, which `from_json` takes as they come."""
    context = release.context
    needed = (release.policy, release.marking, context.analysis, context.title, context.data_source)
    optional = (context.citation, context.data_date)
    if not all(isinstance(text, str) for text in (*needed, *release.names)):
        raise TypeError("text")
    if not all(isinstance(text, str | None) for text in optional):
        raise TypeError("text or nothing")


def _rows_read(release: Release) -> dict[str, Any] | None:
    """Return the released number of rows read, or None where it was not released."""
    for cell in release["records"].cells if "records" in release.names else ():
        if cell.group == "rows read" and "number" in cell.counts:
            return asdict(cell.counts["number"])
    return None
