"""A claim and the evidence for it, before anyone may see it."""

from workbench.findings.finding import Context, Finding, Findings
from workbench.findings.measuring import (
    Anchor,
    Measure,
    Measured,
    Modelled,
    ShownCounts,
    TableMeasure,
)
from workbench.findings.tally import People, Tally, Ties, tally
from workbench.findings.verdict import VerdictRule, judge

__all__ = [
    "Anchor",
    "Context",
    "Finding",
    "Findings",
    "Measure",
    "Measured",
    "Modelled",
    "People",
    "ShownCounts",
    "TableMeasure",
    "Tally",
    "Ties",
    "VerdictRule",
    "judge",
    "tally",
]
