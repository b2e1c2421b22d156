"""What a file of answers to a staff survey must hold; plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workbench.records.contract import CodedColumn

ANSWERS = (1, 2, 3, 4, 5)
"""From the least favourable to the most."""
FEWEST_RESPONDENTS = 10
"""Fewer in a wave are told of: an index of fewer is not published."""


@dataclass(frozen=True, slots=True)
class ItemColumn:
    """A question that is answered by one of five steps.

    Attributes
    ----------
    name, column : str
        Its name here and in the file.
    labels : mapping of str to int
        What labels mean, from 1 to 5; the figures themselves always mean what they say.
    unanswered : tuple of str
        Labels that are no answer, beside a blank.
    """

    name: str
    column: str
    labels: Mapping[str, int] = field(default_factory=dict)
    unanswered: tuple[str, ...] = ()

    @property
    def meanings(self) -> dict[str, int]:
        """The answer that each label stands for; 0 for none."""
        figures = {f"{answer}{end}": answer for answer in ANSWERS for end in ("", ".0")}
        return {"": 0} | figures | dict(self.labels) | dict.fromkeys(self.unanswered, 0)


@dataclass(frozen=True, slots=True)
class SurveyContract:
    """The columns of one file of answers, a row a respondent and wave.

    Attributes
    ----------
    wave : str
        The column that tells waves apart.
    waves : mapping of str to date
        The label of each wave in the file, and the day on which its fieldwork ended.
    unit : str
        The unit a respondent works in.
    units : tuple of str
        The units that may stand there: those of the panel.
    items : tuple of ItemColumn
        At least one.
    role : CodedColumn, optional
        The role of respondents.
    part_time : CodedColumn, optional
        Whether they work part time.
    characteristics : tuple of CodedColumn
        What else they are compared by.
    weight : str, optional
        The column of the weight for nonresponse, above 0.

    Examples
    --------
    >>> asked = ItemColumn("workload", "B07", {"Strongly agree": 5})
    >>> of = SurveyContract("Year", {"2022": date(2022, 10, 31)}, "PDU", ("Leeds",), (asked,))
    >>> of.columns
    ('Year', 'PDU', 'B07')
    """

    wave: str
    waves: Mapping[str, date]
    unit: str
    units: tuple[str, ...]
    items: tuple[ItemColumn, ...]
    role: CodedColumn | None = None
    part_time: CodedColumn | None = None
    characteristics: tuple[CodedColumn, ...] = ()
    weight: str | None = None

    @property
    def wave_names(self) -> tuple[str, ...]:
        """The labels of waves in the order of their days."""
        return tuple(sorted(self.waves, key=lambda name: self.waves[name]))

    @property
    def coded(self) -> tuple[CodedColumn, ...]:
        """Every column of groups, the role first."""
        named = (self.role, self.part_time, *self.characteristics)
        return tuple(one for one in named if one is not None)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the file must have, each once, in the order they are named."""
        single = (self.wave, self.unit, self.weight)
        coded = (one.column for one in self.coded)
        named = (*single, *coded, *(one.column for one in self.items))
        return tuple(dict.fromkeys(name for name in named if name is not None))
