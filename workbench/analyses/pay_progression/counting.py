"""From the file to the only counts that are made of it: people by group and outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from workbench.analyses.columns import (
    by_label,
    characteristic_column,
    circumstance_column,
    exclusions_of,
)
from workbench.analyses.pay_progression.cells import COULD, NOT_ASSESSED, NOT_REACHED, REACHED
from workbench.analyses.pay_progression.parameters import STEP, Parameters
from workbench.counts import Wanted, count_cells, count_margins, count_wanted, stage_counts
from workbench.records import CodedColumn, Contract, StageColumn, check, read, with_exits
from workbench.vocabulary.terms import NOT_RECORDED

BECAME = "what became of them"
MEND = (
    "Correct the file, or say what they mean: outcome: {reached: [..], not_reached: [..], "
    "not_assessed: [..], apart: {the reason: [..]}}."
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Counted:
    """Exact counts; never shown, whoever looks at them.

    Attributes
    ----------
    groups : mapping of str to DataFrame
        For each characteristic, people by group (index) and outcome (columns).
    stages : DataFrame
        The one step by characteristic and group, as `workbench.counts.stage_counts` returns it.
    tables : mapping of Wanted to DataFrame
        What the questions asked for.
    rows_read, rows_used : int
        Rows of the file, but for those of people who objected, and those of the year.
    taken_out : int
        Rows of people who objected.
    how : tuple of str
        How the files were read.
    """

    groups: Mapping[str, pd.DataFrame]
    stages: pd.DataFrame
    tables: Mapping[Wanted, pd.DataFrame]
    rows_read: int
    rows_used: int
    taken_out: int
    how: tuple[str, ...]

    @property
    def everyone(self) -> pd.Series:
        """Return how many people there are of each outcome."""
        return next(iter(self.groups.values())).sum()


def outcomes(parameters: Parameters) -> tuple[str, ...]:
    """Return everything that can have become of a person."""
    return (*COULD, *parameters.outcome.apart, NOT_RECORDED)


def contract_of(parameters: Parameters) -> Contract:
    """Return what the file must hold."""
    outcome, column = parameters.outcome, parameters.column
    labels = {
        REACHED: outcome.reached,
        NOT_REACHED: outcome.not_reached,
        NOT_ASSESSED: outcome.not_assessed,
        **outcome.apart,
    }
    made = by_label(labels)
    step = {REACHED: "passed", NOT_REACHED: "failed", NOT_ASSESSED: "failed"}
    meanings = {label: step.get(meant, "pending") for label, meant in made.items()}
    told = CodedColumn(
        BECAME, outcome.column, tuple(labels), recode=made, unknown=NOT_RECORDED, mend=MEND
    )
    strata = parameters.strata.items()
    return Contract(
        identifier=parameters.told_apart_by,
        count=None,
        campaign_column=None if parameters.year is None else column("year"),
        campaign=parameters.year,
        stages=(StageColumn(STEP, outcome.column, meanings),),
        coded=(
            *(characteristic_column(parameters, name) for name in parameters.characteristics),
            *(circumstance_column(parameters, n, one, named_under="strata") for n, one in strata),
            told,
        ),
        exclusions=exclusions_of(parameters),
    )


def count(parameters: Parameters, wanted: Iterable[Wanted] = ()) -> Counted:
    """Read, check and count the file that the parameters name.

    Parameters
    ----------
    parameters : Parameters
        They name it.
    wanted : iterable of Wanted
        What is counted besides every characteristic by outcome; each is counted once.

    Raises
    ------
    DataError
        If the file cannot be counted truly; it names every problem.
    """
    contract = contract_of(parameters)
    results, names = contract.results, list(parameters.characteristics)
    with read(parameters.data_path, contract, parameters.reading) as records:
        checked = check(records, contract)
        people = with_exits(records, contract)
        margins = count_margins(people, {name: results[name] for name in names})
        tables = {
            one: count_wanted(people, one, stages=[STEP], results=results, until=None)
            for one in dict.fromkeys(wanted)
        }
        groups = {
            name: _table(count_cells(people, [name, BECAME], results), name, parameters)
            for name in names
        }
    return Counted(
        groups,
        stage_counts(margins, [STEP], {name: results[name] for name in names}),
        tables,
        records.rows_read,
        checked.rows_used,
        records.taken_out.rows if records.taken_out else 0,
        records.how,
    )


def _table(cells: pd.DataFrame, name: str, parameters: Parameters) -> pd.DataFrame:
    """Return a row for every group and a column for every outcome, those of nobody too."""
    added = cells.groupby([name, BECAME], observed=False)["people"].sum().unstack(BECAME)
    return added.reindex(columns=list(outcomes(parameters)), fill_value=0).astype("int64")
