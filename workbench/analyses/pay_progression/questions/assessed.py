"""Was everyone who was eligible assessed, and how did those fare who were? With no verdict."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.pay_progression.cells import COULD, NOT_ASSESSED, REACHED, beside
from workbench.analyses.pay_progression.counting import Counted
from workbench.analyses.pay_progression.parameters import Parameters
from workbench.analyses.pay_progression.questions.question import (
    Answer,
    NotCovered,
    Question,
    nothing_more,
)
from workbench.findings import Finding
from workbench.measures.comparison import comparison, share

ASSESSED, OF_ASSESSED = "assessed", "progressed of assessed"


def answer(parameters: Parameters, counted: Counted) -> Answer:
    """State how many of the eligible were assessed, and how many of those progressed."""
    if not parameters.outcome.not_assessed:
        return NotCovered(
            "the file does not tell those whom nobody assessed from those who were assessed and "
            "did not progress (outcome: not_assessed)"
        )
    return tuple(_finding(name, parameters, counted) for name in parameters.characteristics)


def _finding(name: str, parameters: Parameters, counted: Counted) -> Finding:
    table = counted.groups[name]
    eligible = table[COULD].sum(axis=1)
    assessed = eligible - table[NOT_ASSESSED]
    sides = {
        ASSESSED: pd.DataFrame({"passed": assessed, "entered": eligible}),
        OF_ASSESSED: pd.DataFrame({"passed": table[REACHED], "entered": assessed}),
    }
    blocks = [
        beside(each, name, parameters.comparator(name)).assign(basis=basis)
        for basis, each in sides.items()
    ]
    title = f"{parameters.characteristic_title(name)}: who was assessed"
    measures = (share("selection_rate", parameters.level), comparison(parameters.level))
    cells = pd.concat(blocks, ignore_index=True)
    return Finding(f"assessed:{name}", "assessed", title, cells, measures)


QUESTION = Question("Was everyone assessed?", nothing_more, answer)
