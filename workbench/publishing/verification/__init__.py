"""Proof that a published report shows what its release holds, and nothing else."""

from workbench.publishing.verification.checks import (
    CHECKS,
    WHOLE_PEOPLE_CHECKS,
    Check,
    Verified,
    prove,
    verify,
)
from workbench.publishing.verification.report import NoReportError, Report

__all__ = [
    "CHECKS",
    "WHOLE_PEOPLE_CHECKS",
    "Check",
    "NoReportError",
    "Report",
    "Verified",
    "prove",
    "verify",
]
