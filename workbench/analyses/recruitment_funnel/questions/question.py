"""What a question is: a name, what it needs counted, and what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.findings import Finding


@dataclass(frozen=True, slots=True)
class NotCovered:
    """Why a question has no answer here, in words after "because"."""

    because: str


Answer = tuple[Finding, ...] | NotCovered


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the report.

    Attributes
    ----------
    title : str
        The question as the report asks it.
    wanted : callable
        From the parameters to what must be counted besides each characteristic by stage; empty
        where the question cannot be asked of them.
    answer : callable
        From the parameters and the counts to findings, or to why there are none.
    note : callable
        From the parameters to what must be said beside the answer; empty if nothing.
    """

    title: str
    wanted: Callable[[Parameters], tuple[Wanted, ...]]
    answer: Callable[[Parameters, CampaignCounts], Answer]
    note: Callable[[Parameters], str] | None = None


def nothing_more(parameters: Parameters) -> tuple[Wanted, ...]:
    """Return nothing, for a question that each characteristic by stage answers."""
    del parameters
    return ()
