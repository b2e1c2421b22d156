"""What do staff say? Changes in what they agree with, and who responded."""

from workbench.analyses.role_evaluation.questions.survey.question import QUESTION, stated_tables

__all__ = ["QUESTION", "stated_tables"]
