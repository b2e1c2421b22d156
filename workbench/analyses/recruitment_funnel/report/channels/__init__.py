"""Which advertising brought whom, how many of them started, and what a start cost."""

from workbench.analyses.recruitment_funnel.report.channels.section import show

__all__ = ["show"]
