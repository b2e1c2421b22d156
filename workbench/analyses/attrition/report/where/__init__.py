"""Where more leave than expected: units beside what chance and their usual spread allow."""

from workbench.analyses.attrition.report.where.section import headline, show

__all__ = ["headline", "show"]
