"""Is it getting better? What became of each gap, campaign by campaign."""

from workbench.analyses.recruitment_funnel.report.campaigns.section import headline, show

__all__ = ["headline", "show"]
