"""Is it getting better? This campaign beside those before it."""

from workbench.analyses.recruitment_funnel.questions.campaigns.question import QUESTION

__all__ = ["QUESTION"]
