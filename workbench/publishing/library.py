"""The index of all reports, rebuilt from what is on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from workbench.publishing import failures, html, manifest
from workbench.publishing.failures import Failure
from workbench.publishing.files import read_json, replace_file
from workbench.publishing.locks import locked
from workbench.publishing.quality.assurance import Assurance, assurance_of

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Entry:
    """One published report as the index shows it."""

    label: str
    link: str
    facts: dict[str, Any]

    @property
    def listed(self) -> bool:
        """Return whether the index may show it."""
        return _listed(self.facts["policy"], self.facts["data_source"])

    @property
    def is_method_check(self) -> bool:
        """Return whether it is of published data."""
        return self.facts["data_source"] == "published"

    @property
    def for_recipients(self) -> bool:
        """Return whether only named recipients may read it, so that nothing of it is told here."""
        return self.facts["policy"] == "restricted" and not self.is_method_check

    @property
    def date(self) -> str:
        """Return the day it was made, in words."""
        return day(self.facts["run_time"])

    @property
    def data_day(self) -> str:
        """Return the day the data is of, in words."""
        return day(self.facts["data_date"])

    @property
    def banner(self) -> list[str]:
        """Return the marks that its own page begins with."""
        names = ("marking", "data_source", "citation")
        return html.banner(*(self.facts[name] for name in names), quality=self.assurance.mark)

    @property
    def assurance(self) -> Assurance:
        """Return whether it is signed, judged afresh: the manifest's own word is not taken."""
        return assurance_of(self.facts)


@dataclass(frozen=True, slots=True)
class FailedEntry:
    """One failed run, beside the last good report where there is one."""

    failure: Failure
    last_good: Entry | None

    @property
    def date(self) -> str:
        """Return the day it failed, in words."""
        return day(self.failure.time)


def rebuild(reports: Path) -> Path:
    """Write the index of all reports and failed runs; return its path."""
    with locked(reports, "index"):
        found, broken = _entries(reports)
        known = {entry.label: entry for entry in found}
        failed = [
            FailedEntry(failure, known.get(f"{failure.analysis}/{failure.name}"))
            for failure in failures.recorded(reports)
            if _listed(failure.policy, failure.data_source)
        ]
        own = [entry for entry in found if not entry.is_method_check]
        checks = [entry for entry in found if entry.is_method_check]
        text = html.fill("index.html.j2", own=own, checks=checks, failed=failed, broken=broken)
        replace_file(reports / INDEX, text)
    return reports / INDEX


def day(stamp: str) -> str:
    """Return the day of a time stamp as it is written in British English.

    Examples
    --------
    >>> day("2026-04-03T09:00:00Z")
    '3 April 2026'
    """
    moment = datetime.fromisoformat(stamp)
    return f"{moment.day} {moment:%B %Y}"


def _listed(policy: str | None, data_source: str | None) -> bool:
    return policy != "analyst" or data_source == "published"


def _entries(reports: Path) -> tuple[list[Entry], list[str]]:
    """Return the reports to list, newest first, and the labels of those that cannot be read."""
    found: list[Entry] = []
    broken: list[str] = []
    for path in _manifests(reports):
        label = "/".join(path.parts[-3:-1])
        facts = read_json(path)
        try:
            entry = Entry(label, f"{quote(label)}/report.html", facts or {})
            if entry.listed and entry.date and entry.banner:
                found.append(entry)
        except (AttributeError, KeyError, ValueError, TypeError):
            broken.append(label)
    by_name = sorted(found, key=lambda entry: entry.label)
    return sorted(by_name, key=lambda entry: entry.facts["run_time"], reverse=True), broken


def _manifests(reports: Path) -> Iterator[Path]:
    for path in sorted(reports.glob(f"*/*/{manifest.FILE}")):
        if not path.relative_to(reports).parts[0].startswith("."):
            yield path
