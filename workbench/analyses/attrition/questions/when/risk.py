"""People at risk and leavers by month of service, of everybody or of one group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.rows import EVERYBODY, Group
from workbench.analyses.attrition.stated.period import LONGEST
from workbench.counts.staff import StaffWanted, left_name

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Risk:
    """A risk table by completed months of service.

    Attributes
    ----------
    at_risk : int array, shape (months,)
        People in post in each month of service; the last holds all months from it on.
    left : int array, shape (reasons, months)
        Those of them who left, by the reasons that are counted, in their order.
    unknown_at_risk : int
    unknown_left : int array, shape (reasons,)
        Those whose length of service is not known.
    """

    at_risk: Counts
    left: Counts
    unknown_at_risk: int
    unknown_left: Counts

    @classmethod
    def of(cls, parameters: Parameters, counted: StaffCounts, group: Group = EVERYBODY) -> Self:
        """Return the table of a group, leavers for reasons that are not counted being at risk."""
        table = counted.tables[risk_wanted(parameters, *([group.column] if group.column else []))]
        own: pd.DataFrame = group.of(table)
        names = contract_of(parameters).reason_names
        told = [left_name(names.index(title)) for title in counted_reasons(parameters)]
        found = np.zeros((1 + len(told), followed(parameters) + 2), np.int64)
        for row, name in enumerate(["at_risk", *told]):
            np.add.at(found[row], own["band"].to_numpy() + 1, own[name].to_numpy())
        return cls(found[0, 1:], found[1:, 1:], int(found[0, 0]), found[1:, 0])

    def banded(self, edges: tuple[int, ...]) -> tuple[Counts, Counts]:
        """Return person-months and leavers by reason in bands, the last without an end."""
        there, left = (np.add.reduceat(one, edges, axis=-1) for one in (self.at_risk, self.left))
        return there, left


def counted_reasons(parameters: Parameters) -> tuple[str, ...]:
    """Return the titles of the reasons that are leaving, in the order of the contract."""
    counted = parameters.leaving.counted_titles
    return tuple(name for name in contract_of(parameters).reason_names if name in counted)


def followed(parameters: Parameters) -> int:
    """Return for how many months of service each month is counted by itself."""
    return max(parameters.service_edges[-1], parameters.horizon)


def risk_wanted(parameters: Parameters, *by: str) -> StaffWanted:
    """Return who is at risk in each month of service, over all closed months."""
    first, last = parameters.window(0)
    edges = tuple(range(followed(parameters) + 1))
    return StaffWanted("risk", by, first=first, last=last, edges=edges, clock="service")


def columns(parameters: Parameters) -> tuple[tuple[str, ...], ...]:
    """Return by what they are counted; by characteristics too where all is shown."""
    grade = [(parameters.grade,)] if parameters.grade else []
    whole = parameters.policy == "analyst"
    return ((), *grade, *((name,) for name in parameters.characteristics if whole))


def window_months(parameters: Parameters) -> int:
    """Return the months that one person can be seen; a longest one where they are not stated."""
    first, last = parameters.window(0)
    return last - first + 1 if first else LONGEST
