"""Pieces of a parameter file in the making, each guess marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from workbench.parameters import Reading
from workbench.profiling.characteristics import DraftCharacteristic
from workbench.records.survey import MOST_LABELS, FileSurvey, survey
from workbench.vocabulary.characteristics import NOT_DECLARED_LABELS

CHECK = "  # CHECK"


@dataclass(frozen=True, slots=True)
class Profile:
    """The text of a parameter file, and what a person still has to decide.

    `fits` tells whether the file holds what the analysis is of.
    """

    text: str
    open_questions: tuple[str, ...]
    fits: bool


def surveyed(
    path: Path, reading: Reading, most_labels: int = MOST_LABELS
) -> tuple[FileSurvey, Reading]:
    """Look at a file, without the spaces around its fields, and return how it was read."""
    found = survey(path, reading, most_labels)
    if not found.spaced or reading.trim:
        return found, reading
    reading = reading.model_copy(update={"trim": True})
    return survey(path, reading, most_labels), reading


def opening(found: FileSurvey, questions: Sequence[str], unused: Sequence[str]) -> Iterator[str]:
    """Yield what was read, what a person has to decide, and columns that could be of use."""
    yield f"# A first draft: {found.rows:,} rows, {len(found.columns)} columns, read as"
    yield f"# {'; '.join(found.how)}. Lines marked CHECK are guesses."
    yield from (f"# Open: {in_a_comment(question)}" for question in questions)
    if unused:
        yield "# Not used, and could be characteristics of your own:"
        yield f"#   {', '.join(map(in_a_comment, unused))}"


def heading(analysis: str, title: str, data: str, reading: Reading) -> Iterator[str]:
    """Yield what every parameter file begins with."""
    yield f"analysis: {analysis}"
    yield f"title: {flow(title)}{CHECK}: your own words"
    yield f"data: {flow(data)}"
    if said := reading.model_dump(exclude_defaults=True):
        yield f"reading: {flow(said)}{CHECK if 'dates' in said else ''}"
    yield "data_source: personal  # or synthetic, or published"
    yield "policy: open"


def columns(pairs: Mapping[str, str | None]) -> Iterator[str]:
    """Yield the file's names of columns, where they are not the workbench's own."""
    named = {name: column for name, column in pairs.items() if column and column != name}
    if named:
        yield f"columns:{CHECK}"
        yield from (f"  {name}: {flow(column)}" for name, column in named.items())


def characteristics(drafted: Sequence[DraftCharacteristic]) -> Iterator[str]:
    """Yield the characteristics, with what their labels were taken for."""
    yield "characteristics:" if drafted else f"characteristics: {{}}{CHECK}"
    for one in drafted:
        yield from _characteristic(one)


def _characteristic(one: DraftCharacteristic) -> Iterator[str]:
    said: dict[str, Any] = {}
    if one.own_groups:
        said |= {"groups": in_sequence(one.own_groups), "comparator": one.own_groups[0]}
    if one.recode:
        said["recode"] = {group: list(labels) for group, labels in one.recode.items()}
    if set(one.undeclared) - set(NOT_DECLARED_LABELS):
        said["undeclared"] = list(one.undeclared)
    if one.not_asked:
        said["not_asked"] = list(one.not_asked)
    if not said:
        yield f"  {one.name}: {{}}"
        return
    yield f"  {one.name}:{CHECK}"
    for name, value in said.items():
        if isinstance(value, dict):
            yield f"    {name}:"
            yield from (f"      {flow(group)}: {flow(labels)}" for group, labels in value.items())
        else:
            yield f"    {name}: {flow(value)}"


def in_sequence(labels: Sequence[str]) -> list[str]:
    """Return labels by the numbers in them, where each has one, else as they come.

    Examples
    --------
    >>> in_sequence(("30 to 39", "Under 30", "60 and over"))
    ['Under 30', '30 to 39', '60 and over']
    """
    numbers = {label: [int(number) for number in re.findall(r"\d+", label)] for label in labels}
    return sorted(labels, key=lambda label: numbers[label]) if all(numbers.values()) else [*labels]


def flow(value: Any) -> str:
    """Return a value in one line of YAML that reads back as itself."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=1e9)
    return text.removesuffix("...\n").strip()


def in_a_comment(text: str) -> str:
    """Return text that stays in one line of comment."""
    return "".join(mark if mark.isprintable() else ascii(mark)[1:-1] for mark in text)
