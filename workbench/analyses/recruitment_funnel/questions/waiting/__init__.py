"""How long did people wait? Days in each stage, with those who still wait as still there."""

from workbench.analyses.recruitment_funnel.questions.waiting.question import QUESTION

__all__ = ["QUESTION"]
