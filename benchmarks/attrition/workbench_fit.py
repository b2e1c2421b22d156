"""The workbench's own way: read, check, split into months, count, fit, and survival curves."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import pandas as pd
from ibis.expr.types import Table
from threadpoolctl import threadpool_limits

from benchmarks.attrition.columns import BANDS, DRIVERS, GROUPS, LAG, TERMS
from benchmarks.attrition.files import FIRST, RESIGNED, group
from benchmarks.attrition.people import FOLLOWED
from benchmarks.speed.told import tell
from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.parameters import Parameters
from workbench.counts.staff import StaffWanted, count_staff, left_name
from workbench.records.staff import StaffContract, check_staff, read_staff, with_months
from workbench.statistics.attrition.hazard import fit_hazard
from workbench.statistics.attrition.hazard_design import hazard_design
from workbench.statistics.attrition.life_table import life_table
from workbench.statistics.attrition.log_rank import log_rank

STEPS = ("read", "check", "months", "count", "fit", "curves")
SERVICE = "service"
HORIZON = 150 + FOLLOWED
"""Months of service that anyone reaches."""


def parameters(path: Path, kind: str) -> Parameters:
    """Return what a parameter file would say of such a file."""
    last_day = (FIRST + FOLLOWED).astype("datetime64[D]") - 1
    named = {name: [group(place) for place in range(GROUPS[name])] for name in GROUPS}
    return Parameters.model_validate(
        {
            "analysis": "attrition",
            "title": "Invented staff",
            "data": str(path),
            "data_source": "synthetic",
            "population": "Invented staff",
            "data_date": str(last_day),
            "data_from": f"{FIRST}-01",
            "lag_months": 0,
            "layout": kind,
            "joined": "joined",
            "leaving": {"reasons": {"resignation": [RESIGNED]}},
            "characteristics": {
                name: {"groups": named[name], "comparator": group(0)}
                for name in TERMS[kind]
                if name in GROUPS
            },
            "drivers": {
                name: {"edges": list(DRIVERS[name]), "lag": LAG}
                for name in TERMS[kind]
                if name in DRIVERS
            },
        }
    )


def scan(path: Path, kind: str) -> dict[str, object]:
    """Go the whole way; return the seconds of each step, and the logarithms of hazard ratios."""
    given = parameters(path, kind)
    contract, terms = contract_of(given), TERMS[kind]
    clock = [perf_counter()]
    with read_staff(path, contract, given.reading) as records:
        clock.append(perf_counter())
        check_staff(records, contract)
        clock.append(perf_counter())
        months = with_months(records, contract)
        clock.append(perf_counter())
        cells = at_risk(months, contract, terms, BANDS)
        clock.append(perf_counter())
        found = fitted(cells, terms, contract.results)
        clock.append(perf_counter())
        found["processor"] = process_time()
        for name in terms:
            draw_curves(at_risk(months, contract, (name,), range(HORIZON)), name)
        clock.append(perf_counter())
    steps = dict(zip(STEPS, (end - start for start, end in pairwise(clock)), strict=True))
    return {"seconds": sum(steps.values()) - steps["curves"], **steps, **found}


def at_risk(
    months: Table, contract: StaffContract, by: Sequence[str], edges: Sequence[int]
) -> pd.DataFrame:
    """Count the person-months and leavers of all months by some columns and bands of service."""
    last = contract.last_month
    wanted = StaffWanted(
        "risk", tuple(by), first=last - FOLLOWED + 1, last=last, edges=tuple(edges)
    )
    cells = count_staff(months, wanted, results=contract.results, reasons=contract.reason_names)
    left = [left_name(place) for place, _ in enumerate(contract.reason_names)]
    return cells.assign(left=cells[left].sum(axis=1))


def fitted(
    cells: pd.DataFrame, terms: Sequence[str], results: Mapping[str, Sequence[str]]
) -> dict[str, object]:
    """Fit the model that holds everything equal; name coefficients as the peers do."""
    band = pd.Categorical.from_codes(cells["band"], [str(edge) for edge in BANDS])
    # As the analysis does: threads that wait for each other on small matrices take longer.
    with threadpool_limits(1):
        design = hazard_design(cells.assign(**{SERVICE: band}), (SERVICE, *terms))
        fit = fit_hazard(design)
    told = {
        f"{term}{results[term].index(level)}": [float(value), float(error)]
        for (term, level), value, error in zip(
            fit.columns, fit.coefficients[1:], np.sqrt(np.diag(fit.covariance))[1:], strict=True
        )
        if term != SERVICE
    }
    return {"cells": len(cells), "person_months": int(cells["at_risk"].sum()), "told": told}


def draw_curves(cells: pd.DataFrame, name: str) -> None:
    """Take the survival of each group, and the log-rank test between them."""
    tables = [
        cells.pivot_table(count, name, "band", "sum", fill_value=0, observed=True).to_numpy(
            np.int64
        )
        for count in ("at_risk", "left")
    ]
    life_table(*tables)
    log_rank(*tables)


if __name__ == "__main__":
    tell(scan(Path(sys.argv[1]), sys.argv[2]))
