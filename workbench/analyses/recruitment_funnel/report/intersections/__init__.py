"""Do characteristics combine: which combinations depart from what their groups add up to."""

from workbench.analyses.recruitment_funnel.report.intersections.section import show

__all__ = ["show"]
