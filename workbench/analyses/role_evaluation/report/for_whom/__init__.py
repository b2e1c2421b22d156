"""For whom? Whether some groups, or regions, gained more from the role than others."""

from workbench.analyses.role_evaluation.report.for_whom.section import headline, show

__all__ = ["headline", "show"]
