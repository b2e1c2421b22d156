"""Of whom and of what time a row of a strange file tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.analyses.attrition.profile.words import (
    DAYS,
    MONTHS,
    PERSONS,
    REASON_COLUMNS,
    SERVED,
)
from workbench.profiling.words import IDENTIFIERS, first_fit, plain
from workbench.records.staff import StaffLayout
from workbench.records.survey import ColumnSurvey, FileSurvey


@dataclass(frozen=True, slots=True)
class StaffRows:
    """How rows stand in a file, and the columns that tell of the person, the time and leaving.

    Attributes
    ----------
    layout : {"spells", "months", "month_ends"}
        As the parameters call it.
    columns : mapping of str to str
        The workbench's name of a column, and the file's.
    """

    layout: StaffLayout
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether all is there that rows of staff must tell."""
        days = {"start", "end"} if self.layout == "spells" else {"month"}
        return {"person", "reason", *days} <= {*self.columns}


def find_rows(survey: FileSurvey) -> StaffRows:
    """Return what the columns speak for: a month in every row, else spells."""
    person, month = _person(survey), _month(survey)
    found = {"person": person} if person else {}
    if month:
        found["month"] = month.name
    wanted = ("joined_originally", "joined") if month else tuple(DAYS)
    found |= _days([one for one in survey.columns if one.name not in found.values()], wanted)
    if month and "joined" not in found and (served := _served(survey)):
        found["service"] = served
    if reason := _reason(survey):
        found["reason"] = reason
    if month is None:
        return StaffRows("spells", found)
    return StaffRows("month_ends" if month.month_ends else "months", found)


def _person(survey: FileSurvey) -> str | None:
    """Return the column that is filled in every row and named after people or identifiers."""
    filled = [
        one
        for one in survey.columns
        if one.filled == survey.rows and not one.days and not one.year_months
    ]
    named = (
        one for words in (PERSONS, IDENTIFIERS) for one in filled if first_fit(one.name, words)
    )
    return next((one.name for one in named if one.distinct > survey.rows / 200), None)


def _month(survey: FileSurvey) -> ColumnSurvey | None:
    named = (one for one in survey.columns if first_fit(one.name, MONTHS))
    return next(
        (
            one
            for one in named
            if (one.days or one.year_months) and one.filled == survey.rows > 2 * one.distinct
        ),
        None,
    )


def _days(columns: Sequence[ColumnSurvey], wanted: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in wanted:
        named = (one.name for words in DAYS[name] for one in _fitting(columns, words))
        column = next((one for one in named if one not in found.values()), None)
        if column:
            found[name] = column
    if "joined" not in found and "joined_originally" in found:
        found["joined"] = found.pop("joined_originally")
    return found


def _fitting(columns: Sequence[ColumnSurvey], words: str) -> Iterator[ColumnSurvey]:
    return (one for one in columns if one.days and re.search(words, plain(one.name)))


def _served(survey: FileSurvey) -> str | None:
    named = (one.name for one in survey.columns if one.whole and first_fit(one.name, SERVED))
    return next(named, None)


def _reason(survey: FileSurvey) -> str | None:
    blank = [one for one in survey.columns if one.labels and one.filled < survey.rows]
    named = (
        one.name for words in REASON_COLUMNS for one in blank if re.search(words, plain(one.name))
    )
    return next(named, None)
