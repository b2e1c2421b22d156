"""Files whose stages are no columns: one column of final statuses, or a row for each stage."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.analyses.recruitment_funnel.profile.stages import DraftStage, find_stages
from workbench.analyses.recruitment_funnel.profile.words import PHRASES, STAGES, outcome_of
from workbench.profiling.words import IDENTIFIERS, first_fit, plain
from workbench.records.survey import ColumnSurvey, FileSurvey
from workbench.vocabulary.terms import Layout


@dataclass(frozen=True, slots=True)
class StageLayout:
    """How stages stand in a file, the columns that tell of them, and the stages.

    Attributes
    ----------
    layout : {"wide", "status", "long"}
        As the parameters call it.
    columns : mapping of str to str
        The workbench's name of a column, and the file's.
    identifier : str, optional
        The column that tells applications apart, where a row is not one.
    unplaced : tuple of str
        Statuses of which nothing is known.
    """

    layout: Layout
    stages: tuple[DraftStage, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    identifier: str | None = None
    unplaced: tuple[str, ...] = ()


def find_layout(columns: Sequence[ColumnSurvey], survey: FileSurvey) -> StageLayout:
    """Return the layout that the columns speak for."""
    by_row = _long(columns, survey)
    if by_row:
        return by_row
    stages = find_stages(columns)
    if len(stages) > 1:
        return StageLayout("wide", stages)
    return _status(columns) or StageLayout("wide", stages)


def _long(columns: Sequence[ColumnSurvey], survey: FileSurvey) -> StageLayout | None:
    repeated = [
        one.name
        for one in columns
        if first_fit(one.name, IDENTIFIERS) and one.filled == survey.rows > one.distinct
    ]
    steps = [one for one in columns if _known(one, lambda label: first_fit(label, STAGES))]
    results = [one for one in columns if one not in steps and _known(one, outcome_of)]
    if not (repeated and steps and results):
        return None
    named = {"stage": steps[0].name, "outcome": results[0].name}
    days = [one.name for one in columns if one.days]
    if len(days) == 1:
        named["date"] = days[0]
    called: dict[str, list[str]] = {}
    for label in steps[0].labels:
        name = first_fit(label, STAGES) or re.sub(r"\W+", "_", plain(label))
        called.setdefault(name, []).append(label)
    # Every stage has a row for each who reached it, so the most frequent is the first.
    stages = tuple(
        DraftStage(name, steps[0].name, named.get("date"), called=tuple(labels))
        for name, labels in called.items()
    )
    return StageLayout("long", stages, named, repeated[0])


def _known(column: ColumnSurvey, meaning) -> bool:
    known = sum(meaning(label) is not None for label in column.labels)
    return known >= 2 and known > len(column.labels) / 2


def _status(columns: Sequence[ColumnSurvey]) -> StageLayout | None:
    found = [one for one in columns if _known(one, lambda label: first_fit(label, STAGES))]
    if not found:
        return None
    stages: dict[str, dict[str, list[str]]] = {}
    unplaced = []
    for label in found[0].labels:
        stage, outcome = first_fit(label, STAGES), first_fit(label, PHRASES)
        if stage and outcome:
            stages.setdefault(stage, {}).setdefault(outcome, []).append(label)
        else:
            unplaced.append(label)
    ordered = [name for name in STAGES if name in stages]
    return StageLayout(
        "status",
        tuple(
            DraftStage(
                name,
                found[0].name,
                None,
                labels={outcome: tuple(labels) for outcome, labels in stages[name].items()},
            )
            for name in ordered
        ),
        {"status": found[0].name},
        unplaced=tuple(unplaced),
    )
