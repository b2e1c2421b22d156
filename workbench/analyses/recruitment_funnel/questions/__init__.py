"""One module a question: the counts it needs, and the findings it states of them.

Each has a ``QUESTION``: see `workbench.analyses.recruitment_funnel.questions.question`.
"""

from workbench.analyses.recruitment_funnel.questions import adjustments, gap, undeclared
from workbench.analyses.recruitment_funnel.questions.question import Question

QUESTIONS: tuple[Question, ...] = (
    gap.QUESTION,
    undeclared.QUESTION,
    adjustments.QUESTION,
)

__all__ = ["QUESTIONS", "Question"]
