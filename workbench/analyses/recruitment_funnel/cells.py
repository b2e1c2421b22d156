"""Stage counts laid out as comparisons: each group beside its comparator."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.vocabulary.terms import NOT_DECLARED, OVERALL

SIDES = ["passed", "entered"]


def comparison_cells(stages: pd.DataFrame, comparator: str, *, headline: bool) -> pd.DataFrame:
    """Return one cell a group and stage, conditional, then cumulative, then over all stages.

    Parameters
    ----------
    stages : DataFrame
        Stage counts of one characteristic, as `workbench.counts.stage_counts` returns them.
    comparator : str
        The group the others are held against.
    headline : bool
        Whether the overall comparison belongs to the headline family.

    Returns
    -------
    DataFrame
        The keys of a finding's cells; ``passed`` and ``entered`` of the group and, with
        ``comparator_`` before them, of its comparator. An exempt applicant is outside the stage's
        own cell and goes on in the cumulative ones. There ``entered`` is the number who applied,
        less the share of them who still wait for a result: as many as give the product of the
        stage rates (`effective_applicants`).
    """
    names = list(dict.fromkeys(stages["stage"]))
    blocks = []
    if len(names) > 1:
        blocks.append(stages.assign(basis="conditional", family="drill-down"))
    blocks.append(_cumulative(stages, names, headline=headline))
    return _beside(pd.concat(blocks, ignore_index=True), comparator)


def _cumulative(stages: pd.DataFrame, names: list[str], *, headline: bool) -> pd.DataFrame:
    through = stages["passed"] + stages["exempt"]
    so_far = stages.assign(passed=through, basis="cumulative", family=None)
    so_far["entered"] = 0
    for _, rows in so_far.groupby("group", sort=False):
        so_far.loc[rows.index, "entered"] = effective_applicants(
            rows["passed"].to_numpy(),
            rows["reached"].to_numpy() - rows["pending"].to_numpy(),
            applied=int(rows["reached"].iloc[0]),
        )
    last = so_far[so_far["stage"] == names[-1]].assign(
        stage=OVERALL, basis=OVERALL, family="headline" if headline else None
    )
    return pd.concat([so_far[so_far["stage"].isin(names[:-1])], last], ignore_index=True)


def effective_applicants(
    passed: NDArray[np.int64], decided: NDArray[np.int64], *, applied: int
) -> NDArray[np.int64]:
    """Return, for each stage, of how many applicants those who got past it are the product rate.

    Parameters
    ----------
    passed, decided : int arrays of one group
        By stage: how many went on, and how many reached it and have a result.
    applied : int
        How many applied; the answer where nobody waits.

    Returns
    -------
    int array
        Whole numbers from `passed` to `applied`. Where nobody went on, those who applied less
        those who wait.

    Examples
    --------
    >>> effective_applicants(np.array([50, 20]), np.array([100, 50]), applied=100).tolist()
    [100, 100]
    >>> effective_applicants(np.array([50, 20]), np.array([100, 40]), applied=100).tolist()
    [100, 80]
    """
    reached = np.concatenate([[applied], passed[:-1]])
    rates = np.divide(passed, decided, out=np.zeros(len(passed)), where=decided > 0)
    rate = np.cumprod(rates)
    waiting = np.cumsum(reached - decided)
    product = np.divide(passed, rate, out=np.zeros(len(passed)), where=rate > 0)
    effective = np.where(rate > 0, np.rint(product), applied - waiting).astype(np.int64)
    return np.clip(effective, passed, applied)


def _beside(cells: pd.DataFrame, comparator: str) -> pd.DataFrame:
    others = cells[cells["group"] == comparator]
    others = others[["stage", "basis", *SIDES]].rename(
        columns={name: f"comparator_{name}" for name in SIDES}
    )
    beside = cells.merge(others, on=["stage", "basis"], validate="many_to_one")
    beside["family"] = beside["family"].astype(object)
    beside["role"] = "declared"
    beside.loc[beside["group"] == NOT_DECLARED, "role"] = "undeclared"
    beside.loc[beside["group"] == comparator, "role"] = "comparator"
    beside.loc[beside["role"] != "declared", "family"] = None
    keys = ["characteristic", "group", "role", "stage", "basis", "family"]
    return beside.assign(comparator=comparator, stratum="")[
        [*keys, "comparator", "stratum", *SIDES, *(f"comparator_{name}" for name in SIDES)]
    ]
