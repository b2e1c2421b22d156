"""The one released set of findings in an executed notebook, and proof that nothing else shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from workbench.disclosure import MIME_TYPE, Release
from workbench.disclosure.explored import EXPLORING
from workbench.disclosure.plain import as_json, fields_of
from workbench.disclosure.released import SCHEMA
from workbench.errors import RunError
from workbench.parameters.strict import unseen
from workbench.presentation.selection import disparities, verdicts
from workbench.presentation.sentence import headline
from workbench.publishing import discovery
from workbench.publishing.execution import outputs
from workbench.publishing.headlines import headlines
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
        json.dumps(content, allow_nan=False)  # refuses numbers that are not finite
        release = Release.from_json(content)
        _check_types(release)
        if release.to_json() != content:
            raise ValueError("more or less than a release")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise RunError("The release in the notebook is not of the form that is known.") from error
    if marks := ", ".join(unseen("".join(_texts(content)))):
        raise RunError(
            f"The release holds characters that cannot be seen ({marks}). Take them out of the "
            "labels, sources or other texts of the input that have them."
        )
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
        "headline": _headline(release),
        "headlines": headlines(release, _own(release, "strongest", disparities)(release)),
        "verdicts": verdicts(release),
        "rows_read": _records(release).get("rows read"),
        "records": _records(release),
    }


def _headline(release: Release) -> str:
    """Return the first conclusion: the analysis's own sentence, or that on disparities."""
    return str(_own(release, "headline", headline)(release))


def _own(release: Release, name: str, general: Callable[[Release], Any]) -> Callable[..., Any]:
    """Return what an analysis has of its own, or what serves for all."""
    analysis = release.context.analysis
    known = analysis in discovery.names()
    return (getattr(discovery.load(analysis), name, None) if known else None) or general


def check_shown(notebook: Mapping[str, Any], release: Release) -> None:
    """Check that every output of a notebook shows released findings and nothing else.

    Raises
    ------
    RunError
        If an output did not come through the gate, or names a finding that is not released.
    """
    for number, output in outputs(notebook):
        mark = output.get("metadata", {}).get("workbench")
        if mark == EXPLORING:
            raise RunError(
                f"Code cell {number} shows what is only for looking around: a finding by itself, "
                "its plot, or a comparison. Take the cell out of what is published."
            )
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


def _texts(content: object) -> Iterator[str]:
    """Yield every text of plain values, names among them."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        yield from content
        content = list(content.values())
    if isinstance(content, list):
        for item in content:
            yield from _texts(item)


def _check_types(release: Release) -> None:
    """Check every part against its declared type, which `from_json` takes as it comes."""
    # Imported late: what is unchanged is skipped without it.
    from pydantic import TypeAdapter

    TypeAdapter(Release).validate_json(as_json(release), strict=True)


def _records(release: Release) -> dict[str, dict[str, Any]]:
    """Return the released numbers of rows: read, set aside by reason, taken out, counted."""
    cells = release["records"].cells if "records" in release.names else ()
    return {
        cell.group: fields_of(cell.counts["number"]) for cell in cells if "number" in cell.counts
    }
