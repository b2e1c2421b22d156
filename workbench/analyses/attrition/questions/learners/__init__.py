"""How do learners get on? On their own clock: completing, moving elsewhere, leaving.

Qualifying is progression and no leaving. What becomes of learners is told in bands of the months
since they began, by route and before and after a change of curriculum; and, where intakes are
named, of those intakes that should have finished, by characteristic too.
"""

from __future__ import annotations

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions.learners.change import change_findings, change_wanted
from workbench.analyses.attrition.questions.learners.due import due_findings, due_wanted
from workbench.analyses.attrition.questions.learners.progress import (
    Progress,
    progress_finding,
    progress_wanted,
)
from workbench.analyses.attrition.questions.question import Answer, NotCovered, Question
from workbench.counts.staff import StaffWanted


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count learners by months since they began and by how they ended; none without learners."""
    if parameters.learners is None:
        return ()
    return (*progress_wanted(parameters), *change_wanted(parameters), *due_wanted(parameters))


def answer(parameters: Parameters, counted: StaffCounts) -> Answer:
    """State what becomes of learners by each month since they began."""
    if parameters.learners is None:
        return NotCovered("the parameters name no learners")
    if not Progress.of(parameters, counted).learning.any():
        return NotCovered("of no learner it is known when they began")
    return (
        progress_finding(parameters, counted),
        *change_findings(parameters, counted),
        *due_findings(parameters, counted),
    )


QUESTION = Question("How do learners get on?", wanted, answer)
