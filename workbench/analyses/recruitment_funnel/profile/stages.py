"""Which columns are stages of the process, in which order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.analyses.recruitment_funnel.profile.words import STAGES, outcome_of
from workbench.profiling.words import NO, YES, first_fit, plain
from workbench.records.survey import ColumnSurvey

NOISE = r"\b(outcome|result|status|decision|date|day|on)\b"


@dataclass(frozen=True, slots=True)
class DraftStage:
    """A stage, its column, the column of its day, and labels that nothing is known of.

    `labels` are its own, in a file of statuses; `called` its names, in a file with a row a stage.
    """

    name: str
    column: str
    date: str | None
    unplaced: tuple[str, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    called: tuple[str, ...] = ()


def find_stages(columns: Sequence[ColumnSurvey]) -> tuple[DraftStage, ...]:
    """Return the stages in order: the later one is, the fewer rows have an outcome there."""
    found = [one for one in columns if _is_stage(one)]
    ordered = sorted(found, key=lambda one: (-one.filled, columns.index(one)))
    days = [one for one in columns if one.days]
    names: list[str] = []
    stages = []
    for one in ordered:
        names.append(_name(one.name, names))
        unplaced = tuple(label for label in one.labels if outcome_of(label) is None)
        stages.append(DraftStage(names[-1], one.name, _date_of(one, days), unplaced))
    return tuple(stages)


def _is_stage(column: ColumnSurvey) -> bool:
    outcomes = [outcome_of(label) for label in column.labels]
    known = [outcome for outcome in outcomes if outcome]
    if len(known) < len(outcomes) / 2 or "passed" not in known:
        return False
    # Yes and no alone are answers to any question.
    plain_answers = {plain(label) for label in column.labels} <= {*YES, *NO}
    named = first_fit(column.name, STAGES) is not None
    return named if plain_answers or len(set(known)) < 2 else True


def _name(column: str, taken: Sequence[str]) -> str:
    """Return a stage's name: the usual one, else its column's, once each."""
    usual = first_fit(column, STAGES)
    own = re.sub(r"\W+", "_", re.sub(NOISE, " ", plain(column)).strip())
    name = usual if usual and usual not in taken else own or "stage"
    name = re.sub(r"^[^a-z]+", "", name.encode("ascii", "ignore").decode())[:36] or "stage"
    return name if name not in taken else f"{name}_{len(taken) + 1}"


def _date_of(stage: ColumnSurvey, days: Sequence[ColumnSurvey]) -> str | None:
    """Return the column of days whose name is the stage's, but for words such as date."""
    own = _bare(stage.name)
    return next((day.name for day in days if _bare(day.name) == own), None)


def _bare(name: str) -> str:
    return " ".join(re.sub(NOISE, " ", plain(name)).split())
