"""What a survey of a file of staff leads one to believe about it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.analyses.attrition.profile.drivers import DraftDriver, find_drivers
from workbench.analyses.attrition.profile.rows import StaffRows, find_rows
from workbench.analyses.attrition.profile.words import (
    CIRCUMSTANCES,
    GRADES,
    KEPT,
    LEFT_OUT,
    REASONS,
    reason_of,
)
from workbench.parameters import Reading
from workbench.profiling.characteristics import DraftCharacteristic, find_characteristics
from workbench.profiling.words import first_fit
from workbench.records.survey import MOST_LABELS, ColumnSurvey, FileSurvey

FEW_LABELS = 15
MOST_UNITS = 300
UNIT = "pdu"
Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaffDraft:
    """A parameter file in the making.

    Attributes
    ----------
    survey : FileSurvey
        What it was made of.
    reading : Reading
        What was said of the file, with the order of days found out.
    rows : StaffRows
        Of whom and of what time a row tells.
    reasons : mapping of str to tuple of str
        The labels of each reason; under a blank name those of which nothing is known.
    kept : mapping of str to tuple of str
        By column, the labels of the population.
    left_out : tuple of str
        Labels of these columns that are not.
    circumstances : mapping of str to ColumnSurvey
        By the workbench's name.
    characteristics : tuple of DraftCharacteristic
    drivers : tuple of DraftDriver
    data_date : str, optional
        The latest day or month of a row.
    unused : tuple of str
        Columns of labels or numbers that could be of use.
    """

    survey: FileSurvey
    reading: Reading
    rows: StaffRows
    reasons: Mapping[str, Labels]
    kept: Mapping[str, Labels]
    left_out: Labels
    circumstances: Mapping[str, ColumnSurvey]
    characteristics: tuple[DraftCharacteristic, ...]
    drivers: tuple[DraftDriver, ...]
    data_date: str | None
    unused: Labels = ()

    @property
    def learners(self) -> dict[str, str]:
        """The grades of learners, of those they become, and of those they are counted with."""
        grade = self.circumstances.get("grade")
        found: dict[str, str] = {}
        for label in grade.labels if grade else ():
            if role := first_fit(label, GRADES):
                found.setdefault(role, label)
        named = {"grade": "learner", "qualified": "qualified", "counted_with": "counted_with"}
        if not {"learner", "qualified"} <= {*found}:
            return {}
        return {name: found[role] for name, role in named.items() if role in found}


def draft(survey: FileSurvey, reading: Reading) -> StaffDraft:
    """Guess what each column is."""
    rows = find_rows(survey)
    rest = [one for one in survey.columns if one.name not in rows.columns.values()]
    circumstances = _circumstances(rest)
    rest = [one for one in rest if one not in circumstances.values()]
    characteristics = find_characteristics([one for one in rest if len(one.labels) <= MOST_LABELS])
    drivers = find_drivers(rest, survey.rows)
    kept = {one.name: labels for one in rest if (labels := _kept(one))}
    all_labels = [label for one in rest if one.name in kept for label in one.labels]
    taken = {*kept, *(one.column for one in characteristics), *(one.column for one in drivers)}
    return StaffDraft(
        survey,
        _with_order(survey.columns, rows, reading),
        rows,
        _reasons(survey.columns, rows),
        kept,
        tuple(label for label in all_labels if first_fit(label, LEFT_OUT)),
        circumstances,
        characteristics,
        drivers,
        _latest(survey.columns, rows),
        unused=tuple(
            one.name
            for one in rest
            if one.name not in taken and (one.fifths or 2 <= one.distinct <= FEW_LABELS)
        ),
    )


def _circumstances(columns: Sequence[ColumnSurvey]) -> dict[str, ColumnSurvey]:
    """Return columns of two labels or more; of units there may be many."""
    found: dict[str, ColumnSurvey] = {}
    for one in columns:
        name = first_fit(one.name, CIRCUMSTANCES)
        most = MOST_UNITS if name == UNIT else MOST_LABELS
        if name and name not in found and 2 <= len(one.labels) <= most:
            found[name] = one
    return {name: found[name] for name in CIRCUMSTANCES if name in found}


def _kept(column: ColumnSurvey) -> Labels:
    """Return the labels of a population that leaves some out; none where it leaves none out."""
    if not first_fit(column.name, KEPT) or len(column.labels) > FEW_LABELS:
        return ()
    labels = tuple(label for label in column.labels if not first_fit(label, LEFT_OUT))
    return labels if len(labels) < len(column.labels) else ()


def _reasons(columns: Sequence[ColumnSurvey], rows: StaffRows) -> dict[str, Labels]:
    here = next((one for one in columns if one.name == rows.columns.get("reason")), None)
    meant: dict[str, list[str]] = {}
    for label in here.labels if here else ():
        meant.setdefault(reason_of(label) or "", []).append(label)
    return {name: tuple(meant[name]) for name in (*REASONS, "") if name in meant}


def _with_order(columns: Sequence[ColumnSurvey], rows: StaffRows, reading: Reading) -> Reading:
    """Return the reading with the order that the days tell, if they tell one."""
    orders = {one.days for one in columns if one.name in rows.columns.values()}
    told = orders - {"either", None}
    order = told.pop() if len(told) == 1 and reading.dates == "ymd" else None
    return reading.model_copy(update={"dates": order}) if order else reading


def _latest(columns: Sequence[ColumnSurvey], rows: StaffRows) -> str | None:
    """Return the last day of the last month of rows, or the latest day of a spell."""
    dated = {rows.columns.get(name) for name in ("start", "end", "month")}
    days = [one.latest for one in columns if one.name in dated and one.latest]
    if not days:
        return None
    if rows.layout == "spells":
        return max(days)
    year, month = map(int, max(days).split("-")[:2])
    return f"{year}-{month:02d}-{monthrange(year, month)[1]}"
