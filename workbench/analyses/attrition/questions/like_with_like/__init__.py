"""Does it remain, like with like? Gaps in leaving once circumstances are equal."""

from workbench.analyses.attrition.questions.like_with_like.question import QUESTION

__all__ = ["QUESTION"]
