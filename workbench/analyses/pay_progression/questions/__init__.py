"""One module a question: the findings it states, or why it has no answer here."""

from workbench.analyses.pay_progression.questions import apart, assessed, places
from workbench.analyses.pay_progression.questions.question import Question, asked_of_one_stage
from workbench.analyses.recruitment_funnel.questions import (
    adjusted,
    intersections,
    strata,
    undeclared,
)

QUESTIONS: tuple[Question, ...] = (
    assessed.QUESTION,
    places.QUESTION,
    asked_of_one_stage(
        "Is it where people work?",
        strata.QUESTION,
        "the parameters name no region, band or other circumstance under 'strata'",
    ),
    asked_of_one_stage(
        "Does it remain like with like?",
        adjusted.QUESTION,
        "the parameters name nothing to hold equal under 'strata' or 'adjust_for'",
    ),
    asked_of_one_stage(
        "Do characteristics combine?",
        intersections.QUESTION,
        "the parameters name no characteristics to look at together under 'intersections'",
    ),
    asked_of_one_stage(
        "What if those who did not declare were different?",
        undeclared.QUESTION,
        "everyone declared every characteristic",
    ),
    apart.QUESTION,
)
"""In the order of the report."""

__all__ = ["QUESTIONS", "Question"]
