"""Draws that several tests read, and the changes that each draw alone would tell."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.role_evaluation.generator import SIZE, implied_truth, synthesise
from workbench.analyses.role_evaluation.generator.regions import regions

MONTHS = [str(month) for month in pd.period_range("2021-01", "2023-06", freq="M")]
HOURS = "administration_hours"
SEEDS = range(100, 240)


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """The truth as it is read from a file."""
    found: dict[str, Any] = json.loads(json.dumps(implied_truth()))
    return found


@pytest.fixture(scope="session")
def panel() -> pd.DataFrame:
    """The units and months of the usual size and seed."""
    return pd.concat(synthesise().tables["panel"], ignore_index=True)


@pytest.fixture(scope="session")
def of_regions() -> list[pd.DataFrame]:
    """Many panels of regions, so that sampling error is small; in order of region and month."""
    return [regions(SIZE, seed) for seed in SEEDS]


@pytest.fixture(scope="session")
def survey() -> pd.DataFrame:
    """Responses of many units, so that sampling error is small."""
    return pd.concat(synthesise(size=6_000, seed=7).tables["survey"], ignore_index=True)


def near(found: list[float], told: float, within: float) -> bool:
    """Check that the mean of many draws is what is told, within their own sampling error.

    `within` is the largest error that may be allowed for, so that a test cannot become blind.
    """
    allowed = 4 * float(np.std(found, ddof=1)) / np.sqrt(len(found))
    assert allowed < within, f"the draws are too few: {allowed:.3f} is allowed for"
    return bool(abs(np.mean(found) - told) < allowed + 1e-9)
