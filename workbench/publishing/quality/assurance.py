"""Whether a report is signed, and what exactly a signature is of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from workbench.publishing.quality.log import QualityLog

State = Literal["draft", "signed", "signed for other inputs"]
PAGE = "report.html"
UNBOUND = ("run_time", "duration_seconds", "code", "audit", "ledger", "previous")
"""Parts of a manifest that tell when it was made and how it was let out, not of what it is made."""
FIELD = "quality_assurance"
UNSIGNED_MARK = "DRAFT: quality assurance not signed"
STALE_MARK = "DRAFT: signed for other inputs (data, parameters, code, policy or log changed since)"


@dataclass(frozen=True, slots=True)
class Assurance:
    """A log, if there is one, and whether its signature is of this very report."""

    state: State = "draft"
    log: QualityLog | None = None

    @property
    def mark(self) -> str:
        """Return what the banner says of it."""
        if self.state == "draft":
            return UNSIGNED_MARK
        if self.state != "signed" or self.log is None or self.log.sign_off is None:
            return STALE_MARK
        signed = self.log.sign_off
        day = f"{signed.date.day} {signed.date:%B %Y}"
        return f"Quality assured: approved by {signed.approver} on {day}"


def binding(facts: Mapping[str, Any]) -> str:
    """Return what is signed: one hash over all of a manifest that makes the report.

    Times, the commit, the report's page (which shows the signature) and the signature are left
    out. All that the page is made of is in: parameters, inputs, code, policy, the numbers, the
    notebook, and the rest of the log.

    Examples
    --------
    >>> made = {"key": "k", "outputs": {"findings.json": "f", "report.html": "r"}}
    >>> later = {"key": "k", "outputs": {"findings.json": "f", "report.html": "s"}, "run_time": "t"}
    >>> binding(made) == binding(later), binding(made) == binding({**made, "key": "l"})
    (True, False)
    """
    kept = {name: part for name, part in facts.items() if name not in (*UNBOUND, FIELD)}
    kept["outputs"] = {name: sha for name, sha in facts["outputs"].items() if name != PAGE}
    log = (facts.get(FIELD) or {}).get("log") or {}
    kept[FIELD] = {name: part for name, part in log.items() if name != "sign_off"}
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def with_assurance(facts: Mapping[str, Any], log: QualityLog | None) -> dict[str, Any]:
    """Return a manifest, its outputs' hashes in it, with the log and what it comes to."""
    plain = log.model_dump(mode="json") if log else None
    told = {**facts, FIELD: {"log": plain}}
    return {**told, FIELD: {"log": plain, "state": _state(told, log), "to_sign": binding(told)}}


def assurance_of(facts: Mapping[str, Any]) -> Assurance:
    """Read what a manifest says of quality assurance, and judge it afresh.

    Raises
    ------
    ValueError
        If its log is none.
    """
    plain = (facts.get(FIELD) or {}).get("log")
    if plain is None:
        return Assurance()
    log = QualityLog.model_validate_json(json.dumps(plain))
    return Assurance(_state(facts, log), log)


def says_other(facts: Mapping[str, Any], log: QualityLog | None) -> bool:
    """Tell whether a report was published with another log than the one given."""
    plain = log.model_dump(mode="json") if log else None
    return (facts.get(FIELD) or {}).get("log") != plain


def _state(facts: Mapping[str, Any], log: QualityLog | None) -> State:
    if log is None or log.sign_off is None:
        return "draft"
    return "signed" if log.sign_off.manifest == binding(facts) else "signed for other inputs"
