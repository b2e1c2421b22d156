"""Where do fewer progress? Everybody eligible by region, band and the like, with no verdict."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.pay_progression.cells import SIDES
from workbench.analyses.pay_progression.counting import Counted
from workbench.analyses.pay_progression.parameters import STEP, Parameters
from workbench.analyses.pay_progression.questions.question import Answer, NotCovered, Question
from workbench.analyses.recruitment_funnel.questions.at_the_end import at_the_end
from workbench.counts import Wanted
from workbench.findings import Finding
from workbench.findings.finding import KEYS
from workbench.measures.comparison import share
from workbench.vocabulary.terms import OVERALL


def wanted(parameters: Parameters) -> tuple[Wanted, ...]:
    """Ask for people by each circumstance."""
    return tuple(Wanted((name,)) for name in parameters.strata)


def answer(parameters: Parameters, counted: Counted) -> Answer:
    """State how many of those eligible progressed in each place."""
    if not parameters.strata:
        return NotCovered(
            "the parameters name no region, band or other circumstance under 'strata'"
        )
    return tuple(_finding(name, parameters, counted) for name in parameters.strata)


def _finding(name: str, parameters: Parameters, counted: Counted) -> Finding:
    sides = at_the_end(counted.tables[Wanted((name,))], [name], [STEP])[SIDES]
    labels = [str(label) for (label,) in sides.index]
    keys = dict.fromkeys(KEYS, "") | {"role": "all", "stage": OVERALL, "basis": OVERALL}
    cells = sides.reset_index(drop=True).assign(**keys | {"characteristic": name, "family": None})
    measures = (share("selection_rate", parameters.level),)
    title = f"{parameters.title_of(name)}: how many progressed"
    told = pd.DataFrame(cells.assign(group=labels))
    return Finding(f"places:{name}", "places", title, told, measures)


QUESTION = Question("Where do fewer progress?", wanted, answer)
