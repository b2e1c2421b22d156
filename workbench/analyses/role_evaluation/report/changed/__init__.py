"""What changed? Outcomes and posts month by month, and when the role began."""

from workbench.analyses.role_evaluation.report.changed.section import headline, show

__all__ = ["headline", "show"]
