"""Generated campaigns of a few applicants, with the questions that a report asks of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel import Parameters, synthesise
from workbench.parameters.root import INSTALLED
from workbench.parameters.yaml_file import load

FILE = INSTALLED / "parameters" / "recruitment_funnel" / "synthetic.yaml"
BEYOND = ("earlier", "events", "actions", "insight")
"""What a single campaign does not have."""
HEADLINES = ("ethnicity", "sex", "disability", "age")
RARE = ("welsh", "lived_experience")
"""Answers that a small campaign may have none of, so that there is nobody to compare."""
QUESTIONS = ("panels", "adjustments", "channels", "benchmarks", "intersections", "applied")


def sizes(reports: int) -> list[int]:
    """Return sizes from 60 to 400 applicants, evenly spread.

    Examples
    --------
    >>> sizes(3)
    [60, 230, 400]
    """
    return [int(size) for size in np.linspace(60, 400, reports).round()]


def write(folder: Path, size: int, seed: int) -> Path:
    """Write a campaign of invented applicants; return its file."""
    path = folder / f"applications-{size}-{seed}.csv"
    pd.concat(list(synthesise(size=size, seed=seed).tables["applications"])).to_csv(
        path, index=False
    )
    return path


def parameters(path: Path, *, whole: bool = True) -> Parameters:
    """Return the parameters of a campaign: every question, or the usual four characteristics."""
    values = {name: one for name, one in load(FILE).items() if name not in BEYOND}
    asked = {name: one for name, one in values["characteristics"].items() if name not in RARE}
    values |= {"data": str(path), "characteristics": asked}
    return Parameters.from_values(values if whole else _plain(values), source=path.name)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    kept = {name: one for name, one in values.items() if name not in QUESTIONS}
    stages = {
        name: {key: one for key, one in stage.items() if key == "title"}
        for name, stage in values["stages"].items()
    }
    return kept | {
        "characteristics": {name: {} for name in HEADLINES},
        "strata": {"region": {}},
        "stages": stages,
    }
