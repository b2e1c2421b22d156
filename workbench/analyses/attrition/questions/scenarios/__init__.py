"""What if? Leavers fewer under a cap on caseloads or workload, were the association causal."""

from workbench.analyses.attrition.questions.scenarios.question import QUESTION

__all__ = ["QUESTION"]
