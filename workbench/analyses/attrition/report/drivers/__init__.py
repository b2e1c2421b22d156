"""What goes with leaving? What is shown of it."""

from workbench.analyses.attrition.report.drivers.section import headline, show

__all__ = ["headline", "show"]
