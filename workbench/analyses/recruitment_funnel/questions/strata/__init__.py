"""Is it where people applied, or how they were treated? Groups compared within strata."""

from workbench.analyses.recruitment_funnel.questions.strata.question import QUESTION

__all__ = ["QUESTION"]
