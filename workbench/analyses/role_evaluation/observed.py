"""From the files that parameters name to the arrays that every question is asked of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.contract import of_group, panel_contract, survey_contract
from workbench.analyses.role_evaluation.dates_given import date_problems
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.stated.outcome import Counted
from workbench.errors import DataError
from workbench.parameters.root import resolve
from workbench.records.panel import (
    Panel,
    PanelChecked,
    check_panel,
    panel_of,
    read_panel,
)
from workbench.records.panel.waves import (
    AnswerCounts,
    SurveyChecked,
    answer_counts,
    check_survey,
    read_survey,
)

Floats = NDArray[np.float64]
OF_100 = {"flow": 1200.0, "stock": 100.0}
"""A month's leavers are told of 100 officers a year; posts vacant of 100 officers."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Observed:
    """Exact numbers of one panel and survey; never shown, whoever looks at it.

    Attributes
    ----------
    panel : Panel
        As read.
    people : ndarray of float, shape (units,)
        Officers behind each unit: the mean over months.
    people_of : mapping of str to ndarray of float, shape (units,)
        The same of each group of a split, by `contract.of_group`.
    strata : ndarray of int, shape (units,)
        Dates may have been exchanged within these.
    outcomes : mapping of str to ndarray of float, shape (units, periods)
        As read; those that count people as rates of 100 officers.
    checked : PanelChecked
        What was read, and what is told beside it.
    how : tuple of str
        How the files were read.
    answers : AnswerCounts or None
        Of the survey, by unit, role and characteristics.
    survey : SurveyChecked or None
    """

    panel: Panel
    people: Floats
    people_of: Mapping[str, Floats]
    strata: NDArray[np.int64]
    outcomes: Mapping[str, Floats]
    checked: PanelChecked
    how: tuple[str, ...] = ()
    answers: AnswerCounts | None = None
    survey: SurveyChecked | None = None

    @property
    def months(self) -> tuple[str, ...]:
        """Every month of the panel, such as ``2023-06``."""
        return self.panel.months

    @property
    def starts(self) -> NDArray[np.int64]:
        """The period in which each unit was given the role: as planned where that is known."""
        return self.panel.planned if (self.panel.planned_months >= 0).any() else self.panel.actual

    @property
    def clusters(self) -> NDArray[np.int64]:
        """The level at which dates were given out."""
        planned = (self.panel.planned_months >= 0).any()
        return self.panel.planned_clusters if planned else self.panel.actual_clusters

    @property
    def regions(self) -> tuple[str, ...]:
        """Names of regions; of units where there are none."""
        return self.panel.regions or self.panel.units


def observe(parameters: Parameters) -> Observed:
    """Read and check the files that `parameters` name.

    Raises
    ------
    DataError
        If they cannot be compared truly; it names every problem.
    """
    contract = panel_contract(parameters)
    with read_panel(parameters.data_path, contract, parameters.reading) as records:
        checked = check_panel(records, contract)
        checked = replace(checked, warnings=(*checked.warnings, *_unplanned(parameters, checked)))
        panel = panel_of(records, contract, checked)
        if problems := list(date_problems(parameters, panel)):
            raise DataError.gather(records.source, problems)
        how = records.how
    heads, units = _mean(panel.doses["officers"]), len(panel.units)
    survey, answers = _survey(parameters, panel.units)
    return Observed(
        panel=panel,
        people=heads,
        people_of={
            name: _mean(panel.doses[name])
            for split in parameters.splits
            for name in (of_group(split.outcome, group) for group in split.groups)
        },
        strata=panel.region if parameters.exchanged_within else np.zeros(units, np.int64),
        checked=checked,
        how=how,
        answers=answers,
        survey=survey,
        outcomes=_as_rates(parameters, panel),
    )


def _unplanned(parameters: Parameters, checked: PanelChecked) -> tuple[str, ...]:
    """Return what is told of units that began unplanned: they are compared as if they had not."""
    number = checked.told.not_planned
    if not number or not (checked.units.planned >= 0).any():
        return ()
    return (
        f"{parameters.column(str(parameters.planned))!r} is blank in {number:,} unit"
        f"{'' if number == 1 else 's'} where the role began: by planned days they count among "
        "those without it. See that none is missing.",
    )


def _survey(
    parameters: Parameters, units: tuple[str, ...]
) -> tuple[SurveyChecked | None, AnswerCounts | None]:
    if parameters.survey is None:
        return None, None
    contract = survey_contract(parameters, units)
    path = resolve(parameters.survey.data)
    with read_survey(path, contract, parameters.survey.reading) as records:
        checked = check_survey(records, contract)
        by = ("unit", *(one.name for one in contract.coded))
        return checked, answer_counts(records, contract, by)


def _mean(amounts: Floats) -> Floats:
    """Return the mean over months, of those known; NaN where none is."""
    seen = np.isfinite(amounts)
    total = np.where(seen, amounts, 0.0).sum(axis=1)
    return np.divide(total, seen.sum(axis=1), out=np.full(len(amounts), np.nan), where=seen.any(1))


def _as_rates(parameters: Parameters, panel: Panel) -> dict[str, Floats]:
    """Return outcomes with counts of people as rates of 100 officers, of groups as of theirs."""
    kinds: dict[str, Counted | None] = {n: one.count for n, one in parameters.outcomes.items()}
    for split in parameters.splits:
        kinds |= {of_group(split.outcome, group): kinds[split.outcome] for group in split.groups}
    officers = panel.doses["officers"]
    return {
        name: _rate(values, panel.doses.get(name, officers), kinds[name])
        for name, values in panel.outcomes.items()
    }


def _rate(values: Floats, officers: Floats, kind: Counted | None) -> Floats:
    if kind is None:
        return values
    return np.divide(
        OF_100[kind] * values, officers, out=np.full(values.shape, np.nan), where=officers > 0
    )
