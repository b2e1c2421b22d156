"""Is it changing: leaving quarter by quarter, year on year, and around what happened."""

from workbench.analyses.attrition.report.changing.section import headline, show

__all__ = ["headline", "show"]
