"""How much of a gap goes with circumstances: what remains, like with like, and what does not."""

from workbench.analyses.attrition.report.like_with_like.section import headline, of_group, show

__all__ = ["headline", "of_group", "show"]
