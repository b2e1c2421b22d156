"""A file of codes as the columns of a model, for peers in Python."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from benchmarks.attrition.columns import BANDS


def read_rows(path: str, terms: Sequence[str], *, service: bool = False) -> pd.DataFrame:
    """Return entry, exit, left (and person), and a column of 0 and 1 for each level but the first.

    A level that other columns already tell is left out, as R does: the months before a driver's
    lag has passed are the same for every driver.
    """
    rows = pd.read_parquet(path)
    coded = {name: pd.Categorical(rows.pop(name)) for name in terms}
    if service:
        place = np.searchsorted(BANDS, rows["entry"], side="right") - 1
        coded = {"service": pd.Categorical(place), **coded}
    levels = pd.get_dummies(pd.DataFrame(coded), prefix_sep="", drop_first=True, dtype=float)
    if "caseload" in terms:
        levels = levels.drop(columns=f"caseload{coded['caseload'].categories[-1]}")
    return pd.concat([rows, levels], axis=1)


def told(
    names: Sequence[str], values: Sequence[float], errors: Sequence[float]
) -> dict[str, list[float]]:
    """Return coefficients and their standard errors by name."""
    return {
        name: [float(value), float(error)]
        for name, value, error in zip(names, values, errors, strict=True)
    }
