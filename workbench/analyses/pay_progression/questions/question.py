"""What a question of pay progression is, and how one of recruitment is asked of it."""

from __future__ import annotations

from workbench.analyses import question
from workbench.analyses.pay_progression.counting import Counted
from workbench.analyses.pay_progression.parameters import Parameters
from workbench.analyses.question import Answer, NotCovered
from workbench.analyses.recruitment_funnel.counting import CampaignCounts
from workbench.analyses.recruitment_funnel.questions import Question as OfCampaign
from workbench.counts import Wanted

__all__ = ["Answer", "NotCovered", "Question", "asked_of_one_stage", "nothing_more"]

Question = question.Question[Parameters, Counted, Wanted]


def nothing_more(parameters: Parameters) -> tuple[Wanted, ...]:
    """Return nothing: people by group and outcome are counted for every question."""
    del parameters
    return ()


def asked_of_one_stage(title: str, of_campaign: OfCampaign, because: str) -> Question:
    """Return a question of recruitment, asked of those eligible as of a campaign of one stage.

    Parameters
    ----------
    title : str
        The question in this report's words.
    of_campaign : Question
        What counts and finds.
    because : str
        Why it has no answer here, where it has none.
    """

    def wanted(parameters: Parameters) -> tuple[Wanted, ...]:
        return of_campaign.wanted(parameters.as_campaign())

    def answer(parameters: Parameters, counted: Counted) -> Answer:
        counts = CampaignCounts(
            counted.stages, counted.rows_read, counted.rows_used, tables=counted.tables
        )
        told = of_campaign.answer(parameters.as_campaign(), counts)
        return NotCovered(because) if isinstance(told, NotCovered) else told

    return Question(title, wanted, answer)
