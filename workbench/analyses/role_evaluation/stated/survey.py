"""What the parameters say of a survey of staff, in waves before and after the roll-out."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from workbench.parameters import Day, Labels, StrictModel, Text
from workbench.parameters.reading import Reading
from workbench.parameters.stated.characteristic import KNOWN, Characteristic
from workbench.parameters.stated.comparing import Name


class Item(StrictModel):
    """A statement that is answered by one of five steps, from least to most favourable.

    Attributes
    ----------
    said : str
        The statement, as it was put.
    labels : mapping of str to int
        What labels in the file mean, from 1 to 5.
    unanswered : tuple of str
        Labels that are no answer, beside a blank.
    worthwhile : float
        The least change, in percentage points agreeing, that would be worth having.
    column : str, optional
    """

    said: Text
    labels: dict[str, int] = Field(default_factory=dict)
    unanswered: Labels = ()
    worthwhile: float = 5.0
    column: str | None = None


class Roles(StrictModel):
    """The column of a respondent's role: whom the role supports, and others beside them."""

    column: str
    supported: Labels
    others: Labels = ()


class Survey(StrictModel):
    """Answers of staff, a row a respondent and wave.

    Attributes
    ----------
    data : str
        The file.
    waves : mapping of str to date
        The label of each wave in the file, and the day on which its fieldwork ended.
    wave, unit : str
        Columns.
    items : mapping of str to Item
    roles : Roles, optional
        Without it every respondent is of the supported roles.
    characteristics : mapping of str to Characteristic
        By what effects are told apart.
    weight : str, optional
        The column of a weight for nonresponse, above 0.
    invited : str, optional
        A file of how many were asked, by wave and columns of the survey; weights are made of it.
    """

    data: str
    waves: dict[str, Day]
    wave: str = "wave"
    unit: str = "unit"
    items: dict[Name, Item]
    roles: Roles | None = None
    characteristics: dict[Name, Characteristic] = Field(default_factory=dict)
    weight: str | None = None
    invited: str | None = None
    reading: Reading = Reading()

    def groups(self, name: str) -> tuple[str, ...]:
        """Return the declared groups of a characteristic."""
        known = KNOWN[name].groups if name in KNOWN else ()
        return self.characteristics[name].groups or known

    def comparator(self, name: str) -> str:
        """Return the group that others are compared with."""
        chosen = self.characteristics[name].comparator
        return chosen if chosen is not None else KNOWN[name].comparator


def survey_problems(survey: Survey) -> Iterator[str]:
    """Yield why a survey cannot be read, each with its mend."""
    if len(survey.waves) < 2:
        yield (
            "survey.waves names one wave: what changed needs one before and one since. Name both, "
            "or take the survey out."
        )
    days = list(survey.waves.values())
    if twice := sorted({day for day in days if days.count(day) > 1}):
        yield (
            f"survey.waves: two waves ended on {twice[0]}, and which came first is not known. Mend "
            "the day of one."
        )
    if not survey.items:
        yield "survey.items names none. Name at least one statement, or take the survey out."
    for name, item in survey.items.items():
        if strange := sorted({step for step in item.labels.values() if not 1 <= step <= 5}):
            yield (
                f"survey.items.{name}: labels stand for steps from 1 to 5; found "
                f"{', '.join(map(str, strange))}."
            )
        if not item.worthwhile > 0:
            yield f"survey.items.{name}: 'worthwhile' must be above 0, in percentage points."
    if survey.roles:
        yield from _role_problems(survey.roles)
    if survey.weight and survey.invited:
        yield "survey: 'weight' and 'invited' both weigh for nonresponse. Keep one."


def _role_problems(roles: Roles) -> Iterator[str]:
    if not roles.supported:
        yield "survey.roles: 'supported' names no label. Name those of whom the role supports."
    if both := sorted(set(roles.supported) & set(roles.others)):
        yield (
            f"survey.roles: {', '.join(map(repr, both))} stands under 'supported' and 'others'. "
            "Keep one."
        )
