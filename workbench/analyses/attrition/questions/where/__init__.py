"""Where do more leave than expected? Units beside what chance and their usual spread allow."""

from workbench.analyses.attrition.questions.where.question import QUESTION

__all__ = ["QUESTION"]
