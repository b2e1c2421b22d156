"""What one file of units and months needs said before it can be asked what a role did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from workbench.analyses.role_evaluation.stated.consistency import problems_of
from workbench.analyses.role_evaluation.stated.outcome import Outcome, Split
from workbench.analyses.role_evaluation.stated.planned import Planning
from workbench.analyses.role_evaluation.stated.survey import Survey
from workbench.analyses.role_evaluation.stated.theory import Step
from workbench.analyses.role_evaluation.stated.worth import Worth
from workbench.parameters import AnalysisParameters, Day, Labels, Names, Text
from workbench.parameters.root import resolve
from workbench.parameters.stated.comparing import Listed, Name, in_words
from workbench.parameters.stated.history import Action, Event, Insight, ListOrFile
from workbench.storage import Location

Mode = Literal["evaluate", "design"]


class Parameters(AnalysisParameters):
    """The parameters of role_evaluation."""

    mode: Mode = "evaluate"
    role: Text = "the role"
    population: Text = ""
    people: Text = "officers"
    data_date: Day
    columns: dict[str, str] = Field(default_factory=dict)
    unit: str = "unit"
    month: str = "month"
    region: str | None = "region"
    actual: str | None = "actual_month"
    planned: str | None = None
    never: Labels = ()
    officers: str
    support: str | None = None
    funded: str | None = None
    filled: str | None = None
    outcomes: dict[Name, Outcome]
    primary: Name
    secondary: Labels = ()
    splits: Annotated[tuple[Split, ...], Listed] = ()
    dates_given_to: Literal["region", "unit"] = "region"
    exchanged_within: Literal["region"] | None = None
    randomised: bool = False
    anticipation: int = Field(default=2, ge=0, le=12)
    base_months: int = Field(default=6, ge=1, le=60)
    survey: Survey | None = None
    theory: Annotated[tuple[Step, ...], Listed] = ()
    worth: Worth | None = None
    planning: Planning = Planning()
    events: Annotated[tuple[Event, ...], ListOrFile] = ()
    not_collected: Names = ()
    explanations: Names = ()
    actions: Annotated[tuple[Action, ...], ListOrFile] = ()
    insight: Annotated[tuple[Insight, ...], ListOrFile] = ()
    level: float = Field(default=0.95, gt=0.5, lt=1)
    alpha: float = Field(default=0.05, gt=0, lt=0.5)
    draws: int = Field(default=9_999, ge=999, le=100_000)
    seed: int = Field(default=20230630, ge=0)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        problems = list(problems_of(self))
        if problems:
            raise ValueError(*problems)
        return self

    def problems(self) -> Iterator[str]:
        """Yield why the parameters contradict each other, each with its mend."""
        return problems_of(self)

    def column(self, name: str) -> str:
        """Return what a column is called in the file."""
        return self.columns.get(name, name)

    def title_of(self, name: str) -> str:
        """Return what an outcome, a statement or a characteristic is called."""
        if name in self.outcomes:
            return self.outcomes[name].title or in_words(name)
        if self.survey and name in self.survey.items:
            return f"“{self.survey.items[name].said}”"
        return in_words(name)

    @property
    def judged(self) -> tuple[str, ...]:
        """Return the outcomes that have a verdict: the primary one, and those named beside it."""
        return (self.primary, *self.secondary)

    @property
    def placebos(self) -> tuple[str, ...]:
        """Return the outcomes that the role cannot have changed."""
        return tuple(name for name, outcome in self.outcomes.items() if outcome.placebo)

    @property
    def indicators(self) -> tuple[str, ...]:
        """Return everything that a theory of change may point to."""
        return (*self.outcomes, *(self.survey.items if self.survey else ()))

    @property
    def input_paths(self) -> tuple[Location, ...]:
        """Return every file that the report is made of."""
        survey = self.survey
        files = (survey.data, survey.invited) if survey else ()
        paths = dict.fromkeys(resolve(path) for path in files if path)
        return (self.data_path, *(path for path in paths if path != self.data_path))
