"""Whom units are looked at by: the opening staff of the period, and everybody over all months."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import own_period
from workbench.analyses.attrition.questions.when.cells import ALL_MONTHS
from workbench.analyses.attrition.questions.when.risk import counted_reasons
from workbench.analyses.attrition.rows import Group, cohort_sides
from workbench.counts.staff import StaffWanted, left_name
from workbench.vocabulary.terms import LEAVING, OVERALL

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Base:
    """The people and the months that units are set beside each other by.

    Attributes
    ----------
    name : str
        Of the finding.
    basis : str
        The world its counts are of: the report's own period, or all closed months.
    sides : tuple of two str
        The counts: who left, and of how many.
    first, last : int
        The first and the last month.
    """

    name: str
    basis: str
    sides: tuple[str, str]
    first: int
    last: int

    @property
    def is_cohort(self) -> bool:
        """Whether the counts are of people in post on one day."""
        return self.basis == OVERALL

    @property
    def months(self) -> int:
        """Return how many months there are."""
        return self.last - self.first + 1

    def at_risk(self, unit: str, parameters: Parameters) -> StaffWanted:
        """Return person-months by unit, grade and length of service."""
        by = (unit, *((parameters.grade,) if parameters.grade else ()))
        edges = parameters.service_edges
        return StaffWanted("risk", by, first=self.first, last=self.last, edges=edges)

    def keys(self) -> dict[str, str]:
        """Return what is the same in the keys of all its cells."""
        return {"basis": self.basis, "stage": LEAVING if self.is_cohort else ""}

    def counts(
        self, group: Group, unit: str, parameters: Parameters, counted: StaffCounts
    ) -> dict[str, int]:
        """Return the counts of a group: people, or leavers and years in post."""
        if self.is_cohort:
            table = counted.tables[own_period(parameters).cohort(unit)]
            return cohort_sides(parameters, table, group)
        own = group.of(counted.tables[self.at_risk(unit, parameters)])
        left = leavers(own, parameters).sum()
        return {"left": int(left), "at_risk": round(int(own["at_risk"].sum()) / MONTHS_A_YEAR)}


def leavers(table: pd.DataFrame, parameters: Parameters) -> pd.Series:
    """Return for each row of a risk table who left for a reason that is counted."""
    names = contract_of(parameters).reason_names
    told = [left_name(names.index(title)) for title in counted_reasons(parameters)]
    return table[told].sum(axis=1).astype("int64")


def bases(parameters: Parameters) -> tuple[Base, ...]:
    """Return the opening staff; and all closed months, where the data are known to hold more."""
    own = Base(
        "where", OVERALL, ("passed", "entered"), parameters.first_month, parameters.last_month
    )
    if parameters.data_from is None:
        return (own,)
    first, last = parameters.window(0)
    if last - first + 1 <= parameters.months:
        return (own,)
    return own, Base("where:all", ALL_MONTHS, ("left", "at_risk"), first, last)
