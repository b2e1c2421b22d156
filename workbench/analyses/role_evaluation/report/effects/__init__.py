"""What did the role do? The change in each outcome, and how sure that is."""

from workbench.analyses.role_evaluation.report.effects.section import headline, show

__all__ = ["headline", "show"]
