"""Whether people were turned down or left: staying for a result, and passing once there."""

from workbench.analyses.recruitment_funnel.report.leaving.section import headline, show

__all__ = ["headline", "show"]
