"""What a file of applications must hold; plain values that the reader and the checks share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workbench.parameters import Reading
from workbench.storage import Location
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED, Layout


@dataclass(frozen=True, slots=True)
class StageColumn:
    """A stage: its column, what each label there means, its date, and its name in long files.

    In a file of statuses the labels are statuses: a label that means *passed* is one of people who
    passed this stage and of whom nothing is known at the next. `score` is the column of the marks
    given there.
    """

    name: str
    column: str
    meanings: Mapping[str, str]
    date: str | None = None
    called: tuple[str, ...] = ()
    score: str | None = None


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """A column of labels: its groups, and what other labels mean.

    A characteristic has a `comparator`; a circumstance, such as a region, has none. `unknown` is
    the group of a blank, and `named_under` the parameter that names the column. `mend` says what to
    do about labels that stand for nothing, where it is not one of the usual ways.
    """

    name: str
    column: str
    groups: tuple[str, ...]
    comparator: str | None = None
    undeclared: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    recode: Mapping[str, str] = field(default_factory=dict)
    unknown: str = NOT_DECLARED
    named_under: str = "characteristics"
    mend: str = ""

    @property
    def results(self) -> tuple[str, ...]:
        """The groups people can end in; the last are not declared and, if named, not asked."""
        return (*self.groups, self.unknown, *((NOT_ASKED,) if self.not_asked else ()))

    @property
    def meanings(self) -> dict[str, str]:
        """What each label of the file means; a blank is not declared unless it is named."""
        return {
            "": self.unknown,
            **{group: group for group in self.groups},
            **self.recode,
            **dict.fromkeys(self.undeclared, self.unknown),
            **dict.fromkeys(self.not_asked, NOT_ASKED),
        }


@dataclass(frozen=True, slots=True)
class LongColumns:
    """The columns of a file with a row for each application and stage; stages to leave out."""

    stage: str
    outcome: str
    date: str | None = None
    ignored: tuple[str, ...] = ()


SUPPORT = "support"
SUPPORT_RESULTS = ("Did not ask", "Made in time", "Made too late", "Not made", "Stage not dated")


@dataclass(frozen=True, slots=True)
class Support:
    """The days an adjustment was asked for and made, and the number of the stage it was for."""

    requested: str
    made: str
    stage: int


@dataclass(frozen=True, slots=True)
class Exclusions:
    """A list of people who objected: its file and column, and the data's column it is held to.

    Without `may_match_nobody` a list of which nothing stands in the data is refused, since it most
    likely holds another kind of identifier.
    """

    path: Location
    column: str
    of: str
    reading: Reading = field(default_factory=Reading)
    may_match_nobody: bool = False


@dataclass(frozen=True, slots=True)
class Contract:
    """The columns of one file and what may stand in them.

    `identifier`, `person`, `count` and `campaign_column` are None where the file has no such
    column. With a `campaign`, rows of other campaigns are set aside and counted. No date may be
    after `latest`. `applied` is the column of the day of application.
    """

    identifier: str | None
    count: str | None
    campaign_column: str | None
    campaign: str | None
    stages: tuple[StageColumn, ...]
    coded: tuple[CodedColumn, ...]
    person: str | None = None
    status: str | None = None
    long: LongColumns | None = None
    latest: date | None = None
    applied: str | None = None
    support: Support | None = None
    exclusions: Exclusions | None = None

    @property
    def layout(self) -> Layout:
        """How stages are laid out in the file."""
        return "status" if self.status else "long" if self.long else "wide"

    @property
    def results(self) -> dict[str, tuple[str, ...]]:
        """The groups people can end in, by column."""
        support = {SUPPORT: SUPPORT_RESULTS} if self.support else {}
        return {coded.name: coded.results for coded in self.coded} | support

    @property
    def other_days(self) -> dict[str, str]:
        """Columns of days that are not those of a stage, by the name they have in the table."""
        support = self.support
        named = {
            "applied": self.applied,
            "requested": support and support.requested,
            "made": support and support.made,
        }
        return {name: column for name, column in named.items() if column}

    @property
    def scores(self) -> dict[int, str]:
        """Columns of marks, by the number of their stage."""
        return {place: s.score for place, s in enumerate(self.stages) if s.score}

    @property
    def outcome_columns(self) -> tuple[str, ...]:
        """The columns that tell what happened at the stages."""
        if self.status:
            return (self.status,)
        if self.long:
            return (self.long.stage, self.long.outcome)
        return tuple(stage.column for stage in self.stages)

    @property
    def date_columns(self) -> tuple[str, ...]:
        """The columns that hold the days of stages."""
        if self.long:
            return (self.long.date,) if self.long.date else ()
        return tuple(stage.date for stage in self.stages if stage.date)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the file must have, each once, in the order they are named."""
        single = (self.identifier, self.person, self.count, self.campaign_column)
        coded = (one.column for one in self.coded)
        others = (*self.other_days.values(), *self.scores.values())
        many = [*single, *self.outcome_columns, *self.date_columns, *others, *coded]
        return tuple(dict.fromkeys(name for name in many if name is not None))
