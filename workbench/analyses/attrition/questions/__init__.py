"""One module a question: the counts it needs, and the findings it states of them.

Each has a ``QUESTION``: see `workbench.analyses.question`.
"""

from workbench.analyses.attrition.questions import (
    changing,
    characteristics,
    drivers,
    how_many,
    intersections,
    learners,
    like_with_like,
    reasons,
    scenarios,
    undeclared,
    when,
    where,
)
from workbench.analyses.attrition.questions.question import Question

QUESTIONS: tuple[Question, ...] = (
    how_many.QUESTION,
    when.QUESTION,
    learners.QUESTION,
    reasons.QUESTION,
    drivers.QUESTION,
    characteristics.QUESTION,
    like_with_like.QUESTION,
    undeclared.QUESTION,
    intersections.QUESTION,
    scenarios.QUESTION,
    where.QUESTION,
    changing.QUESTION,
)
"""In the order of the report."""

__all__ = ["QUESTIONS", "Question"]
