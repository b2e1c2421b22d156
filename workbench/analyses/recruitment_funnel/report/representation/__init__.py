"""Who applied and who started, beside the people who live there or are served."""

from workbench.analyses.recruitment_funnel.report.representation.section import show

__all__ = ["show"]
