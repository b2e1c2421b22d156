"""What could this roll-out show? The smallest changes that it would see, before it begins."""

from workbench.analyses.role_evaluation.report.planning.section import headline, show

__all__ = ["headline", "show"]
