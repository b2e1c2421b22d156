"""What the marks show: how far apart two groups' marks lie, and what another pass mark would do."""

from workbench.analyses.recruitment_funnel.questions.marks.question import QUESTION

__all__ = ["QUESTION"]
