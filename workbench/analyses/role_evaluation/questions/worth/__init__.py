"""Was it worth it? What the role costs, and what its effects are worth."""

from workbench.analyses.role_evaluation.questions.worth.question import QUESTION
from workbench.analyses.role_evaluation.questions.worth.tables import stated_tables

__all__ = ["QUESTION", "stated_tables"]
