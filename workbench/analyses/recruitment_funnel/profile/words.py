"""The words by which other systems call stages and outcomes."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.profiling.words import first_fit, meant

STAGES: Mapping[str, str] = {
    "sift": r"sift|shortlist|screen",
    "online_test": r"\btest",
    "assessment_centre": r"assessment|\bcent(re|er)",
    "interview": r"interview",
    "offer": r"\boffer",
    "pre_employment_checks": r"check|vetting|clearance",
    "start": r"\bstart|onboard|join",
}
"""Which stage a column is of, by its name; the first that fits."""

OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "passed": (
        "accepted",
        "appointed",
        "cleared",
        "completed",
        "invited",
        "made",
        "met",
        "offered",
        "p",
        "pass",
        "passed",
        "progressed",
        "recommended",
        "started",
        "success",
        "successful",
        "y",
        "yes",
    ),
    "failed": (
        "f",
        "fail",
        "failed",
        "n",
        "no",
        "not met",
        "not recommended",
        "not successful",
        "refused",
        "reject",
        "rejected",
        "sifted out",
        "unsuccessful",
    ),
    "withdrew": (
        "candidate withdrew",
        "declined",
        "declined offer",
        "w",
        "withdraw",
        "withdrawn",
        "withdrew",
    ),
    "no_show": ("absent", "did not attend", "did not start", "dna", "no show", "not attended"),
    "expired": ("expired", "lapsed", "out of time", "timed out"),
    "pending": ("awaiting", "awaiting result", "booked", "in progress", "pending", "scheduled"),
    "exempt": ("exempt", "exempted", "not required", "waived"),
}

PHRASES: Mapping[str, str] = {
    "no_show": r"no show|\bdna\b|not attend|failed to (attend|start)|absent|did not (attend|start)",
    "withdrew": r"withdr|declined",
    "expired": r"expire|lapse|timed out",
    "pending": r"await|pending|in progress|booked|scheduled|invited|on hold",
    "failed": r"fail|reject|unsuccess|not (met|success|recommend)|sifted out|refus|regret",
    "passed": r"pass|success|progress|offer|\bmade|start|complete|clear|appoint|join|recommend",
}
"""What a longer label says of a stage; the first that fits."""


def outcome_of(label: str) -> str | None:
    """Return the outcome a label stands for, or None.

    Examples
    --------
    >>> outcome_of("Passed"), outcome_of("Failed to attend"), outcome_of("Leeds")
    ('passed', 'no_show', None)
    """
    return meant(label, OUTCOMES) or first_fit(label, PHRASES)
