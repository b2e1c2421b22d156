"""Who could not progress at all, and for which reason? Shown apart, with no verdict."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.pay_progression.cells import COULD, beside
from workbench.analyses.pay_progression.counting import Counted
from workbench.analyses.pay_progression.parameters import Parameters
from workbench.analyses.pay_progression.questions.question import (
    Answer,
    NotCovered,
    Question,
    nothing_more,
)
from workbench.findings import Finding
from workbench.findings.finding import KEYS
from workbench.measures.comparison import share


def answer(parameters: Parameters, counted: Counted) -> Answer:
    """State how many of each group could not progress, in all and for each reason."""
    if not parameters.outcome.apart:
        return NotCovered(
            "the parameters name no reason for being left out, under 'outcome: apart'"
        )
    each = (_of_groups(name, parameters, counted) for name in parameters.characteristics)
    return (_of_everyone(parameters, counted), *each)


def _of_everyone(parameters: Parameters, counted: Counted) -> Finding:
    everyone = counted.everyone
    blank = dict.fromkeys(KEYS, "") | {"role": "all", "family": None}
    whole = int(everyone.sum())
    rows = [
        {**blank, "group": reason, "stratum": reason, "passed": int(many), "entered": whole}
        for reason, many in everyone.drop(COULD).items()
    ]
    measures = (share("selection_rate", parameters.level),)
    title = f"Everyone who was {parameters.not_counted}"
    return Finding("apart", "apart_reasons", title, pd.DataFrame(rows), measures)


def _of_groups(name: str, parameters: Parameters, counted: Counted) -> Finding:
    table = counted.groups[name]
    apart = table.drop(columns=COULD)
    reasons = {"": apart.sum(axis=1)} | {
        reason: apart[reason] for reason in parameters.outcome.apart
    }
    blocks = [
        beside(
            pd.DataFrame({"passed": passed, "entered": table.sum(axis=1)}),
            name,
            parameters.comparator(name),
            stratum=reason,
        )
        for reason, passed in reasons.items()
    ]
    title = f"{parameters.characteristic_title(name)}: who was {parameters.not_counted}"
    measures = (share("selection_rate", parameters.level),)
    cells = pd.concat(blocks, ignore_index=True)
    # Where everyone declared, a row of nobody would take much of the other tables with it.
    cells = cells[cells["role"] != "undeclared"].reset_index(drop=True)
    return Finding(f"apart:{name}", "apart", title, cells, measures)


QUESTION = Question("Who is never considered, and why?", nothing_more, answer)
