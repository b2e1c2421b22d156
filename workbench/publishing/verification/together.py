"""Whether small counts can be worked out from all that a report publishes, put together."""

from __future__ import annotations

from typing import Any

from workbench.disclosure import Release
from workbench.disclosure.attack import Attack, attack
from workbench.errors import DisclosureError
from workbench.findings.tally import Ties
from workbench.publishing import discovery, entering
from workbench.publishing.key import Input
from workbench.publishing.verification.report import Report

WHOLE_SECONDS = 3600.0
"""Time that an attacker is allowed who uses that people are whole."""


def problems(report: Report) -> list[str]:
    """Return what an attacker finds out from a report, alone and beside earlier ones."""
    return _beside_earlier(report, list(_attacked(report.release).problems))


def problems_of_whole_people(report: Report) -> list[str]:
    """Return the same of an attacker who also uses that people are whole."""
    found = attack(report.release, _ties(report.release), seconds=WHOLE_SECONDS, whole=True)
    return _beside_earlier(report, list(found.problems))


def _beside_earlier(report: Report, alone: list[str]) -> list[str]:
    if report.folder is None:
        return alone
    inputs = [Input(**one) for one in report.manifest["inputs"]]
    return alone + entering.problems(report.folder, report.manifest, report.release, inputs)


def attack_before_publishing(release: Release) -> dict[str, Any]:
    """Attack a release, and return the verdict for its manifest.

    Raises
    ------
    DisclosureError
        If a small count is found out, or the release cannot be attacked.
    """
    found = _attacked(release)
    if found.problems:
        raise DisclosureError(found.problems[0])
    return found.to_json()


def _attacked(release: Release) -> Attack:
    return attack(release, _ties(release))


def _ties(release: Release) -> Ties | None:
    ties: Ties | None = getattr(discovery.load(release.context.analysis), "TIES", None)
    return ties
