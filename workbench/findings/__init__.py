"""A claim and the evidence for it, before anyone may see it."""

from workbench.findings.finding import (
    Context,
    Finding,
    Findings,
    Measure,
    Measured,
    Modelled,
    ShownCounts,
    TableMeasure,
)
from workbench.findings.verdict import VerdictRule, judge

__all__ = [
    "Context",
    "Finding",
    "Findings",
    "Measure",
    "Measured",
    "Modelled",
    "ShownCounts",
    "TableMeasure",
    "VerdictRule",
    "judge",
]
