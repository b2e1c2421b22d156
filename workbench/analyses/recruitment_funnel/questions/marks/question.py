"""What the marks show: how far apart two groups' marks lie, and what another pass mark would do."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.marks.cuts import (
    cuts,
    groups_marked,
    keys_of,
    marking,
)
from workbench.analyses.recruitment_funnel.questions.question import Answer, NotCovered, Question
from workbench.disclosure.policy import policy_named
from workbench.disclosure.rounding import shown
from workbench.findings import Finding, Modelled
from workbench.statistics.estimate import Estimate
from workbench.statistics.marks.scores import hedges_g, summarise_scores

MILLIONTHS = 1_000_000
"""Marks are counted in these, so that no part of a mark that means anything is cut off."""
FINEST = 0.05
SIZES = ("entered", "comparator_entered")
ALIKE = "marks are alike, or a side has fewer than two"


def wanted(parameters: Parameters) -> tuple[Wanted, ...]:
    """Return the marks at every stage that has them, by each headline characteristic."""
    return tuple(
        Wanted((name,), "scores", stage)
        for name in parameters.headline_characteristics
        for stage, one in parameters.stages.items()
        if one.score
    )


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """State how marks differ, and the rate ratio at each cut."""
    if not any(one.score for one in parameters.stages.values()):
        return NotCovered("no column of marks was named")
    if not parameters.headline_characteristics:
        return NotCovered("no characteristic is looked at over all stages")
    tables = {one: counted.tables[one] for one in wanted(parameters)}
    if not any(len(table) for table in tables.values()):
        return NotCovered("no one has a mark")
    findings = [
        finding
        for name in parameters.headline_characteristics
        for finding in _of_characteristic(name, parameters, _by_mark(name, tables))
    ]
    if not findings:
        return NotCovered("marks are known of one group only, or of none that was declared")
    return (*findings, marking(parameters, counted))


def _by_mark(name: str, tables: Mapping[Wanted, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return people by mark, a column for each group, at every stage where anyone has a mark."""
    return {
        one.stage: in_millionths(table, name)
        for one, table in tables.items()
        if one.by == (name,) and len(table)
    }


def in_millionths(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return people by mark in millionths, a column for each group that anyone is in."""
    marks = np.rint(table["score"] * MILLIONTHS).astype(np.int64)
    people = table.assign(mark=marks).pivot_table(
        index="mark", columns=name, values="people", aggfunc="sum", fill_value=0, observed=True
    )
    people.columns = people.columns.astype(str)
    return people


def _of_characteristic(
    name: str, parameters: Parameters, told: Mapping[str, pd.DataFrame]
) -> list[Finding]:
    compared = {
        stage: people for stage, people in told.items() if groups_marked(name, parameters, people)
    }
    if not compared:
        return []
    elsewhere = cuts(name, parameters, compared, MILLIONTHS)
    return [_gaps(name, parameters, compared), *([elsewhere] if elsewhere else [])]


def _gaps(name: str, parameters: Parameters, told: Mapping[str, pd.DataFrame]) -> Finding:
    """Compare the marks of each group with the comparator's."""
    rows, parts = [], []
    for stage, people in told.items():
        theirs = summarise_scores(people.index, people[parameters.comparator(name)])
        for group in groups_marked(name, parameters, people):
            own = summarise_scores(people.index, people[group])
            marked = {"entered": int(own.scored), "comparator_entered": int(theirs.scored)}
            rows.append(keys_of(name, group, stage, parameters) | marked)
            parts.append(hedges_g(own, theirs, level=parameters.level))
    cells = pd.DataFrame(rows)
    joined = _joined(parts, parameters.level)
    modelled = Modelled(
        {"standardised_difference": joined},
        events=cells["entered"].to_numpy(),
        non_events=cells["comparator_entered"].to_numpy(),
        residual=(cells["entered"] + cells["comparator_entered"] - 2).to_numpy(),
        reasons=tuple(None if known else ALIKE for known in np.isfinite(joined.value)),
        finest=_finest(cells),
    )
    title = f"{parameters.characteristic_title(name)}: how far apart the marks lie"
    return Finding(f"marks:{name}", "marks", title, cells, modelled=(modelled,))


def _finest(cells: pd.DataFrame) -> np.ndarray:
    """Return how finely a difference is told: no finer than the base of rounding over people."""
    policy = policy_named("open")
    sizes = [shown(cells[name].to_numpy(), policy).value for name in SIZES]
    return np.maximum(
        FINEST, np.ceil(policy.base / np.maximum(np.minimum(*sizes), 1) / FINEST) * FINEST
    )


def _joined(parts: list[Estimate], level: float) -> Estimate:
    value, lower, upper = (
        np.array([float(getattr(one, end)) for one in parts]) for end in ("value", "lower", "upper")
    )
    return Estimate(value, lower, upper, level, "Hedges' g, large-sample interval")


QUESTION = Question("What do the marks show?", wanted, answer)
