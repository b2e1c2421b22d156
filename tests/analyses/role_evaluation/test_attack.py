"""If these fail, a unit, or a few people, can be worked out from what is released."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.role_evaluation import Parameters
from workbench.analyses.role_evaluation.analysis import analyse
from workbench.disclosure import Release, release

MONTHS = [str(month) for month in pd.period_range("2021-01", "2022-12", freq="M")]
BEGINS = {"R1": "2021-10", "R2": "2022-02", "R3": "2022-02", "R4": "2022-06", "R5": "2022-06"}
OFFICERS = 8
OUTCOMES = {
    "hours": {"measured_in": "hours a week", "better": "lower", "worthwhile": 1},
    "leavers": {"measured_in": "of 100", "better": "lower", "count": "flow", "worthwhile": 2},
}


def rows(alone: str = "R1", begins: dict[str, str] = BEGINS) -> pd.DataFrame:
    """Return eight regions of three units with eight officers each; one region has a unit alone."""
    draw = np.random.default_rng(1)
    made = []
    for region in (f"R{number}" for number in range(1, 9)):
        for unit in range(1 if region == alone else 3):
            level = draw.normal(15, 2)
            for month in MONTHS:
                given = bool(begins.get(region)) and month >= begins[region]
                made.append(
                    {
                        "unit": f"{region} {unit}",
                        "region": region,
                        "month": month,
                        "planned_month": begins.get(region, ""),
                        "actual_month": begins.get(region, ""),
                        "officers": OFFICERS,
                        "hours": round(level + draw.normal(0, 1) - 3 * given, 2),
                        "leavers": int(draw.random() < 0.12),
                    }
                )
    return pd.DataFrame(made)


def told(panel: pd.DataFrame, folder: Path, **changed: Any) -> Release:
    panel.to_csv(folder / "panel.csv", index=False)
    values = {
        "analysis": "role_evaluation",
        "title": "A roll-out",
        "data": str(folder / "panel.csv"),
        "data_source": "synthetic",
        "data_date": "2022-12-31",
        "planned": "planned_month",
        "officers": "officers",
        "outcomes": OUTCOMES,
        "primary": "hours",
        "secondary": ["leavers"],
        "draws": 999,
    }
    return release(analyse(Parameters.from_values(values | changed, source="test")), "open")
