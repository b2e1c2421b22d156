"""The manifest: what it states follows from the release, or has the form that it must have."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from workbench.publishing import key, manifest
from workbench.publishing.previous import MADE_OF
from workbench.publishing.quality.assurance import FIELD, assurance_of, with_assurance
from workbench.publishing.release import check_matches, facts
from workbench.publishing.verification.report import Report

SHA256 = re.compile(r"[0-9a-f]{64}")
COMMIT = re.compile(r"[0-9a-f]{40,64}")
NAME = re.compile(r"[A-Za-z_][\w.-]*")
VERSION = re.compile(r"\d[\w.+!]*")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def problems(report: Report) -> list[str]:
    """Name every part that neither follows from the release nor has the form that it must have."""
    told, due = report.manifest, due_of(report)
    check_matches(report.release, report.run)
    found = [f"it states '{name}', which no manifest does" for name in told if name not in due]
    for name, part in due.items():
        if name not in told:
            found.append(f"it does not state '{name}'")
        elif name in FORMS:
            if not FORMS[name](told[name]):
                found.append(f"'{name}' is not of the form that it has")
        elif told[name] != part:
            found.append(f"'{name}' does not follow from the release and its parameters")
    return found


def due_of(report: Report) -> dict[str, Any]:
    """Return the manifest that the same code would write of the same release now."""
    told = report.manifest
    inputs = tuple(key.Input(**one) for one in told["inputs"])
    fingerprint = key.Fingerprint(
        told["key"], inputs, key.code_digest(report.run.analysis), key.notebook_digest(report.run)
    )
    described = manifest.describe(
        report.run,
        fingerprint,
        facts(report.release),
        started=datetime.now(UTC),
        audit=told.get("audit"),
        ledger=told.get("ledger"),
    )
    whole = {**described, "outputs": told["outputs"]}
    log = assurance_of(told).log
    return {**whole, FIELD: with_assurance({**told, FIELD: None}, log)[FIELD]}


def _matches(pattern: re.Pattern[str], *, missing: bool = False) -> Callable[[Any], bool]:
    def check(value: Any) -> bool:
        return value is None if value is None and missing else bool(_full(pattern, value))

    return check


def _full(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))


def _is_commit(value: Any) -> bool:
    if not isinstance(value, Mapping) or set(value) != {"commit", "dirty"}:
        return False
    return _matches(COMMIT, missing=True)(value["commit"]) and value["dirty"] in (None, True, False)


def _are_inputs(value: Any) -> bool:
    return isinstance(value, list) and all(
        (_full(SHA256, one["digest"]) or one["digest"] == key.MISSING)
        and one["algorithm"].removesuffix("-etag") in ("sha256", "hmac-sha256")
        and (one["bytes"] is None or type(one["bytes"]) is int)
        for one in value
    )


def _is_previous(value: Any) -> bool:
    """Tell whether it says a time and words that are known, in which no count can stand."""
    if value is None:
        return True
    return (
        isinstance(value, Mapping)
        and set(value) == {"run_time", "changed", "verdicts_changed"}
        and _full(TIME, value["run_time"])
        and value["changed"] == [name for name in MADE_OF if name in value["changed"]]
        and isinstance(value["verdicts_changed"], bool)
    )


def _is_duration(value: Any) -> bool:
    return type(value) in (int, float) and 0 <= value == round(value, 1)


FORMS: dict[str, Callable[[Any], bool]] = {
    "key": _matches(SHA256),
    "run_time": _matches(TIME),
    "duration_seconds": _is_duration,
    "previous": _is_previous,
    "code": _is_commit,
    "inputs": _are_inputs,
    "defaults_used": lambda value: all(_full(NAME, one) for one in value),
    "versions": lambda value: all(_full(VERSION, one) for one in value.values()),
}
"""Parts that tell of the making and not of the release."""


def made_by_other_code(report: Report) -> list[str]:
    """Name what a report was made by that is another now: code, notebook, libraries."""
    told = report.manifest
    now = {
        "code_sha256": lambda: key.code_digest(told["analysis"]),
        "notebook_sha256": lambda: key.notebook_digest(report.run),
        "requirements_lock_sha256": key.lock_digest,
        "versions": manifest.versions,
        "schema": lambda: manifest.SCHEMA,
    }
    words = {
        "code_sha256": "the workbench's code",
        "notebook_sha256": "the notebook",
        "requirements_lock_sha256": "the locked libraries",
        "versions": "the libraries' versions",
        "schema": "the form of the manifest",
    }
    return [words[name] for name, of in now.items() if told.get(name) != of()]
