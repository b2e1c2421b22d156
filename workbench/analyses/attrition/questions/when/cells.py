"""Leavers and people at risk by length of service, laid out as cells of findings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions.when.exact import exact_bands, exact_months
from workbench.analyses.attrition.questions.when.measure import Bands, by_service
from workbench.analyses.attrition.questions.when.risk import Risk, columns, window_months
from workbench.analyses.attrition.rows import EVERYBODY, Group, keyed
from workbench.analyses.attrition.stated.service import SERVICE, month_bands
from workbench.findings import Finding, Modelled
from workbench.measures.ranges import each
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED, NOT_RECORDED

ALL_MONTHS = "all months"
"""The world of leavers of every closed month, which are more than those of the period."""
PLENTY = 10**9
"""What rests on all counts that are shown exactly rests on enough people."""
SILENT = (NOT_DECLARED, NOT_ASKED, NOT_RECORDED)


def bands_of(parameters: Parameters) -> Bands:
    """Return the bands of service, and in what units people at risk in each are told.

    A person is at risk in a band for as many months as it has, or as the data have: divided by
    those nobody counts for more than one.
    """
    edges = parameters.service_edges
    widths = tuple(int(width) for width in np.diff(edges))
    return Bands(widths, window_months(parameters), parameters.minimum_at_risk)


def banded(parameters: Parameters, counted: StaffCounts) -> Finding:
    """Return leavers and people at risk by band of service: of everybody, and of each grade."""
    bands, groups = bands_of(parameters), [EVERYBODY, *_grades(parameters)]
    tables = [Risk.of(parameters, counted, group) for group in groups]
    rows = [
        row
        for group, risk in zip(groups, tables, strict=True)
        for row in _rows(parameters, bands, group, risk)
    ]
    everybody = tables[0]
    unknown = {
        "left": int(everybody.unknown_left.sum()),
        "at_risk": bands.people(everybody.unknown_at_risk, bands.window),
    }
    rows.append({"basis": ALL_MONTHS, "stratum": f"{SERVICE}: {NOT_RECORDED}", **unknown})
    measure = by_service(bands, len(groups), parameters.horizon, parameters.level)
    exact = exact_bands(parameters, bands, tables)
    return Finding(
        SERVICE,
        SERVICE,
        "When people leave",
        keyed(rows),
        table_measures=(measure,),
        modelled=(of_all(_with_one_more(exact)),),
    )


def monthly(parameters: Parameters, counted: StaffCounts) -> Finding:
    """Return who is still there by each month of service; it leaves only where all is shown."""
    groups = [
        EVERYBODY,
        *(one for (name,) in columns(parameters)[1:] for one in _of(parameters, name)),
    ]
    tables = [Risk.of(parameters, counted, group) for group in groups]
    rows, estimates = [], []
    for group, risk in zip(groups, tables, strict=True):
        months, told = exact_months(parameters, risk)
        keys = {"characteristic": group.column, "group": group.name, "basis": ALL_MONTHS}
        rows += [{**keys, "stratum": f"month: {month}"} for month in months]
        estimates.append(told)
    together = {
        name: _joined([told[name] for told in estimates], parameters.level) for name in estimates[0]
    }
    title = "Who is still there, month by month"
    cells = keyed(rows)
    return Finding(f"{SERVICE}:months", SERVICE, title, cells, modelled=(of_all(together),))


def of_all(estimates: dict[str, Estimate]) -> Modelled:
    """Return estimates of exact counts that leave only where those are all shown."""
    many = np.full(len(next(iter(estimates.values())).value), PLENTY)
    return Modelled(estimates, many, many, many, exact_only=True)


def _rows(
    parameters: Parameters, bands: Bands, group: Group, risk: Risk
) -> Iterator[dict[str, object]]:
    """Yield a row of all service, then one a band."""
    keys = {"characteristic": group.column, "group": group.name, "basis": ALL_MONTHS}
    there, left = risk.banded(parameters.service_edges)
    people = [bands.people(months, unit) for months, unit in zip(there, bands.units, strict=True)]
    whole = int(left.sum() + risk.unknown_left.sum())
    all_there = bands.people(there.sum() + risk.unknown_at_risk, bands.window)
    yield {**keys, "left": whole, "at_risk": all_there}
    names = month_bands(parameters.service_edges)
    for name, gone, many in zip(names, left.sum(axis=0), people, strict=True):
        yield {**keys, "stratum": f"{SERVICE}: {name}", "left": int(gone), "at_risk": many}


def _grades(parameters: Parameters) -> list[Group]:
    return _of(parameters, parameters.grade) if parameters.grade else []


def _of(parameters: Parameters, name: str) -> list[Group]:
    labels = contract_of(parameters).results[name]
    return [Group(label, name, (label,)) for label in labels if label not in SILENT]


def _with_one_more(estimates: dict[str, Estimate]) -> dict[str, Estimate]:
    """Leave out the last row, of those whose service is not known."""
    return {
        name: each(one, lambda side: np.append(side, np.nan)) for name, one in estimates.items()
    }


def _joined(parts: list[Estimate], level: float) -> Estimate:
    def side(name: str) -> NDArray[np.float64]:
        return np.concatenate([getattr(one, name) for one in parts])

    return Estimate(side("value"), side("lower"), side("upper"), level, parts[0].method)
