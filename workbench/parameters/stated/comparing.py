"""What is said of every analysis that compares groups of people."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from workbench.parameters import AnalysisParameters, Labels, Names, Text
from workbench.parameters.stated.characteristic import KNOWN, Characteristic
from workbench.parameters.stated.history import Action, Event, Insight, ListOrFile
from workbench.parameters.stated.objections import ListOfObjections

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


def _tuple_of_list(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Listed = BeforeValidator(_tuple_of_list)


class Comparing(AnalysisParameters):
    """The parameters that all such analyses have in common."""

    population: Text = ""
    columns: dict[str, str] = Field(default_factory=dict)
    exclusions: ListOfObjections = None
    characteristics: dict[Name, Characteristic] = Field(default_factory=dict)
    headlines: Labels | None = None
    adjust_for: Labels | None = None
    intersections: Annotated[tuple[Labels, ...], Listed] = ()
    events: Annotated[tuple[Event, ...], ListOrFile] = ()
    not_collected: Names = ()
    explanations: Names = ()
    actions: Annotated[tuple[Action, ...], ListOrFile] = ()
    insight: Annotated[tuple[Insight, ...], ListOrFile] = ()
    level: float = Field(default=0.95, gt=0.5, lt=1)
    alpha: float = Field(default=0.05, gt=0, lt=0.5)
    negligible_ratio: float = Field(default=0.8, gt=0, lt=1)
    negligible_difference: float = Field(default=0.03, ge=0, lt=1)
    minimum_group: int = Field(default=10, ge=1)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        problems = list(self.problems())
        if problems:
            raise ValueError(*problems)
        return self

    @abstractmethod
    def problems(self) -> Iterable[str]:
        """Return why the parameters contradict each other, each with its mend."""

    @property
    @abstractmethod
    def told_apart_by(self) -> str | None:
        """Return the column of the data that tells people apart."""

    @property
    def headline_characteristics(self) -> tuple[str, ...]:
        """Characteristics of the headline family: those named, else the protected ones."""
        if self.headlines is not None:
            return self.headlines
        return tuple(
            name for name in self.characteristics if name in KNOWN and KNOWN[name].protected_as
        )

    def comparator(self, name: str) -> str:
        """Return the comparison group of a characteristic."""
        chosen = self.characteristics[name].comparator
        return chosen if chosen is not None else KNOWN[name].comparator

    def declared_groups(self, name: str) -> tuple[str, ...]:
        """Return the declared groups of a characteristic."""
        known = KNOWN[name].groups if name in KNOWN else ()
        return self.characteristics[name].groups or known

    def characteristic_title(self, name: str) -> str:
        """Return how a characteristic is called in headings."""
        known = KNOWN[name].title if name in KNOWN else in_words(name)
        return self.characteristics[name].title or known

    def column(self, name: str) -> str:
        """Return what a column is called in the file."""
        return self.columns.get(name, name)

    @property
    def exclusions_column(self) -> str | None:
        """Return the column of identifiers in the list of people who objected."""
        return (self.exclusions and self.exclusions.column) or self.told_apart_by


def in_words(name: str) -> str:
    """Return a name as a heading, where nothing else is said.

    Examples
    --------
    >>> in_words("former_crc")
    'Former crc'
    """
    return name.replace("_", " ").capitalize()
