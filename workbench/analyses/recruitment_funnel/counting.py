"""From one campaign's file to the only counts that are made of it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from workbench.analyses.recruitment_funnel.contract import contract_of
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.counts import count_margins, stage_counts
from workbench.records import check, read, with_exits


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
    """

    stages: pd.DataFrame
    rows_read: int
    rows_used: int
    further_applications: int | None = None
    how: tuple[str, ...] = ()

    @property
    def everyone(self) -> pd.DataFrame:
        """Return the counts of all people, whatever their groups."""
        return self.stages[self.stages["characteristic"] == ""]


def count_campaign(parameters: Parameters) -> CampaignCounts:
    """Read, check and count the file that `parameters` name.

    Raises
    ------
    DataError
        If the file cannot be counted truly; it names every problem.
    """
    contract = contract_of(parameters)
    with read(parameters.data_path, contract, parameters.reading) as records:
        checked = check(records, contract)
        margins = count_margins(with_exits(records, contract), contract.results)
    return CampaignCounts(
        stage_counts(margins, list(parameters.stages), contract.results),
        records.rows_read,
        checked.rows_used,
        checked.further_applications,
        records.how,
    )
