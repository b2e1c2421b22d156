"""Which columns are characteristics, and which group each label belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.parameters.stated.characteristic import KNOWN
from workbench.profiling.words import (
    COLUMNS,
    first_fit,
    group_of,
    without_answer,
)
from workbench.records.survey import ColumnSurvey
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED


@dataclass(frozen=True, slots=True)
class DraftCharacteristic:
    """A characteristic, its column, and what its labels were taken for.

    Attributes
    ----------
    recode : mapping of str to tuple of str
        The labels of each group of the code list that are not its own name.
    own_groups : tuple of str
        Labels taken as groups of their own, the largest first, where none is of the code list.
    undeclared, not_asked, unplaced : tuple of str
        Other labels; of the last nothing is known.
    """

    name: str
    column: str
    recode: Mapping[str, tuple[str, ...]]
    own_groups: tuple[str, ...]
    undeclared: tuple[str, ...]
    not_asked: tuple[str, ...]
    unplaced: tuple[str, ...]


def find_characteristics(columns: Sequence[ColumnSurvey]) -> tuple[DraftCharacteristic, ...]:
    """Return the characteristics of the code lists that columns are named after."""
    found: dict[str, ColumnSurvey] = {}
    for column in columns:
        name = first_fit(column.name, COLUMNS)
        if name and column.labels and name not in found:
            found[name] = column
    return tuple(_drafted(name, found[name]) for name in KNOWN if name in found)


def _drafted(name: str, column: ColumnSurvey) -> DraftCharacteristic:
    recode: dict[str, list[str]] = {}
    rest: dict[str | None, list[str]] = {}
    placed = False
    for label in column.labels:
        if silent := without_answer(label):
            rest.setdefault(silent, []).append(label)
        elif group := group_of(name, label):
            placed = True
            if label != group:
                recode.setdefault(group, []).append(label)
        else:
            rest.setdefault(None, []).append(label)
    unknown = tuple(rest.get(None, ()))
    own = unknown if not placed and len(unknown) > 1 else ()
    if name == "age" and unknown:
        # Bands that begin and end elsewhere cannot stand beside those of the code list.
        own = tuple(label for label in column.labels if without_answer(label) is None)
    return DraftCharacteristic(
        name,
        column.name,
        {} if own else {group: tuple(labels) for group, labels in recode.items()},
        own,
        tuple(rest.get(NOT_DECLARED, ())),
        tuple(rest.get(NOT_ASKED, ())),
        () if own else unknown,
    )
