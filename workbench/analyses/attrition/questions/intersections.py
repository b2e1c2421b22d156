"""Do characteristics combine? Who left of crossed groups, beside what adding up foretells."""

from __future__ import annotations

from functools import partial
from itertools import product

import pandas as pd

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import own_period
from workbench.analyses.attrition.questions.question import Answer, NotCovered, Question
from workbench.analyses.attrition.rows import EVERYBODY, cohort_sides, keyed
from workbench.analyses.attrition.ties.counted import CROSSED
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding, TableMeasure
from workbench.measures.comparison import share
from workbench.measures.intersections import Crossing, pooled_as_shown, title_of_set
from workbench.vocabulary.terms import LEAVING, OVERALL


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count what became of the opening staff by all characteristics of each set at once."""
    return tuple(own_period(parameters).cohort(*names) for names in parameters.intersections)


def answer(parameters: Parameters, counted: StaffCounts) -> Answer:
    """State the share of every combination that left, and what main effects foretell."""
    if not parameters.intersections:
        return NotCovered(
            "the parameters name no characteristics to look at together under 'intersections'"
        )
    return tuple(_finding(names, parameters, counted) for names in parameters.intersections)


def _finding(names: tuple[str, ...], parameters: Parameters, counted: StaffCounts) -> Finding:
    groups = [parameters.groups(name) for name in names]
    comparator = [parameters.comparator(name) for name in names]
    crossing = Crossing.of(groups, comparator, parameters.level)
    measure = partial(pooled_as_shown, crossing=crossing)
    return Finding(
        f"intersections:{'_'.join(names)}",
        "intersections",
        title_of_set([parameters.title_of(name) for name in names]),
        _cells(names, parameters, counted),
        measures=(share("selection_rate", parameters.level),),
        table_measures=(TableMeasure(("passed", "entered"), measure),),
    )


def _cells(names: tuple[str, ...], parameters: Parameters, counted: StaffCounts) -> pd.DataFrame:
    """Return a row for each combination in the order of the code lists, then one of everybody.

    The last takes what is said of the table as a whole. Those who are in no combination have no
    row: they are what everybody leaves over, and no product of groups.
    """
    table = counted.tables[own_period(parameters).cohort(*names)]
    comparator = CROSSED.join(parameters.comparator(name) for name in names)
    keys = {"stage": LEAVING, "basis": OVERALL}
    crossed = keys | {"characteristic": CROSSED.join(names), "comparator": comparator}
    rows: list[dict[str, object]] = []
    for labels in product(*(parameters.groups(name) for name in names)):
        of = table
        for name, label in zip(names, labels, strict=True):
            of = of[of[name] == label]
        group = CROSSED.join(labels)
        role = "comparator" if group == comparator else "declared"
        sides = cohort_sides(parameters, of, EVERYBODY)
        rows.append({**crossed, "group": group, "role": role, **sides})
    rows.append({**keys, "role": "all", **cohort_sides(parameters, table, EVERYBODY)})
    return keyed(rows)


QUESTION = Question("Do characteristics combine?", wanted, answer)
