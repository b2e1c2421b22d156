"""Do applicants and starters look like a benchmark? Attraction and selection, apart."""

from workbench.analyses.recruitment_funnel.questions.representation.question import QUESTION

__all__ = ["QUESTION"]
