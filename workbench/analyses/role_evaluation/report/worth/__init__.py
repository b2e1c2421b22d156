"""Was it worth it? What is shown of it."""

from workbench.analyses.role_evaluation.report.worth.section import headline, show

__all__ = ["headline", "show"]
