"""What could this roll-out show? The smallest changes that it would see, before it begins."""

from workbench.analyses.role_evaluation.report.planning.section import first_page, headline, show

__all__ = ["first_page", "headline", "show"]
