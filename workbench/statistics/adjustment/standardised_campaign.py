"""Standardised gaps of every stage of a campaign, as one table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from workbench.errors import EstimationError
from workbench.statistics.adjustment.standardised import StandardisedRatio, standardised_ratio
from workbench.statistics.inputs import outcome_counts


def standardised_campaign(
    group: ArrayLike,
    covariates: ArrayLike,
    passed: ArrayLike,
    entered: ArrayLike,
    *,
    stages: Sequence[str],
    group_levels: int,
    covariate_levels: Sequence[int],
    comparator: int,
    level: float = 0.95,
    most_without_comparator: float = 0.1,
) -> pd.DataFrame:
    """Standardise every group's gap at each stage, one model to a stage.

    Parameters
    ----------
    group : array_like of int, shape (cells,)
        Code of each cell's group; not declared is a group.
    covariates : array_like of int, shape (cells, covariates)
        Codes of what was fixed before application.
    passed, entered : array_like of int, shape (cells, stages)
        People in distinct cells.
    stages : sequence of str
        Names of the stages.
    group_levels, covariate_levels, comparator, level, most_without_comparator
        As in `standardised_ratio`.

    Returns
    -------
    DataFrame
        A row for each stage and group, in that order, with the fields of `StandardisedRatio`;
        ``ratio`` and ``difference`` with their limits as ``ratio_lower`` and so on.

    Raises
    ------
    EstimationError
        As `standardised_ratio`, or stages that do not fit the counts.

    Examples
    --------
    >>> table = standardised_campaign(
    ...     [0, 1], [[], []], [[40, 20], [30, 30]], [[80, 40], [90, 30]],
    ...     stages=["sift", "offer"], group_levels=2, covariate_levels=[], comparator=0,
    ... )
    >>> print(table.loc[table["group"] == 1, ["stage", "ratio", "method"]].to_string(index=False))
    stage    ratio             method
     sift 0.666667 maximum likelihood
    offer 1.924684              Firth
    """
    passed_cells, entered_cells = outcome_counts(passed, entered)
    if passed_cells.ndim != 2 or passed_cells.shape[1] != len(stages):
        raise EstimationError(
            f"Counts must have the shape (cells, {len(stages)}); found {passed_cells.shape}."
        )
    tables = [
        _table(
            name,
            standardised_ratio(
                group,
                covariates,
                passed_cells[:, place],
                entered_cells[:, place],
                group_levels=group_levels,
                covariate_levels=covariate_levels,
                comparator=comparator,
                level=level,
                most_without_comparator=most_without_comparator,
            ),
        )
        for place, name in enumerate(stages)
    ]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def _table(stage: str, found: StandardisedRatio) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "stage": stage,
            "group": np.arange(len(found.method)),
            "ratio": found.ratio.value,
            "ratio_lower": found.ratio.lower,
            "ratio_upper": found.ratio.upper,
            "difference": found.difference.value,
            "difference_lower": found.difference.lower,
            "difference_upper": found.difference.upper,
            "crude_ratio": found.crude_ratio,
            "crude_difference": found.crude_difference,
            "events": found.events,
            "non_events": found.non_events,
            "residual_degrees_of_freedom": found.residual_degrees_of_freedom,
            "method": pd.Series(found.method, dtype=object),
            "reason": pd.Series(found.reason, dtype=object),
            "without_comparator": found.without_comparator,
        }
    )
