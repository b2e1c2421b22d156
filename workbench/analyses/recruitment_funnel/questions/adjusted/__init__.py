"""Does it remain once circumstances are equal? Rates set right for what was known before."""

from workbench.analyses.recruitment_funnel.questions.adjusted.question import QUESTION

__all__ = ["QUESTION"]
