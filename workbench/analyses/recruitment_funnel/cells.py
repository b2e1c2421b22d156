"""Stage counts laid out as comparisons: each group beside its comparator."""

from __future__ import annotations

import pandas as pd

from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED, OVERALL

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
        less those who wait for a result at that stage or one before.
    """
    names = list(dict.fromkeys(stages["stage"]))
    blocks = []
    if len(names) > 1:
        blocks.append(stages.assign(basis="conditional", family="drill-down"))
    blocks.append(_cumulative(stages, names, headline=headline))
    return _beside(pd.concat(blocks, ignore_index=True), comparator)


def _cumulative(stages: pd.DataFrame, names: list[str], *, headline: bool) -> pd.DataFrame:
    applied = stages[stages["stage"] == names[0]].set_index("group")["reached"]
    waiting = stages.groupby("group", sort=False)["pending"].cumsum()
    so_far = stages.assign(
        passed=stages["passed"] + stages["exempt"],
        entered=stages["group"].map(applied) - waiting,
        basis="cumulative",
        family=None,
    )
    last = so_far[so_far["stage"] == names[-1]].assign(
        stage=OVERALL, basis=OVERALL, family="headline" if headline else None
    )
    return pd.concat([so_far[so_far["stage"].isin(names[:-1])], last], ignore_index=True)


def _beside(cells: pd.DataFrame, comparator: str) -> pd.DataFrame:
    others = cells[cells["group"] == comparator]
    others = others[["stage", "basis", *SIDES]].rename(
        columns={name: f"comparator_{name}" for name in SIDES}
    )
    beside = cells.merge(others, on=["stage", "basis"], validate="many_to_one")
    beside["family"] = beside["family"].astype(object)
    beside["role"] = "declared"
    beside.loc[beside["group"].isin((NOT_DECLARED, NOT_ASKED)), "role"] = "undeclared"
    beside.loc[beside["group"] == comparator, "role"] = "comparator"
    beside.loc[beside["role"] != "declared", "family"] = None
    keys = ["characteristic", "group", "role", "stage", "basis", "family"]
    return beside.assign(comparator=comparator, stratum="")[
        [*keys, "comparator", "stratum", *SIDES, *(f"comparator_{name}" for name in SIDES)]
    ]
