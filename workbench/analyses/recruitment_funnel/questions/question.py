"""What a question of the recruitment funnel is."""

from __future__ import annotations

from workbench.analyses import question
from workbench.analyses.question import Answer, NotCovered
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.parameters import Parameters

__all__ = ["Answer", "NotCovered", "Question", "nothing_more"]

Question = question.Question[Parameters, CampaignCounts, Wanted]


def nothing_more(parameters: Parameters) -> tuple[Wanted, ...]:
    """Return nothing, for a question that each characteristic by stage answers."""
    del parameters
    return ()
