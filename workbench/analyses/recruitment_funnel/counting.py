"""From one campaign's file to the only counts that are made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

import pandas as pd

from workbench.analyses.recruitment_funnel.contract import contract_of
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.too_many import too_many
from workbench.counts import (
    MOST_CELLS,
    Wanted,
    count_each,
    count_margins,
    count_wanted,
    stage_counts,
)
from workbench.records import TakenOut, check, read, with_exits

__all__ = ["CampaignCounts", "Wanted", "count_campaign"]
NOTHING: Mapping[Wanted, pd.DataFrame] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CampaignCounts:
    """Exact counts of one campaign; never shown, whoever looks at it.

    Attributes
    ----------
    stages : DataFrame
        As `workbench.counts.stage_counts` returns them.
    rows_read, rows_used : int
        Rows of the file, and those that were counted.
    further_applications : int, optional
        Applications beyond the first of each person, where the file tells people apart.
    how : tuple of str
        How the files were read.
    tables : mapping of Wanted to DataFrame
        What the questions asked for, as `workbench.counts` returns it.
    taken_out : TakenOut, optional
        What a list of people who objected took out, which no other number here counts.
    """

    stages: pd.DataFrame
    rows_read: int
    rows_used: int
    further_applications: int | None = None
    how: tuple[str, ...] = ()
    tables: Mapping[Wanted, pd.DataFrame] = field(default_factory=lambda: NOTHING)
    taken_out: TakenOut | None = None

    @property
    def everyone(self) -> pd.DataFrame:
        """Return the counts of all people, whatever their groups."""
        return self.stages[self.stages["characteristic"] == ""]


def count_campaign(
    parameters: Parameters, wanted: Iterable[Wanted] = (), *, most: int = MOST_CELLS
) -> CampaignCounts:
    """Read, check and count the file that `parameters` name.

    Parameters
    ----------
    parameters : Parameters
        The campaign's.
    wanted : iterable of Wanted
        What is counted besides every characteristic by stage; each is counted once.
    most : int
        Cells of each of them at most.

    Raises
    ------
    DataError
        If the file cannot be counted truly, or what is wanted has too many cells; it names every
        problem.
    """
    contract = contract_of(parameters)
    compared = {name: contract.results[name] for name in parameters.characteristics}
    with read(parameters.data_path, contract, parameters.reading) as records:
        checked = check(records, contract)
        applications = with_exits(records, contract)
        margins = count_margins(applications, compared)
        count = partial(
            count_wanted,
            applications,
            stages=list(parameters.stages),
            results=contract.results,
            until=parameters.data_date,
            most=most,
        )
        tables = count_each(
            wanted, count, lambda one, found: too_many(one, found, contract), records.source
        )
    return CampaignCounts(
        stage_counts(margins, list(parameters.stages), compared),
        records.rows_read,
        checked.rows_used,
        checked.further_applications,
        records.how,
        tables,
        records.taken_out,
    )
