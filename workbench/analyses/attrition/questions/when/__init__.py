"""When do people leave? By length of service: leavers of every 100 a year, and who is still there.

Counted over all closed months, each person from the month they are first seen: late entry needs no
more. What leaves under a policy that rounds is of leavers and of people at risk in bands of
service; under one that shows all it is of single months, as Kaplan and Meier have it.
"""

from __future__ import annotations

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions.question import Answer, NotCovered, Question
from workbench.analyses.attrition.questions.when.cells import banded, monthly
from workbench.analyses.attrition.questions.when.risk import Risk, columns, risk_wanted
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count people at risk and leavers by month of service: of all, and of each grade."""
    return tuple(risk_wanted(parameters, *by) for by in columns(parameters))


def answer(parameters: Parameters, counted: StaffCounts) -> Answer:
    """State leaving and staying by band of service and, where all is shown, by month."""
    everybody = Risk.of(parameters, counted)
    if not everybody.at_risk.any():
        return NotCovered("nobody's length of service is known; name 'joined' or 'service'")
    findings: list[Finding] = [banded(parameters, counted)]
    if parameters.policy == "analyst":
        findings.append(monthly(parameters, counted))
    return tuple(findings)


QUESTION = Question("When do people leave?", wanted, answer)
