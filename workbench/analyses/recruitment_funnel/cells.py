"""Stage counts laid out as comparisons: each group beside its comparator."""

from __future__ import annotations

import pandas as pd

from workbench.vocabulary.terms import NOT_DECLARED, OVERALL

SIDES = ["passed", "entered"]


def comparison_cells(
    stages: pd.DataFrame, comparator: str, *, headline: bool, all_stages: bool
) -> pd.DataFrame:
    """Return one cell a group and stage, conditional, then cumulative, then over all stages.

    Parameters
    ----------
    stages : DataFrame
        Stage counts of one characteristic, as `workbench.counts.stage_counts` returns them.
    comparator : str
        The group the others are held against.
    headline : bool
        Whether the overall comparison belongs to the headline family.
    all_stages : bool
        Whether to give cumulative and overall cells, which need every application's outcome.

    Returns
    -------
    DataFrame
        The keys of a finding's cells; ``passed`` and ``entered`` of the group and, with
        ``comparator_`` before them, of its comparator. An exempt applicant is outside the stage's
        own cell and goes on in the cumulative ones.
    """
    names = list(dict.fromkeys(stages["stage"]))
    blocks = []
    if len(names) > 1 or not all_stages:
        blocks.append(stages.assign(basis="conditional", family="drill-down"))
    if all_stages:
        blocks.append(_cumulative(stages, names, headline=headline))
    return _beside(pd.concat(blocks, ignore_index=True), comparator)


def open_campaign_cells(stages: pd.DataFrame, comparator: str, *, headline: bool) -> pd.DataFrame:
    """Return one overall cell a group, with the counts of each stage in numbered columns.

    Stage counts here let exempt applicants through and leave the undecided out, so that the
    product of the rates is the rate over all stages.
    """
    through = stages.assign(
        passed=stages["passed"] + stages["exempt"], entered=stages["reached"] - stages["pending"]
    )
    numbers = {name: number for number, name in enumerate(dict.fromkeys(stages["stage"]))}
    wide = through.assign(number=through["stage"].map(numbers)).pivot(
        index=["characteristic", "group"], columns="number", values=SIDES
    )
    wide.columns = [f"{name}_{number}" for name, number in wide.columns]
    cells = wide.reset_index().assign(
        stage=OVERALL, basis=OVERALL, family="headline" if headline else None
    )
    cells["passed"] = cells[f"passed_{len(numbers) - 1}"]
    cells["entered"] = cells["entered_0"]
    return _beside(cells, comparator)


def _cumulative(stages: pd.DataFrame, names: list[str], *, headline: bool) -> pd.DataFrame:
    applied = stages[stages["stage"] == names[0]].set_index("group")["reached"]
    so_far = stages.assign(
        passed=stages["passed"] + stages["exempt"],
        entered=stages["group"].map(applied),
        basis="cumulative",
        family=None,
    )
    last = so_far[so_far["stage"] == names[-1]].assign(
        stage=OVERALL, basis=OVERALL, family="headline" if headline else None
    )
    return pd.concat([so_far[so_far["stage"].isin(names[:-1])], last], ignore_index=True)


def _beside(cells: pd.DataFrame, comparator: str) -> pd.DataFrame:
    counts = [name for name in cells if name.split("_")[0] in SIDES]
    others = cells[cells["group"] == comparator]
    others = others[["stage", "basis", *counts]].rename(
        columns={name: f"comparator_{name}" for name in counts}
    )
    beside = cells.merge(others, on=["stage", "basis"], validate="many_to_one")
    beside["role"] = "declared"
    beside.loc[beside["group"] == NOT_DECLARED, "role"] = "undeclared"
    beside.loc[beside["group"] == comparator, "role"] = "comparator"
    beside.loc[beside["role"] != "declared", "family"] = None
    keys = ["characteristic", "group", "role", "stage", "basis", "family"]
    return beside.assign(comparator=comparator, stratum="")[
        [*keys, "comparator", "stratum", *counts, *(f"comparator_{name}" for name in counts)]
    ]
