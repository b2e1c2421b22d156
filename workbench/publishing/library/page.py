"""The index of all reports, rebuilt from what is on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbench.publishing import failures, html, manifest
from workbench.publishing.files import read_json
from workbench.publishing.library.drawing import draw
from workbench.publishing.library.entry import Entry, FailedEntry, may_be_listed
from workbench.publishing.library.shelf import shelves
from workbench.publishing.locks import locked
from workbench.publishing.store.indexing import link_of, put_page

INDEX = "index.html"


def rebuild(reports: Path) -> Path:
    """Write the index of all reports and failed runs; return its path."""
    with locked(reports, "index"):
        put_page(reports, INDEX, lambda: _page(reports))
    return reports / INDEX


def _page(reports: Path) -> str:
    found, broken = _entries(reports)
    known = {entry.label: entry for entry in found}
    failed = [
        FailedEntry(failure, known.get(f"{failure.analysis}/{failure.name}"))
        for failure in failures.recorded(reports)
        if may_be_listed(failure.policy, failure.data_source)
    ]
    return html.fill("index.html.j2", shelves=shelves(found, failed), broken=broken, draw=draw)


def _entries(reports: Path) -> tuple[list[Entry], list[str]]:
    """Return the reports to list, newest first, and the labels of those that cannot be read."""
    found: list[Entry] = []
    broken: list[str] = []
    for path in _manifests(reports):
        label = "/".join(path.parts[-3:-1])
        facts = read_json(path)
        try:
            entry = Entry(label, link_of(reports, label), facts or {})
            if entry.listed and _can_be_told(entry):
                found.append(entry)
        except (AttributeError, KeyError, ValueError, TypeError):
            broken.append(label)
    by_name = sorted(found, key=lambda entry: entry.label)
    return sorted(by_name, key=lambda entry: entry.facts["run_time"], reverse=True), broken


def _can_be_told(entry: Entry) -> bool:
    """Try all that the page will ask of an entry, so that a damaged one is found here."""
    entry.assurance, entry.leads, entry.since  # noqa: B018 asked for what they raise
    dated = not entry.facts["data_date"] or bool(entry.data_day)
    return bool(entry.date and entry.banner and dated)


def _manifests(reports: Path) -> Iterator[Path]:
    for path in sorted(reports.glob(f"*/*/{manifest.FILE}")):
        if not path.relative_to(reports).parts[0].startswith("."):
            yield path
