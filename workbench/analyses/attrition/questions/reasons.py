"""Why do they say they leave? Leavers by recorded reason, and by which of them when in service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import own_period
from workbench.analyses.attrition.questions.question import Answer, NotCovered, Question
from workbench.analyses.attrition.questions.when.by_reason import gone_by_reason
from workbench.analyses.attrition.questions.when.cells import (
    ALL_MONTHS,
    bands_of,
    of_all,
)
from workbench.analyses.attrition.questions.when.measure import Bands
from workbench.analyses.attrition.questions.when.risk import Risk, counted_reasons, risk_wanted
from workbench.analyses.attrition.rows import EVERYBODY, Group, groups_of, keyed
from workbench.analyses.attrition.stated.leaving import REASONS
from workbench.analyses.attrition.stated.service import SERVICE, month_bands
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding, ShownCounts, TableMeasure
from workbench.measures.ranges import each
from workbench.measures.shown import enough, hull
from workbench.statistics.attrition.competing_reasons import reason_incidence
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import NOT_RECORDED, OVERALL

KEYS = {title: name for name, title in REASONS.items()} | {NOT_RECORDED: "not_recorded"}
"""What each reason is called in the name of a number."""


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count leavers of the period by reason, of all and by grade, and of all by service."""
    period = own_period(parameters)
    by = [(), *([(parameters.grade,)] if parameters.grade else [])]
    return (*(period.leavers(*names) for names in by), risk_wanted(parameters))


def answer(parameters: Parameters, counted: StaffCounts) -> Answer:
    """State the share of leavers by each reason, and how many are gone by it at each service."""
    if not any(title != NOT_RECORDED for title in counted_reasons(parameters)):
        return NotCovered("the parameters name no reason for leaving")
    groups = [EVERYBODY, *_grades(parameters, counted)]
    rows = [_row(parameters, counted, group) for group in groups]
    titles = counted_reasons(parameters)
    measure = TableMeasure(
        ("left", *(f"left_{title}" for title in titles)),
        partial(_shares, titles=titles, level=parameters.level),
        cell_by_cell=True,
    )
    title = "Why they say they leave"
    found = [Finding("reasons", "reasons", title, keyed(rows), table_measures=(measure,))]
    risk = Risk.of(parameters, counted)
    return (*found, *([_by_service(parameters, risk)] if risk.at_risk.any() else []))


def _grades(parameters: Parameters, counted: StaffCounts) -> tuple[Group, ...]:
    name = parameters.grade
    if name is None:
        return ()
    table = counted.tables[own_period(parameters).leavers(name)]
    return groups_of(name, contract_of(parameters).results[name], table)


def _row(parameters: Parameters, counted: StaffCounts, group: Group) -> dict[str, object]:
    """Return leavers of the period by every reason, those that are not counted too."""
    by = [group.column] if group.column else []
    own: pd.DataFrame = group.of(counted.tables[own_period(parameters).leavers(*by)])
    keys = {"characteristic": group.column, "group": group.name, "basis": OVERALL}
    people = own.groupby("reason", observed=False)["people"].sum()
    told = {title: int(people.get(title, 0)) for title in contract_of(parameters).reason_names}
    left = sum(told[title] for title in counted_reasons(parameters))
    return {**keys, "left": left, **{f"left_{title}": many for title, many in told.items()}}


def _shares(
    counts: Mapping[str, ShownCounts], *, titles: tuple[str, ...], level: float
) -> dict[str, Estimate]:
    """Return the share of leavers by each reason, with Wilson's limits over what is shown."""
    found, whole = {}, counts["left"]
    for title in titles:
        sides = counts[f"left_{title}"], whole
        where = enough(*sides) & ~whole.banded & ~sides[0].banded
        measure = partial(selection_rate, level=level)
        found[f"reason_share_{KEYS[title]}"] = hull(measure, sides, where)
    return found


def _by_service(parameters: Parameters, risk: Risk) -> Finding:
    """Return leavers of all months by reason and by band of service."""
    bands, titles = bands_of(parameters), counted_reasons(parameters)
    rows = list(_service_rows(parameters, bands, risk))
    keys = tuple(KEYS[title] for title in titles)
    measure = gone_by_reason(
        bands,
        {key: f"left_{title}" for key, title in zip(keys, titles, strict=True)},
        parameters.level,
    )
    return Finding(
        "reasons:service",
        "reasons",
        "Why they say they leave, by length of service",
        keyed(rows),
        table_measures=(measure,),
        modelled=(of_all(_exact(parameters, risk, keys)),),
    )


def _service_rows(parameters: Parameters, bands: Bands, risk: Risk) -> Iterator[dict[str, object]]:
    there, left = risk.banded(parameters.service_edges)
    titles = counted_reasons(parameters)
    for place, name in enumerate(month_bands(parameters.service_edges)):
        yield {
            "basis": ALL_MONTHS,
            "stratum": f"{SERVICE}: {name}",
            "left": int(left[:, place].sum()),
            "at_risk": bands.people(there[place], bands.units[place]),
            **{
                f"left_{title}": int(many)
                for title, many in zip(titles, left[:, place], strict=True)
            },
        }


def _exact(parameters: Parameters, risk: Risk, keys: tuple[str, ...]) -> dict[str, Estimate]:
    """Return who is gone by each reason, of single months and exact counts."""
    level, edges = parameters.level, parameters.service_edges
    gone = reason_incidence(
        risk.at_risk[:-1], risk.left[:, :-1], level=level, least_at_risk=parameters.minimum_at_risk
    ).incidence
    ends = np.array(edges[1:]) - 1

    def at_ends(place: int, side: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.append(side[place, ends], np.nan)

    found = {}
    for place, key in enumerate(keys):
        found[f"reason_gone_{key}"] = each(gone, partial(at_ends, place))
    return found


QUESTION = Question("Why do they say they leave?", wanted, answer)
