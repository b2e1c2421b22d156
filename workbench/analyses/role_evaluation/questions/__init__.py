"""One module a question; each has a ``QUESTION``: see `question`."""

from workbench.analyses.role_evaluation.questions import effects
from workbench.analyses.role_evaluation.questions.question import Question

QUESTIONS: tuple[Question, ...] = (effects.QUESTION,)
"""In the order of the report."""

__all__ = ["QUESTIONS", "Question"]
