"""How long people waited: medians of those who passed, and who still waited when."""

from workbench.analyses.recruitment_funnel.report.waiting.section import headline, show

__all__ = ["headline", "show"]
