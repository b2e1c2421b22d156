"""Which advertising reaches whom, and at what cost? By the channel that people name."""

from workbench.analyses.recruitment_funnel.questions.channels.question import QUESTION

__all__ = ["QUESTION"]
