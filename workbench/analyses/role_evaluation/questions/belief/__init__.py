"""Should we believe it? Trends before, each region left out, placebos, and other methods."""

from workbench.analyses.role_evaluation.questions.belief.question import QUESTION, answer

__all__ = ["QUESTION", "answer"]
