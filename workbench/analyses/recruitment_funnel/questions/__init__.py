"""One module a question: the counts it needs, and the findings it states of them.

Each has a ``QUESTION``: see `workbench.analyses.recruitment_funnel.questions.question`.
"""

from workbench.analyses.recruitment_funnel.questions import (
    adjusted,
    adjustments,
    campaigns,
    channels,
    gap,
    intersections,
    leaving,
    marks,
    panels,
    representation,
    strata,
    undeclared,
    waiting,
)
from workbench.analyses.recruitment_funnel.questions.question import Question

QUESTIONS: tuple[Question, ...] = (
    gap.QUESTION,
    strata.QUESTION,
    adjusted.QUESTION,
    intersections.QUESTION,
    undeclared.QUESTION,
    leaving.QUESTION,
    waiting.QUESTION,
    campaigns.QUESTION,
    marks.QUESTION,
    panels.QUESTION,
    adjustments.QUESTION,
    channels.QUESTION,
    representation.QUESTION,
)
"""In the order of the report."""

__all__ = ["QUESTIONS", "Question"]
