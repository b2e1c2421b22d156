"""Should we believe it? How strong the design is, and what would undo each change."""

from workbench.analyses.role_evaluation.report.belief.section import headline, show

__all__ = ["headline", "show"]
