"""Whether panels pass people at different rates beyond chance, and how kinds of panel compare."""

from workbench.analyses.recruitment_funnel.report.panels.section import show

__all__ = ["show"]
