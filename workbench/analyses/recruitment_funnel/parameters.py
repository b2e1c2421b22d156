"""What one recruitment campaign needs said before it can be analysed."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from workbench.parameters import AnalysisParameters, Day, Labels, StrictModel
from workbench.vocabulary.characteristics import CODE_LISTS, NOT_DECLARED_LABELS
from workbench.vocabulary.terms import NOT_DECLARED, OUTCOMES

KNOWN = {code_list.name: code_list for code_list in CODE_LISTS}
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Outcomes(StrictModel):
    """Which labels of a stage's column mean what; a blank means that it was not reached."""

    passed: Labels = ()
    failed: Labels = ()
    withdrew: Labels = ()
    no_show: Labels = ()
    expired: Labels = ()
    pending: Labels = ()
    exempt: Labels = ()

    def meanings(self) -> dict[str, str]:
        """Return what each label means."""
        return {label: outcome for outcome in OUTCOMES for label in getattr(self, outcome)}

    @model_validator(mode="after")
    def _one_meaning_a_label(self) -> Self:
        labels = [label for outcome in OUTCOMES for label in getattr(self, outcome)]
        doubled = sorted({label for label in labels if labels.count(label) > 1})
        if doubled:
            raise ValueError(f"labels with two meanings: {', '.join(doubled)}. Keep one each.")
        return self


class Stage(Outcomes):
    """One stage: its column, its name in sentences, and labels that differ from `outcomes`."""

    column: str | None = None
    title: str | None = None


class Characteristic(StrictModel):
    """One characteristic: its groups, and the comparison group fixed in advance."""

    comparator: str | None = None
    groups: Labels = ()
    undeclared: Labels = NOT_DECLARED_LABELS
    title: str | None = None


class Action(StrictModel):
    """What was agreed about one finding."""

    finding: str
    action: str
    owner: str
    due: Day


def _tuple_of_list(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class Parameters(AnalysisParameters):
    """The parameters of the recruitment funnel."""

    population: str = ""
    data_date: Day | None = None
    people: str = "applicants"
    completed: str = "got through every stage"
    campaign: str | None = None
    columns: dict[str, str] = Field(default_factory=dict)
    identifier: str | None = "application_id"
    count: str | None = None
    outcomes: Outcomes = Outcomes()
    stages: dict[Name, Stage] = Field(min_length=1)
    characteristics: dict[Name, Characteristic] = Field(min_length=1)
    headlines: Labels | None = None
    not_collected: Labels = ()
    explanations: Labels = ()
    actions: Annotated[tuple[Action, ...], BeforeValidator(_tuple_of_list)] = ()
    level: float = Field(default=0.95, gt=0.5, lt=1)
    alpha: float = Field(default=0.05, gt=0, lt=0.5)
    negligible_ratio: float = Field(default=0.8, gt=0, lt=1)
    negligible_difference: float = Field(default=0.03, ge=0, lt=1)
    minimum_group: int = Field(default=10, ge=1)
    seed: int = 20230331

    @model_validator(mode="after")
    def _complete(self) -> Self:
        problems = [
            problem
            for name, stage in self.stages.items()
            if not (stage.passed or self.outcomes.passed)
            for problem in [f"stages.{name} has no 'passed' labels, nor has 'outcomes'."]
        ]
        for name, characteristic in self.characteristics.items():
            problems += _characteristic_problems(name, characteristic)
        read = {self.identifier, self.count, "campaign", *self.stages, *self.characteristics}
        for name in self.columns:
            if name not in read:
                problems.append(
                    f"columns names '{name}', which is nothing this analysis reads. Write the "
                    "workbench's name first, then the file's: sex: Gender."
                )
        columns = self._columns_read()
        for doubled in sorted({column for column in columns if columns.count(column) > 1}):
            problems.append(f"two names share the column '{doubled}'. Keep one.")
        for name in self.headlines or ():
            if name not in self.characteristics:
                problems.append(f"headlines names '{name}', which is not under characteristics.")
        if self.data_source == "published" and not self.citation:
            problems.append("published data needs a 'citation'.")
        if problems:
            raise ValueError(" ".join(problems))
        return self

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

    def groups(self, name: str) -> tuple[str, ...]:
        """Return the declared groups of a characteristic."""
        return self.characteristics[name].groups or KNOWN[name].groups

    def characteristic_title(self, name: str) -> str:
        """Return how a characteristic is called in headings."""
        known = KNOWN[name].title if name in KNOWN else name.replace("_", " ").capitalize()
        return self.characteristics[name].title or known

    def stage_title(self, name: str) -> str:
        """Return how a stage is called in sentences."""
        return self.stages[name].title or name.replace("_", " ")

    def _columns_read(self) -> list[str]:
        single = [self.identifier, self.count, "campaign" if self.campaign else None]
        return [
            *(self.column(name) for name in single if name),
            *(stage.column or self.column(name) for name, stage in self.stages.items()),
            *(self.column(name) for name in self.characteristics),
        ]

    def column(self, name: str) -> str:
        """Return what a column is called in the file."""
        return self.columns.get(name, name)

    def meanings(self, stage: str) -> dict[str, str]:
        """Return what each label of a stage means: its own, else those of `outcomes`."""
        return self.stages[stage].meanings() or self.outcomes.meanings()


def _characteristic_problems(name: str, characteristic: Characteristic) -> list[str]:
    known = KNOWN.get(name)
    groups = characteristic.groups or (known.groups if known else ())
    comparator = characteristic.comparator or (known.comparator if known else None)
    if not groups:
        close = get_close_matches(name, KNOWN, n=1)
        question = f"Did you mean '{close[0]}'? " if close else ""
        return [
            f"characteristics.{name} has no code list here. {question}For one of your own, name "
            f"its 'groups' and 'comparator': {name}: {{groups: [..], comparator: ..}}."
        ]
    if comparator is None:
        return [f"characteristics.{name} needs a 'comparator': one of {', '.join(groups)}."]
    if len(set(groups)) < 2:
        return [f"characteristics.{name} has one group; a comparison needs two. Name them all."]
    if comparator not in groups:
        return [
            f"characteristics.{name}: the comparator {comparator!r} is not one of its groups "
            f"({', '.join(groups)})."
        ]
    if NOT_DECLARED in groups or set(groups) & set(characteristic.undeclared):
        return [f"characteristics.{name}: a label is both a group and undeclared."]
    return []
