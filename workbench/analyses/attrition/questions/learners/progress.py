"""Learners by months since they began, and how they ended, as cells of a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions.learners.measure import ENDS, get_on
from workbench.analyses.attrition.questions.when.cells import of_all
from workbench.analyses.attrition.questions.when.risk import counted_reasons
from workbench.analyses.attrition.rows import EVERYBODY, Group, keyed
from workbench.analyses.attrition.stated.learning import LEARNING, learning_edges, stated
from workbench.analyses.attrition.stated.service import month_bands
from workbench.counts.staff import StaffWanted, left_name, moved_name
from workbench.findings import Finding
from workbench.measures.ranges import each
from workbench.statistics.attrition.competing_reasons import reason_incidence
from workbench.statistics.attrition.life_table import life_table
from workbench.statistics.estimate import Estimate

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """Learners by completed months since they began.

    Attributes
    ----------
    learning : int array, shape (months,)
        Those seen learning in each month; the last holds all months from it on.
    ended : int array, shape (3, months)
        Those of them who completed, moved elsewhere and left.
    """

    learning: Counts
    ended: Counts

    @classmethod
    def of(cls, parameters: Parameters, counted: StaffCounts, group: Group = EVERYBODY) -> Self:
        """Return the table of a group."""
        table = counted.tables[progress(parameters, *([group.column] if group.column else []))]
        own: pd.DataFrame = group.of(table)
        own = own[own["band"] >= 0]
        sums = (
            own.assign(**ended(parameters, own))[["band", "at_risk", *ENDS]].groupby("band").sum()
        )
        whole = sums.reindex(range(learning_edges(parameters)[-1] + 1), fill_value=0)
        return cls(whole["at_risk"].to_numpy(), whole[[*ENDS]].to_numpy().T)


def ended(parameters: Parameters, table: pd.DataFrame) -> dict[str, pd.Series]:
    """Return who completed, moved to another grade, and left for a reason that is counted."""
    contract, learners = contract_of(parameters), stated(parameters)
    grades = contract.results[str(parameters.grade)]
    completed = moved_name(grades.index(learners.qualified))
    others = [name for place, _ in enumerate(grades) if (name := moved_name(place)) != completed]
    left = [left_name(contract.reason_names.index(t)) for t in counted_reasons(parameters)]
    sums = {"completed": [completed], "moved": others, "left": left}
    return {name: table[columns].sum(axis=1).astype("int64") for name, columns in sums.items()}


def progress(parameters: Parameters, *by: str) -> StaffWanted:
    """Return learners by each month since they began, over all closed months."""
    first, last = parameters.window(0)
    edges = tuple(range(learning_edges(parameters)[-1] + 1))
    grade, held = str(parameters.grade), stated(parameters).grade
    return StaffWanted(
        "progress", by, first=first, last=last, edges=edges, column=grade, group=held
    )


def progress_wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Return learners of all, and of each route."""
    route = stated(parameters).route
    return (progress(parameters), *([progress(parameters, route)] if route else []))


def groups(parameters: Parameters) -> list[Group]:
    """Return each route, or all where there are none."""
    route = stated(parameters).route
    if route is None:
        return [EVERYBODY]
    return [Group(one, route, (one,)) for one in parameters.groups(route)]


def progress_finding(parameters: Parameters, counted: StaffCounts) -> Finding:
    """Return how learners end by band of their clock, with what has become of them by its end."""
    wanted = groups(parameters)
    tables = [Progress.of(parameters, counted, group) for group in wanted]
    rows = [
        row
        for group, table in zip(wanted, tables, strict=True)
        for row in _rows(parameters, group, table)
    ]
    measure = get_on(len(wanted), parameters.minimum_at_risk, parameters.level)
    return Finding(
        "learners",
        "learners",
        "How learners get on",
        keyed(rows),
        table_measures=(measure,),
        modelled=(of_all(_exact(parameters, tables)),),
    )


def _rows(parameters: Parameters, group: Group, table: Progress) -> Iterator[dict[str, object]]:
    """Yield a row a band that has an end.

    ``learning`` are those in its first month, ``through`` those who were seen learning to its end.
    """
    edges = learning_edges(parameters)
    gone = np.add.reduceat(table.ended, edges, axis=-1)
    for place, name in enumerate(month_bands(edges)[:-1]):
        last = edges[place + 1] - 1
        yield {
            "characteristic": group.column,
            "group": group.name,
            "basis": "learners",
            "stratum": f"{LEARNING}: {name}",
            "learning": int(table.learning[edges[place]]),
            "through": int(table.learning[last] - table.ended[:, last].sum()),
            **{end: int(many) for end, many in zip(ENDS, gone[:, place], strict=True)},
        }


def _exact(parameters: Parameters, tables: list[Progress]) -> dict[str, Estimate]:
    """Return the same of single months and exact counts, at the ends of bands."""
    level, least = parameters.level, parameters.minimum_at_risk
    learning = np.stack([table.learning[:-1] for table in tables])
    ended_then = np.stack([table.ended[:, :-1] for table in tables])
    ends = np.array(learning_edges(parameters)[1:]) - 1
    gone = reason_incidence(learning, ended_then, level=level, least_at_risk=least).incidence
    stay = life_table(learning, ended_then.sum(axis=1), level=level, least_at_risk=least).survival

    def at_ends(side: NDArray[np.float64]) -> NDArray[np.float64]:
        return side[:, ends].ravel()

    found = {"still_learning": each(stay, at_ends)}
    for place, name in enumerate(ENDS):
        own = each(gone, lambda side, row=place: side[:, row])  # type: ignore[misc]
        found[f"{name}_by"] = each(own, at_ends)
    return found
