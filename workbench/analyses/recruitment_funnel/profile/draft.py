"""What a survey of a file leads one to believe about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.analyses.recruitment_funnel.profile.layouts import StageLayout, find_layout
from workbench.analyses.recruitment_funnel.profile.words import outcome_of
from workbench.parameters import Reading
from workbench.profiling.characteristics import (
    DraftCharacteristic,
    find_characteristics,
)
from workbench.profiling.words import IDENTIFIERS, first_fit
from workbench.records.survey import ColumnSurvey, FileSurvey

CAMPAIGNS = {"campaign": r"campaign|intake|cohort|round"}
COUNTS = {"count": r"^(count|n|people|number|applicants|applications|headcount)$"}
FEW_LABELS = 15
NEARLY = 0.9
"""Share of rows with a value of their own in a column of identifiers that repeats a few."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A parameter file in the making.

    Attributes
    ----------
    survey : FileSurvey
        What it was made of.
    reading : Reading
        What was said of the file, with the order of days found out.
    identifier, count : str, optional
        Columns.
    campaign : tuple of str, optional
        The column of campaigns and the one with the most rows.
    found : StageLayout
        The stages, and how they stand in the file.
    characteristics : tuple of DraftCharacteristic
        Those of the code lists.
    outcomes : mapping of str to tuple of str
        The labels of each outcome.
    open_questions : tuple of str
        What a person has to decide.
    unused : tuple of str
        Columns that could be characteristics of the reader's own.
    """

    survey: FileSurvey
    reading: Reading
    identifier: str | None
    count: str | None
    campaign: tuple[str, str] | None
    found: StageLayout
    characteristics: tuple[DraftCharacteristic, ...]
    outcomes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open_questions: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


def draft(survey: FileSurvey, reading: Reading) -> Draft:
    """Guess what each column is."""
    columns = survey.columns
    campaign = _campaign(columns)
    identifier = _identifier(survey)
    rest = [one for one in columns if one.name not in (identifier, campaign and campaign[0])]
    characteristics = find_characteristics(rest)
    named = {one.column for one in characteristics}
    found = find_layout([one for one in rest if one.name not in named], survey)
    identifier = found.identifier or identifier
    count = None if identifier else _named(rest, COUNTS, lambda one: one.whole)
    taken = named | {identifier, count, campaign and campaign[0], *found.columns.values()}
    taken |= {column for stage in found.stages for column in (stage.column, stage.date)}
    order = _order_of_days(columns, found, reading)
    made = Draft(
        survey,
        reading.model_copy(update={"dates": order}) if order else reading,
        identifier,
        count,
        campaign,
        found,
        characteristics,
        _outcomes(columns, found),
        unused=tuple(
            one.name for one in columns if one.name not in taken and 2 <= one.distinct <= FEW_LABELS
        ),
    )
    return replace(made, open_questions=tuple(_questions(made)))


def _identifier(survey: FileSurvey) -> str | None:
    unique = [one for one in survey.columns if one.filled == one.distinct == survey.rows]
    named = [one for one in unique if first_fit(one.name, IDENTIFIERS)]
    nearly = [
        one
        for one in survey.columns
        if first_fit(one.name, IDENTIFIERS) and one.distinct >= NEARLY * survey.rows
    ]
    return next((one.name for one in (*named, *nearly, *unique)), None)


def _named(columns: Sequence[ColumnSurvey], patterns: Mapping[str, str], fits) -> str | None:
    found = (one.name for one in columns if first_fit(one.name, patterns) and fits(one))
    return next(found, None)


def _campaign(columns: Sequence[ColumnSurvey]) -> tuple[str, str] | None:
    name = _named(columns, CAMPAIGNS, lambda one: bool(one.labels))
    labels = next((one.labels for one in columns if one.name == name), {})
    return (name, next(iter(labels))) if name and len(labels) > 1 else None


def _order_of_days(
    columns: Sequence[ColumnSurvey], found: StageLayout, reading: Reading
) -> str | None:
    """Return the order that the stages' days tell, or None where they tell none or two."""
    dated = {stage.date for stage in found.stages}
    orders = {one.days for one in columns if one.name in dated} - {"either", None}
    return orders.pop() if len(orders) == 1 and reading.dates == "ymd" else None


def _outcomes(columns: Sequence[ColumnSurvey], found: StageLayout) -> dict[str, tuple[str, ...]]:
    names = {stage.column for stage in found.stages} if found.layout == "wide" else set()
    names |= {found.columns["outcome"]} if found.layout == "long" else set()
    labels = [label for one in columns if one.name in names for label in one.labels]
    meant: dict[str, list[str]] = {}
    for label in dict.fromkeys(labels):
        if outcome := outcome_of(label):
            meant.setdefault(outcome, []).append(label)
    return {outcome: tuple(of_it) for outcome, of_it in meant.items()}


def _questions(made: Draft) -> Iterator[str]:
    if made.identifier is None and made.count is None:
        yield "No column tells every row apart, and none is a count: 'identifier' or 'count'."
    repeated = next((c for c in made.survey.columns if c.name == made.identifier), None)
    if repeated and made.found.layout != "long" and repeated.distinct < made.survey.rows:
        rows = made.survey.rows - repeated.distinct
        yield f"{made.identifier}: rows that repeat an identifier or have none: {rows:,}."
    for name in made.survey.doubled:
        yield f"{name}: stands twice in the header. Keep one column in the file."
    if made.reading.trim:
        yield "Spaces stood around some fields; 'trim' takes them off."
    if not made.found.stages:
        yield (
            "No column was taken for a stage. Name them: stages: {sift: {column: ..}}; a file of "
            "final statuses is layout: status, one with a row a stage layout: long (see README)."
        )
    if not made.characteristics:
        yield "No column was taken for a characteristic: 'characteristics'."
    if made.found.unplaced:
        yield f"at which stage and how people left with: {', '.join(made.found.unplaced)}."
    for stage in made.found.stages:
        if stage.unplaced:
            yield f"{stage.column}: what these labels mean: {', '.join(stage.unplaced)}."
        if stage.date and made.reading.dates == "ymd" and _is_unclear(made, stage.date):
            yield f"{stage.date}: whether the day or the month comes first (reading: dates)."
    for one in made.characteristics:
        if one.unplaced:
            yield f"{one.column}: which group these belong to: {', '.join(one.unplaced)}."
        if one.own_groups:
            yield f"{one.column}: its labels are not those of the code list; see its groups."
    if made.campaign:
        column = next(c for c in made.survey.columns if c.name == made.campaign[0])
        listed = ", ".join(f"{label!r} {rows:,}" for label, rows in column.labels.items())
        yield f"{made.campaign[0]}: which campaign is wanted; rows of each: {listed}."


def _is_unclear(made: Draft, column: str) -> bool:
    return any(one.name == column and one.days == "either" for one in made.survey.columns)
