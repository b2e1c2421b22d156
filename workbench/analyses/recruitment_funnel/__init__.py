"""Who gets through a recruitment campaign, and where groups of applicants do not."""

from workbench.analyses.recruitment_funnel.analyse import analyse
from workbench.analyses.recruitment_funnel.generator import synthesise
from workbench.analyses.recruitment_funnel.parameters import Parameters

__all__ = ["Parameters", "analyse", "synthesise"]
