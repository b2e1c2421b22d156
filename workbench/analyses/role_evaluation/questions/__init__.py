"""One module a question; each has a ``QUESTION``: see `question`."""

from workbench.analyses.role_evaluation.questions import (
    belief,
    changed,
    effects,
    for_whom,
    planning,
    survey,
    worth,
)
from workbench.analyses.role_evaluation.questions.question import Question

QUESTIONS: tuple[Question, ...] = (
    changed.QUESTION,
    effects.QUESTION,
    belief.QUESTION,
    survey.QUESTION,
    for_whom.QUESTION,
    worth.QUESTION,
    planning.QUESTION,
)
"""In the order of the report."""

__all__ = ["QUESTIONS", "Question"]
