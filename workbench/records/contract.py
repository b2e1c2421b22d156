"""What a file of applications must hold; plain values that the reader and the checks share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StageColumn:
    """A stage, the column its outcome stands in, and what each label there means."""

    name: str
    column: str
    meanings: Mapping[str, str]

    def labels(self, *outcomes: str) -> tuple[str, ...]:
        """Return the labels that mean one of `outcomes`."""
        return tuple(label for label, meaning in self.meanings.items() if meaning in outcomes)


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """A characteristic, its column, its groups, their comparator, and labels of not declaring."""

    name: str
    column: str
    groups: tuple[str, ...]
    comparator: str
    undeclared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """The columns of one file and what may stand in them.

    `identifier`, `count` and `campaign_column` are None where the file has no such column. With a
    `campaign`, rows of other campaigns are set aside and counted.
    """

    identifier: str | None
    count: str | None
    campaign_column: str | None
    campaign: str | None
    stages: tuple[StageColumn, ...]
    coded: tuple[CodedColumn, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the file must have, each once, in the order they are named."""
        single = (self.identifier, self.count, self.campaign_column)
        many = [*single, *(s.column for s in self.stages), *(c.column for c in self.coded)]
        return tuple(dict.fromkeys(name for name in many if name is not None))
