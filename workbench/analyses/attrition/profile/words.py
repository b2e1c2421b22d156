"""The words by which other systems call what a file of staff holds."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.profiling.words import first_fit

PERSONS: Mapping[str, str] = {
    "person": r"^(?!.*(manager|supervisor)).*\b(person|employee|staff|payroll|worker|assignment)\b"
    r"(?!.*\b(name|group|type|status|start|end|category))"
}
MONTHS: Mapping[str, str] = {"month": r"\bmonth\b|\bperiod\b|snapshot|\bas at\b|reporting date"}
SPELL = "(spell|assignment|post|position|record|row)"
DAYS: Mapping[str, tuple[str, ...]] = {
    "start": (
        rf"effective (from|start)|valid from|{SPELL} start",
        r"^(date )?(start|from)( date)?$|begin",
    ),
    "end": (
        rf"effective (to|end)|valid (to|until)|{SPELL} end",
        r"^(date )?(end|to|until)( date)?$|leav(ing|er) date|date (left|of leaving)|terminat",
    ),
    "joined_originally": (r"original|continuous|first join|previous",),
    "joined": (r"join|hire|appoint|\bstart|service|commence|entered",),
}
"""What a column of days holds, by its name; the surest words first."""
SERVED: Mapping[str, str] = {"service": r"months.*serv|serv.*months|tenure"}
REASON_COLUMNS = (r"(leav|exit|terminat).*reason|reason.*(leav|exit|terminat)|^why", r"reason")

REASONS: Mapping[str, str] = {
    "ill_health": r"ill health|medical|incapab|attendance|sickness",
    "death": r"death|\bdied|deceased",
    "retirement": r"retire",
    "resignation": r"resign",
    "dismissal": r"dismiss|misconduct|unsatisfactory|failed probation",
    "transfer_inside": r"within|inside|internal|\bhmpps\b",
    "transfer_outside": r"transfer|other (government )?department|\bogd\b",
    "end_of_contract": r"(end|expir).*(contract|fixed|term|appointment)|contract.*(end|exp)",
    "other": r"redundan|\bother\b|mutual|severance",
}
"""Why people left, by what a label says; the first that fits."""

CIRCUMSTANCES: Mapping[str, str] = {
    "region": r"\bregion",
    "pdu": r"\bpdu\b|delivery unit|cost cent|\bldu\b|\boffice\b|\bunit\b",
    "newly_qualified": r"newly qualified|\bnqo\b",
    "former_crc": r"\bcrc\b",
    "pay_point": r"\bpay (point|step)|spine",
    "grade": r"\bgrade\b|\bjob (role|title)|\brole\b|post title",
}
"""What people are told apart by, by the name of its column; the first that fits."""

KEPT: Mapping[str, str] = {"contract": r"contract|employment type", "status": r"\bstatus\b"}
LEFT_OUT = {"of others": r"agency|contingent|inactive|career break|second(ed|ment)|volunteer"}
"""Who is commonly no part of a leaving rate."""

DRIVERS: Mapping[str, str] = {
    "workload": r"\bwmt\b|workload",
    "caseload": r"\bcase(s|load)\b",
    "sickness_days": r"\bsick",
    "manager_span": r"\bspan\b",
    "engagement": r"engage",
    "overtime": r"overtime",
}
UNITS: Mapping[str, str] = {
    "workload": "%",
    "caseload": "cases",
    "sickness_days": "days",
    "overtime": "hours",
}
HELD = ("workload", "caseload")
"""What not everybody has, so that a blank may be none held."""

GRADES: Mapping[str, str] = {
    "learner": r"pqip|trainee|learner",
    "senior": r"\bspo\b|senior",
    "counted_with": r"\bpso\b|probation services? officer",
    "qualified": r"\bpo\b|probation officer",
}
"""What a label of a grade says of learning; the first that fits."""


def reason_of(label: str) -> str | None:
    """Return the reason that a label means, or None.

    Examples
    --------
    >>> reason_of("Resigned: better pay"), reason_of("Transfer within HMPPS"), reason_of("X2")
    ('resignation', 'transfer_inside', None)
    """
    return first_fit(label, REASONS)
