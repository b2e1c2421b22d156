"""How much of a gap goes with circumstances: what remains, like with like, and what does not."""

from workbench.analyses.attrition.report.like_with_like.section import (
    headline,
    meaning,
    of_group,
    show,
    to_ask,
    unproven,
)

__all__ = ["headline", "meaning", "of_group", "show", "to_ask", "unproven"]
