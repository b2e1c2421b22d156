"""How far apart marks lie, and what another pass mark would have done to the gap."""

from workbench.analyses.recruitment_funnel.report.marks.section import show

__all__ = ["show"]
