"""What one file of staff needs said before it can be asked who leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from workbench.analyses.attrition.stated.consistency import problems_of
from workbench.analyses.attrition.stated.driver import Driver, Months
from workbench.analyses.attrition.stated.learners import Learners
from workbench.analyses.attrition.stated.leaving import Headcount, Leaving
from workbench.analyses.attrition.stated.period import first_whole_month, whole_month
from workbench.analyses.attrition.stated.scenario import PublishedLine, ReplacementCost, Scenario
from workbench.parameters import Day, Labels, Text
from workbench.parameters.months import month_number
from workbench.parameters.root import resolve
from workbench.parameters.stated.circumstance import Circumstance
from workbench.parameters.stated.comparing import Comparing, Listed, Name, in_words
from workbench.storage import Location
from workbench.vocabulary.terms import StaffLayout

SERVICE = "service"
"""Length of service, which every model holds equal, by the name it has in `blocks`."""


class Parameters(Comparing):
    """The parameters of attrition."""

    people: Text = "staff"
    data_date: Day
    data_from: Day | None = None
    lag_months: int = 3
    layout: StaffLayout = "spells"
    person: str = "person"
    joined: str | None = None
    joined_originally: str | None = None
    resets: Annotated[tuple[Day, ...], Listed] = ()
    service: str | None = None
    leaving: Leaving
    headcount: Headcount = "days"
    months: int = 12
    period_end: Day | None = None
    kept: dict[str, Labels] = Field(default_factory=dict)
    circumstances: dict[Name, Circumstance] = Field(default_factory=dict)
    grade: str | None = None
    region: str | None = None
    unit: str | None = None
    learners: Learners | None = None
    drivers: dict[Name, Driver] = Field(default_factory=dict)
    blocks: dict[Text, Labels] | None = None
    service_edges: Months = (0, 3, 6, 12, 24, 36, 60, 120)
    horizon: int = 60
    scenarios: Annotated[tuple[Scenario, ...], Listed] = ()
    replacement_cost: ReplacementCost | None = None
    vacancies: str | None = None
    published: Annotated[tuple[PublishedLine, ...], Listed] = ()
    minimum_at_risk: int = Field(default=10, ge=1)
    seed: int = 20230630

    def problems(self) -> Iterator[str]:
        """Yield why the parameters contradict each other, each with its mend."""
        return problems_of(self)

    @property
    def closed_month(self) -> int:
        """Return the last month counted: whole at the data date, less the lag."""
        return whole_month(self.data_date) - self.lag_months

    @property
    def last_month(self) -> int:
        """Return the last month of the period, as year × 12 + month − 1."""
        return month_number(self.period_end) if self.period_end else self.closed_month

    @property
    def first_month(self) -> int:
        """Return the first month of the period, which opens at the end of the one before."""
        return self.last_month - self.months + 1

    def window(self, first_seen: int) -> tuple[int, int]:
        """Return the first and the last of all closed months, of data that begin in a month.

        Without a day from which everybody is in the file it is the period alone: of the months
        before it the file may hold only those who stayed.
        """
        since = first_whole_month(self.data_from) if self.data_from else self.first_month
        return max(first_seen, since), self.last_month

    def groups(self, name: str) -> tuple[str, ...]:
        """Return the groups of a characteristic or a circumstance, or the bands of a driver."""
        if name in self.characteristics:
            return self.declared_groups(name)
        if name in self.drivers:
            return self.drivers[name].band_names
        return self.circumstances[name].labels_of(name) if name in self.circumstances else ()

    def title_of(self, name: str) -> str:
        """Return how a characteristic, a circumstance or a driver is called."""
        if name in self.characteristics:
            return self.characteristic_title(name)
        stated = self.circumstances.get(name) or self.drivers.get(name)
        if stated and stated.title:
            return stated.title
        return "Length of service" if name == SERVICE else in_words(name)

    @property
    def adjusted_circumstances(self) -> tuple[str, ...]:
        """Return what is held equal besides drivers and service: what is named, else what can be.

        Units are pooled instead, and routes and intakes are of learners alone.
        """
        if self.adjust_for is not None:
            return self.adjust_for
        learners = self.learners
        apart = {self.unit, *((learners.route, learners.cohort) if learners else ())}
        return tuple(name for name in self.circumstances if name not in apart)

    @property
    def covariates(self) -> tuple[str, ...]:
        """Return every column that the models hold equal: service is besides these."""
        return (*self.adjusted_circumstances, *self.drivers)

    @property
    def driver_blocks(self) -> dict[str, tuple[str, ...]]:
        """Return the blocks that a gap is shared out among: those named, else by kind."""
        if self.blocks is not None:
            return self.blocks
        named = {"Grade": self.grade, "Region": self.region}
        adjusted = self.adjusted_circumstances
        roles = {title: (name,) for title, name in named.items() if name in adjusted}
        others = tuple(name for name in adjusted if name not in (self.grade, self.region))
        told = {"Length of service": (SERVICE,), **roles, "Drivers": tuple(self.drivers)}
        return {t: names for t, names in {**told, "Other circumstances": others}.items() if names}

    @property
    def named_columns(self) -> tuple[str, ...]:
        """Return the workbench's names of the columns that are read, but for those of `kept`."""
        days = ("start", "end") if self.layout == "spells" else ("month",)
        optional = (self.joined, self.joined_originally, self.service)
        drivers = (name for name, driver in self.drivers.items() if driver.column is None)
        return (
            *(self.person, *days, "reason", *(name for name in optional if name)),
            *(*self.characteristics, *self.circumstances, *drivers),
        )

    @property
    def input_paths(self) -> tuple[Location, ...]:
        """Return every file that the report is made of."""
        objected = self.exclusions.data if self.exclusions else None
        paths = dict.fromkeys(resolve(path) for path in (self.vacancies, objected) if path)
        return (self.data_path, *(path for path in paths if path != self.data_path))

    @property
    def told_apart_by(self) -> str:
        """Return the column of the data that tells people apart."""
        return self.column(self.person)
