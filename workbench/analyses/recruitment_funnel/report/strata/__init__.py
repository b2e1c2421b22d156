"""Where people applied, or how they fared there: groups compared like with like."""

from workbench.analyses.recruitment_funnel.report.strata.section import show

__all__ = ["show"]
