"""Person-months with a planted hazard, as the counts of a file would be, and their release."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from workbench.analyses.attrition import analysis
from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions.drivers.cells import at_risk
from workbench.analyses.attrition.questions.scenarios.question import excess
from workbench.disclosure import Release, release

BANDS = ("under 50 cases", "50 to under 60 cases", "60 cases and over")
GRADES = ("PO", "PSO")
MONTHS = {"PO": (24_000, 6_000, 3_000), "PSO": (9_000, 9_000, 7_500)}
"""Months at risk by grade and band: PSOs have more cases."""
BASE = {"PO": 0.005, "PSO": 0.015}
RATIOS = (1.0, 1.3, 2.0)
CHECKED = SimpleNamespace(
    rows_read=9,
    rows_set_aside=0,
    people=9,
    people_set_aside=0,
    leavers=9,
    leavers_without_reason=0,
    leavers_cut=0,
    leavers_set_aside=0,
    came_back=0,
    service_not_known=0,
    dated_at_month_ends=False,
)


def parameters(**more: Any) -> Parameters:
    """Return parameters of a made-up file: a grade and one driver."""
    told = {
        "analysis": "attrition",
        "title": "A test",
        "data": "data.csv",
        "data_source": "synthetic",
        "data_date": "2023-09-30",
        "leaving": {"reasons": {"resignation": ["Resigned"], "retirement": ["Retired"]}},
        "circumstances": {"grade": {"groups": list(GRADES)}},
        "grade": "grade",
        "drivers": {"caseload": {"edges": [50, 60], "unit": "cases", "reference": BANDS[0]}},
        "service_edges": [0, 12, 60],
        "headcount": "ends",
    }
    return Parameters.model_validate(told | more)


def counts(
    one: Parameters, *, ratios: tuple[float, ...] = RATIOS, seed: int | None = None
) -> StaffCounts:
    """Return counts of months that leave at the planted hazards; drawn where a seed is given."""
    results = contract_of(one).results
    generator = None if seed is None else np.random.default_rng(seed)
    rows, owed = [], defaultdict(float)
    for grade, (place, band), service, fold, period in product(
        GRADES, enumerate(BANDS), range(3), range(5), range(2)
    ):
        months = MONTHS[grade][place] * (9 if period == 0 else 3) // 180
        hazard = 1 - np.exp(-BASE[grade] * ratios[place])
        if generator is None:
            # What rounding leaves over goes on to the next row of the same grade and band.
            owed[grade, band] += months * hazard
            left = round(owed[grade, band])
            owed[grade, band] -= left
        else:
            left = generator.binomial(months, hazard)
        rows.append((grade, band, service, fold, period, months, left - left // 4, left // 4, 0))
    names = [*one.covariates, "band", "fold", "period", "at_risk", "left_0", "left_1", "left_2"]
    table = pd.DataFrame(rows, columns=names)
    for name in one.covariates:
        table[name] = pd.Categorical(table[name], categories=results[name])
    above = dict.fromkeys((50, 60), (51000.0, 25500))
    over = {
        excess(one, scenario): pd.DataFrame(
            {
                "at_risk": [58_500],
                "known": [58_500],
                "above": [above[int(scenario.cap)][1]],
                "excess": [above[int(scenario.cap)][0]],
            }
        )
        for scenario in one.scenarios
    }
    return StaffCounts(CHECKED, (), {at_risk(one): table, **over})


def by_statsmodels(table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return monthly hazards of each row at each band, and at its own, by another library."""
    left = (table["left_0"] + table["left_1"]).to_numpy(float)
    months = table["at_risk"].to_numpy(float)
    place = table["caseload"].cat.codes.to_numpy()
    others = [np.ones(len(left)), table["grade"] == "PSO", table["band"] == 1, table["band"] == 2]
    family = sm.families.Binomial(link=sm.families.links.CLogLog())
    ended = np.column_stack([left, months - left])

    def design(at: np.ndarray) -> np.ndarray:
        return np.column_stack([*others, at == 1, at == 2]).astype(float)

    fit = sm.GLM(ended, design(place), family=family).fit(tol=1e-12)
    each = [fit.predict(design(np.full(len(left), band))) for band in range(3)]
    return np.array(each), fit.predict(design(place))


def released(one: Parameters, counted: StaffCounts, policy: Any, *asked: Any) -> Release:
    """Return what a policy lets out of some questions, as it is read from a notebook."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "QUESTIONS", tuple(question.QUESTION for question in asked))
        told = release(analysis.state(one, counted), policy)
    return Release.from_json(told.to_json())


def numbers(told: Release, finding: str, group: str) -> dict[str, Any]:
    """Return the numbers of one cell."""
    (cell,) = [one for one in told[finding].cells if one.group == group]
    return dict(cell.numbers)
