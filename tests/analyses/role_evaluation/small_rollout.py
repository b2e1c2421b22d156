"""The roll-out by region, small enough to be read in a moment, and ways to make it otherwise."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from workbench.analyses.role_evaluation import Parameters
from workbench.analyses.role_evaluation.observed import Observed, observe
from workbench.parameters.root import root

_TYPED = pd.read_parquet(root() / "data/synthetic/role_evaluation/regions.parquet")
FRAME = _TYPED.astype(object).where(_TYPED.notna(), None)
"""Twelve regions by thirty months; two never begin."""
STATED: Mapping[str, Any] = yaml.safe_load(
    (root() / "parameters/role_evaluation/regions.yaml").read_text("utf-8")
)
WORTH: Mapping[str, Any] = {
    "first_year": 2023,
    "price_year": 2023,
    "discount": [{"from_year": 2023, "rate": 3.5}],
    "cost_of_post": {"value": 32_900},
    "hours": {
        "outcome": "administration_hours",
        "pounds_an_hour": {"value": 42.5},
        "weeks_worked": {"value": 44},
    },
}
Made = Callable[[pd.DataFrame], pd.DataFrame]
LONDON = FRAME["region"] == "London"


def stated(**changes: object) -> dict[str, Any]:
    """Return what the parameter file of regions says, changed; what is Ellipsis is left out."""
    values = copy.deepcopy(dict(STATED)) | changes
    return {name: value for name, value in values.items() if value is not ...}


def outcomes(**changes: Mapping[str, object]) -> dict[str, Any]:
    """Return the outcomes of regions, with changes to what is said of some."""
    said = copy.deepcopy(STATED["outcomes"])
    return {"outcomes": said | {name: said.get(name, {}) | new for name, new in changes.items()}}


def put(column: str, value: object, where: pd.Series | None = None) -> Made:
    """Return what writes one value into a column, everywhere or in some rows."""

    def made(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[frame.index if where is None else where, column] = value
        return frame

    return made


def in_months(first: str, last: str = "9999") -> pd.Series:
    """Return the rows of London from one month to another."""
    return LONDON & (FRAME["month"] >= first) & (FRAME["month"] <= last)


def read(folder: Path, *made: Made, **changes: object) -> Observed:
    """Write the panel, changed, and read it back as an analysis does."""
    frame = FRAME.copy()
    for change in made:
        frame = change(frame)
    frame.to_csv(folder / "panel.csv", index=False)
    values = stated(**{"data": str(folder / "panel.csv")} | changes)
    return observe(Parameters.from_values(values, source="run.yaml"))
