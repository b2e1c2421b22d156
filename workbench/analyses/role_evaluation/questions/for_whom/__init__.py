"""For whom? The effect in each group and region, and whether they differ by more than chance."""

from workbench.analyses.role_evaluation.questions.for_whom.question import QUESTION

__all__ = ["QUESTION"]
