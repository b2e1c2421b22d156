"""Does it remain, like with like? Gaps in leaving once circumstances are equal."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions import characteristics
from workbench.analyses.attrition.questions.like_with_like.cells import (
    at_risk,
    held_equal,
    risk_cells,
)
from workbench.analyses.attrition.questions.like_with_like.fit import fitted
from workbench.analyses.attrition.questions.like_with_like.models import ALL, ratios, shares
from workbench.analyses.attrition.questions.question import Answer, NotCovered, Question
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding
from workbench.findings.finding import KEYS

RATIOS, ACCOUNTED = "like_with_like", "accounted"
PEOPLE = "at_risk_people"


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count months of the period by each characteristic and all that is held equal."""
    mine = (at_risk(name, parameters) for name in parameters.characteristics)
    return (*characteristics.wanted(parameters), *mine)


def answer(parameters: Parameters, counted: StaffCounts) -> Answer:
    """State every group's gap all together and like with like, and what goes with it."""
    if not parameters.characteristics:
        return NotCovered("the parameters name no characteristic")
    return tuple(
        one for name in parameters.characteristics for one in _findings(name, parameters, counted)
    )


def _findings(name: str, parameters: Parameters, counted: StaffCounts) -> Iterator[Finding]:
    of = risk_cells(name, parameters, counted)
    fit = fitted(name, of, parameters)
    plain = characteristics.comparison_rows(name, parameters, counted)
    told = plain[plain["role"] == "declared"].reset_index(drop=True)
    held = of.terms or held_equal(name, parameters)
    people = of.people(name, parameters.months)
    told = told.assign(stratum=", ".join(held), family=None, **{PEOPLE: told["group"].map(people)})
    title, level = parameters.title_of(name), parameters.level
    yield Finding(
        f"{RATIOS}:{name}",
        RATIOS,
        f"{title}: like with like",
        told[[*KEYS, PEOPLE]],
        modelled=ratios(told, of, fit, level),
    )
    if fit.accounted is None:
        return
    rows = _by_block(told, fit.accounted.blocks)
    yield Finding(
        f"{ACCOUNTED}:{name}",
        ACCOUNTED,
        f"{title}: what the gap goes with",
        rows,
        modelled=shares(rows, fit.accounted.blocks, of, fit, level),
    )


def _by_block(told: pd.DataFrame, blocks: tuple[str, ...]) -> pd.DataFrame:
    """Return a row for each group and block, and one of all of them, group by group."""
    # A colon would read as a group of a circumstance.
    titles = [*(title.replace(":", ",") for title in blocks), ALL]
    keys = told[list(KEYS)]
    rows = keys.loc[keys.index.repeat(len(titles))].reset_index(drop=True)
    return rows.assign(stratum=titles * len(told))


QUESTION = Question("Does it remain, like with like?", wanted, answer)
