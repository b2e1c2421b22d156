"""Rows of a month each, from arrays of units or regions by month."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.generator.rollout import BEGAN, PLANNED, Floats, Whole
from workbench.analyses.role_evaluation.generator.words import MONTH_LABELS, MONTHS
from workbench.vocabulary.terms import REGIONS

WHOLE = ("spo_headcount", "spo_full_time", "spo_part_time", "other_spo_headcount")
COUNTED = ("spo_leavers", "vacancies", "support_cost")
DIGITS = {"sickness_days": 2, "support_fte_funded": 2, "support_fte": 2}


def rows(region: Whole, columns: Mapping[str, NDArray[np.float64] | Whole]) -> pd.DataFrame:
    """Return a row for each place and month, those of a place together.

    Parameters
    ----------
    region : ndarray of int, shape (places,)
        Position of the region of each.
    columns : mapping of str to ndarray, shape (places,) or (places, months)
        What is told of them; NaN where blank.

    Returns
    -------
    DataFrame
        `region`, `month`, `planned_month`, `actual_month`, then the columns, rounded.

    Examples
    --------
    >>> rows(np.array([1]), {"spo_fte": np.array([7.0])}).iloc[0, :4].tolist()
    ['East of England', '2021-01', None, None]
    """
    every = np.repeat(np.arange(len(region)), MONTHS)
    labels = np.array([*MONTH_LABELS, None], dtype=object)
    found = pd.DataFrame(
        {
            "region": np.array(REGIONS, dtype=object)[region][every],
            "month": np.tile(labels[:-1], len(region)),
            "planned_month": pd.Series(labels[PLANNED[region]][every], dtype=object),
            "actual_month": pd.Series(labels[BEGAN[region]][every], dtype=object),
        }
    )
    return found.assign(**{name: _column(name, values, every) for name, values in columns.items()})


def _column(name: str, values: Floats | Whole, every: Whole) -> pd.Series:
    flat = values[every] if values.ndim == 1 else values.ravel()
    if name in WHOLE or name in COUNTED:
        return pd.Series(np.rint(flat)).astype("Int64")
    return pd.Series(np.round(flat, DIGITS.get(name, 1)))
