"""What goes with leaving? Workload, caseload and the like, by themselves and like with like."""

from workbench.analyses.attrition.questions.drivers.question import QUESTION

__all__ = ["QUESTION"]
