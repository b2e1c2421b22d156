"""Do characteristics combine? Rates of crossed groups beside what adding up foretells."""

from __future__ import annotations

from functools import partial
from itertools import product

import pandas as pd

from workbench.analyses.recruitment_funnel.cells import SIDES
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.at_the_end import at_the_end
from workbench.analyses.recruitment_funnel.questions.question import Answer, NotCovered, Question
from workbench.findings import Finding, TableMeasure
from workbench.findings.finding import KEYS
from workbench.measures.comparison import share
from workbench.measures.intersections import (
    Crossing,
    pooled_as_shown,
    title_of_set,
)
from workbench.vocabulary.terms import NOT_DECLARED, OVERALL

CROSSED = " × "
"""Stands between the groups of a combination, and between the characteristics of a set."""


def sets_of(parameters: Parameters) -> tuple[tuple[str, ...], ...]:
    """Return the sets of characteristics asked for, each once, whatever the order of its names."""
    once: dict[frozenset[str], tuple[str, ...]] = {}
    for names in parameters.intersections:
        once.setdefault(frozenset(names), tuple(names))
    return tuple(once.values())


def wanted(parameters: Parameters) -> tuple[Wanted, ...]:
    """Ask for people by all characteristics of each set at once."""
    return tuple(Wanted(names) for names in sets_of(parameters))


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """State the rate of every combination over all stages, and what main effects foretell."""
    if not parameters.intersections:
        return NotCovered(
            "the parameters name no characteristics to look at together under 'intersections'"
        )
    return tuple(_finding(names, parameters, counted) for names in sets_of(parameters))


def _finding(names: tuple[str, ...], parameters: Parameters, counted: CampaignCounts) -> Finding:
    groups = [parameters.groups(name) for name in names]
    comparator = tuple(parameters.comparator(name) for name in names)
    crossing = Crossing.of(groups, comparator, parameters.level)
    measure = partial(pooled_as_shown, crossing=crossing)
    return Finding(
        f"intersections:{'_'.join(names)}",
        "intersections",
        title_of_set([parameters.characteristic_title(name) for name in names]),
        _cells(names, comparator, parameters, counted),
        measures=(share("selection_rate", parameters.level),),
        table_measures=(TableMeasure(("passed", "entered"), measure),),
    )


def _cells(
    names: tuple[str, ...],
    comparator: tuple[str, ...],
    parameters: Parameters,
    counted: CampaignCounts,
) -> pd.DataFrame:
    """Return a row for each combination in the order of the code lists, the undeclared, and all."""
    counts = at_the_end(counted.tables[Wanted(names)], names, list(parameters.stages))[SIDES]
    declared = list(product(*(parameters.groups(name) for name in names)))
    whole, told = counts.sum(), counts.loc[declared]
    rows = [
        *((CROSSED.join(each), _role(each, comparator), *told.loc[each]) for each in declared),
        (NOT_DECLARED, "undeclared", *(whole - told.sum())),
        ("Everyone", "all", *whole),
    ]
    cells = pd.DataFrame(rows, columns=["group", "role", *SIDES])
    keys = {
        "characteristic": CROSSED.join(names),
        "comparator": CROSSED.join(comparator),
        "stage": OVERALL,
        "basis": OVERALL,
        "stratum": "",
        "family": None,
    }
    return cells.assign(**keys)[[*KEYS, *SIDES]]


def _role(groups: tuple[str, ...], comparator: tuple[str, ...]) -> str:
    return "comparator" if groups == comparator else "declared"


QUESTION = Question("Do characteristics combine?", wanted, answer)
