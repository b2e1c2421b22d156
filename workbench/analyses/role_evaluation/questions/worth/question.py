"""Was it worth it? Answered from the effects, the posts, and what is stated of prices."""

from __future__ import annotations

from math import isfinite

from workbench.analyses.role_evaluation.estimating.worth import reach_of, valued
from workbench.analyses.role_evaluation.estimating.worth.inputs import why_left_out
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.question import (
    Answer,
    Evaluated,
    NotCovered,
    Question,
)
from workbench.analyses.role_evaluation.questions.worth import findings
from workbench.analyses.role_evaluation.questions.worth.behind import Behind

NO_PRICES = "the parameters state no prices ('worth')"
NOT_BEGUN = "the role has not begun anywhere"
NO_POSTS = "the file does not tell how many posts are filled: name the column of 'filled'"
NONE_FILLED = "no post was filled when units were last known"


def answer(parameters: Parameters, evaluated: Evaluated) -> Answer:
    """Return what the role costs and is worth; why not, where that cannot be told."""
    worth = parameters.worth
    if worth is None:
        return NotCovered(NO_PRICES)
    if parameters.mode == "design":
        return NotCovered(NOT_BEGUN)
    why = {name: why_left_out(name, evaluated.effects, evaluated.unknown) for name in worth.priced}
    left_out = {name: because for name, because in why.items() if because is not None}
    if len(left_out) == len(why):
        return NotCovered("; ".join(dict.fromkeys(left_out.values())))
    reach = reach_of(evaluated.observed.panel.doses, evaluated.observed.panel.actual)
    if not isfinite(reach.filled):
        return NotCovered(NO_POSTS)
    if reach.filled <= 0:
        return NotCovered(NONE_FILLED)
    effects = {name: evaluated.effects[name] for name in worth.priced if name not in left_out}
    found = valued(parameters, effects, reach)
    return findings.of(parameters, evaluated, found, Behind.of(parameters, evaluated, left_out))


QUESTION = Question("Was it worth it?", answer)
