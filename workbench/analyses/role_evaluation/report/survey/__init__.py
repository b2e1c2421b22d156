"""What do staff say? What is shown of it."""

from workbench.analyses.role_evaluation.report.survey.section import headline, show, wellbeing

__all__ = ["headline", "show", "wellbeing"]
