"""Is it changing? Leaving quarter by quarter, and what stands beside it."""

from workbench.analyses.attrition.questions.changing.question import QUESTION

__all__ = ["QUESTION"]
