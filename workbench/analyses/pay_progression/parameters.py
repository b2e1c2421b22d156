"""What has to be said before a file of pay progression can be analysed."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from workbench.analyses.pay_progression.consistency import problems_of
from workbench.analyses.recruitment_funnel.parameters import Parameters as Campaign
from workbench.parameters import Day, Labels, StrictModel, Text
from workbench.parameters.root import resolve
from workbench.parameters.stated.circumstance import Circumstance
from workbench.parameters.stated.comparing import Comparing, Name, in_words
from workbench.storage import Location

STEP = "progression"
"""What the one stage is called where pay progression is looked at as a campaign of one stage."""


class Outcome(StrictModel):
    """The column that says what became of each person, and what its labels mean.

    `not_assessed` are those who were eligible and whom nobody assessed: they did not progress.
    `apart` holds, by the reason that is shown, the labels of those who could not progress at all.
    """

    column: str = "outcome"
    reached: Labels = Field(min_length=1)
    not_reached: Labels = Field(min_length=1)
    not_assessed: Labels = ()
    apart: dict[Text, Labels] = Field(default_factory=dict)


class Parameters(Comparing):
    """The parameters of pay progression; those that analyses share are in `Comparing`."""

    data_date: Day | None = None
    people: Text = "staff"
    completed: Text = "progressed"
    counted: Text = "eligible"
    not_counted: Text = "not eligible"
    year: str | None = None
    identifier: str = "person_id"
    outcome: Outcome
    strata: dict[Name, Circumstance] = Field(default_factory=dict)

    def problems(self) -> Iterator[str]:
        """Yield why the parameters contradict each other, each with its mend."""
        return problems_of(self)

    @property
    def told_apart_by(self) -> str:
        """Return the column of the data that tells people apart."""
        return self.column(self.identifier)

    @property
    def input_paths(self) -> tuple[Location, ...]:
        """Return every file that the report is made of."""
        listed = [resolve(self.exclusions.data)] if self.exclusions else []
        return (self.data_path, *listed)

    def title_of(self, name: str) -> str:
        """Return how a characteristic or a circumstance is called."""
        if name in self.characteristics:
            return self.characteristic_title(name)
        return self.strata[name].title or in_words(name)

    def as_campaign(self) -> Campaign:
        """Return the same as a recruitment campaign of one stage, whose questions are asked here.

        Of all that it says only groups, circumstances and the rule of the verdict are used: people
        are read and counted here.
        """
        same = ("title", "data", "people", "completed", "adjust_for", "intersections")
        told = self.model_dump(include={*same, "characteristics", "strata", "headlines"})
        rule = self.model_dump(include={"level", "minimum_group", "negligible_ratio"})
        stage = {"passed": ("yes",), "failed": ("no",)}
        whole = {"analysis": self.analysis, "stages": {STEP: stage}, **told, **rule}
        return Campaign.model_validate(whole)
