"""Learners before and after a change of curriculum, over the months that all of them can reach."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import nearest
from workbench.analyses.attrition.questions.learners.measure import ENDS, beside_before
from workbench.analyses.attrition.questions.learners.progress import ended, progress
from workbench.analyses.attrition.rows import Group, keyed
from workbench.analyses.attrition.stated.learning import (
    LEARNING,
    changed_groups,
    first_months,
    learning_edges,
    stated,
)
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding
from workbench.measures.leaving import AT_RISK


def change_wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Return learners by intake; none where no change is named."""
    if not changed_groups(parameters):
        return ()
    return (progress(parameters, str(stated(parameters).cohort)),)


def change_findings(parameters: Parameters, counted: StaffCounts) -> tuple[Finding, ...]:
    """Return how learners of intakes before and after got on; none before that can be compared."""
    wanted = change_wanted(parameters)
    if not wanted:
        return ()
    table: pd.DataFrame = counted.tables[wanted[0]]
    sides = _sides(parameters)
    known = [side.of(table)[lambda own: own["band"] >= 0] for side in sides]
    months = _followed(parameters, pd.concat(known))
    if not months or any(one.empty for one in known):
        return ()
    rows = [
        _row(parameters, side, own[own["band"] < months], months)
        for side, own in zip(sides, known, strict=True)
    ]
    title = "Learners before and after a change"
    measures = tuple(beside_before(name, parameters.level) for name in ENDS)
    return (Finding("learners:change", "learners", title, keyed(rows), table_measures=measures),)


def _sides(parameters: Parameters) -> tuple[Group, ...]:
    cohort = str(stated(parameters).cohort)
    told = changed_groups(parameters).items()
    return tuple(Group(name, cohort, intakes) for name, intakes in told)


def _followed(parameters: Parameters, table: pd.DataFrame) -> int:
    """Return the first months, up to the end of a band, that everybody can have reached."""
    edges = learning_edges(parameters)[1:]
    learning = table.loc[table["still"] > 0, "band"]
    latest = learning.min() + 1 if len(learning) else edges[-1]
    return max((edge for edge in edges if edge <= latest), default=0)


def _row(
    parameters: Parameters, side: Group, table: pd.DataFrame, months: int
) -> dict[str, object]:
    """Return how many were learning in these months, on average, and how they ended in them."""
    return {
        "characteristic": side.column,
        "group": side.name,
        "basis": "learners",
        "stratum": f"{LEARNING}: {first_months(months)}",
        AT_RISK: nearest(table["at_risk"].sum() / months),
        **{name: int(people.sum()) for name, people in ended(parameters, table).items()},
    }
