"""Does it remain once circumstances are equal? Gaps beside people alike in what came before."""

from workbench.analyses.recruitment_funnel.report.adjusted.section import headline, show

__all__ = ["headline", "show"]
