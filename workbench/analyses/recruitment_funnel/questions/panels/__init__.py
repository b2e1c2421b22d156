"""Whether panels and centres pass people at different rates, beyond chance; and kinds of panel."""

from workbench.analyses.recruitment_funnel.questions.panels.question import QUESTION

__all__ = ["QUESTION"]
