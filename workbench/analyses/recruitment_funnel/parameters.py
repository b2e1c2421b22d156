"""What one recruitment campaign needs said before it can be analysed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field

from workbench.analyses.recruitment_funnel.circumstance import (
    Adjustments,
    Channels,
    Panel,
    Target,
)
from workbench.analyses.recruitment_funnel.consistency import problems_of
from workbench.analyses.recruitment_funnel.earlier import Earlier
from workbench.analyses.recruitment_funnel.stage import Outcomes, Stage
from workbench.parameters import Day, Labels, Text
from workbench.parameters.root import resolve
from workbench.parameters.stated.characteristic import Characteristic
from workbench.parameters.stated.circumstance import Circumstance
from workbench.parameters.stated.comparing import Comparing, Listed, Name, in_words
from workbench.storage import Location
from workbench.vocabulary.terms import Layout

ONLY_NOW = {
    "strata",
    "adjust_for",
    "intersections",
    "applied",
    "panels",
    "adjustments",
    "channels",
    "benchmarks",
    "earlier",
    "events",
    "target",
    "actions",
    "insight",
}


class Parameters(Comparing):
    """The parameters of the recruitment funnel."""

    data_date: Day | None = None
    people: Text = "applicants"
    completed: Text = "got through every stage"
    campaign: str | None = None
    layout: Layout = "wide"
    identifier: str | None = "application_id"
    person: str | None = None
    count: str | None = None
    outcomes: Outcomes = Outcomes()
    ignored_stages: Labels = ()
    stages: dict[Name, Stage] = Field(min_length=1)
    characteristics: dict[Name, Characteristic] = Field(min_length=1)
    strata: dict[Name, Circumstance] = Field(default_factory=dict)
    applied: str | None = None
    panels: dict[Name, Panel] = Field(default_factory=dict)
    adjustments: Adjustments | None = None
    channels: Channels | None = None
    benchmarks: str | None = None
    earlier: Annotated[tuple[Earlier, ...], Listed] = ()
    target: Target | None = None
    seed: int = 20230331

    def problems(self) -> Iterator[str]:
        """Yield why the parameters contradict each other, each with its mend."""
        return problems_of(self)

    def groups(self, name: str) -> tuple[str, ...]:
        """Return the declared groups of a characteristic."""
        return self.declared_groups(name)

    def stage_title(self, name: str) -> str:
        """Return how a stage is called in sentences."""
        return self.stages[name].title or name.replace("_", " ")

    @property
    def named_columns(self) -> tuple[str, ...]:
        """Return the workbench's names of the columns that are read besides the stages' own."""
        stages = {
            "wide": tuple(name for name, stage in self.stages.items() if stage.column is None),
            "status": ("status",),
            "long": ("stage", "outcome", *(("date",) if "date" in self.columns else ())),
        }
        single = (self.identifier, self.person, self.count, "campaign" if self.campaign else None)
        return (
            *(name for name in single if name),
            *stages[self.layout],
            *self.characteristics,
            *self.strata,
            *self.panels,
        )

    @property
    def own_columns(self) -> tuple[str, ...]:
        """Return the columns that are named as they stand in the file."""
        stages = [c for s in self.stages.values() for c in (s.column, s.date, s.score)]
        asked = self.adjustments
        support = (asked.requested, asked.made, asked.scheme) if asked else ()
        return tuple(column for column in (*stages, self.applied, *support) if column)

    @property
    def covariates(self) -> tuple[str, ...]:
        """Return what is held equal: the circumstances named, else all of them."""
        return tuple(self.strata) if self.adjust_for is None else self.adjust_for

    def title_of(self, name: str) -> str:
        """Return how a characteristic or a circumstance is called."""
        if name in self.characteristics:
            return self.characteristic_title(name)
        circumstance = self.strata.get(name) or self.panels.get(name)
        named = circumstance.title if circumstance else None
        return named or in_words(name)

    def of_earlier(self, earlier: Earlier) -> Self:
        """Return the parameters of an earlier campaign: its outcomes and groups, and no more."""
        told = self.model_dump(exclude=ONLY_NOW, exclude_none=True) | earlier.differences()
        for part in ("stages", "characteristics"):
            kept = {name: one for name, one in told[part].items() if name not in earlier.without}
            told[part] = kept
        for stage in told["stages"].values():
            for name in ("date", "score", "pass_mark"):
                stage.pop(name, None)
        used = {"campaign", "person", *told["characteristics"], *told["stages"]}
        named = {self.identifier, self.count, self.person, "campaign", "status", "stage", "outcome"}
        told["columns"] = {n: c for n, c in told["columns"].items() if n in used | named}
        if self.exclusions:
            # Those who objected now may have applied before, and most of them will not have.
            same = {"column": self.exclusions_column, "may_match_nobody": True}
            told["exclusions"] = told["exclusions"] | same
        headlines = [name for name in self.headlines or () if name in told["characteristics"]]
        told["headlines"] = tuple(headlines) if self.headlines is not None else None
        return type(self).model_validate(told)

    @property
    def input_paths(self) -> tuple[Location, ...]:
        """Return every file that the report is made of."""
        spend = self.channels.spend if self.channels else None
        objected = self.exclusions.data if self.exclusions else None
        others = [*(one.data for one in self.earlier), spend, self.benchmarks, objected]
        paths = dict.fromkeys(resolve(path) for path in others if path)
        return (self.data_path, *(path for path in paths if path != self.data_path))

    @property
    def told_apart_by(self) -> str | None:
        """Return the column of the data that tells people apart, else that of applications."""
        name = self.person or self.identifier
        return name and self.column(name)

    def meanings(self, stage: str) -> dict[str, str]:
        """Return what each label of a stage means: its own, else those of `outcomes`."""
        return self.stages[stage].meanings() or self.outcomes.meanings()

    def called(self, stage: str) -> tuple[str, ...]:
        """Return what a stage is called in a file with a row a stage."""
        names = (stage, self.stage_title(stage))
        return self.stages[stage].called or tuple(dict.fromkeys(names))
