"""Counts of staff laid out as the cells of a finding: one row a group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import Period
from workbench.analyses.attrition.stated.leaving import REASONS
from workbench.counts.staff import STILL
from workbench.findings.finding import KEYS
from workbench.measures.leaving import AT_RISK
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED, NOT_RECORDED, OVERALL

SILENT = (NOT_DECLARED, NOT_ASKED)
RESIGNED, RETIRED, STAYED = "resigned", "retired", "stayed"
BLANK = dict.fromkeys(KEYS, "") | {"role": "all", "family": None}


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a row: a label of a column, several together, or everybody."""

    name: str
    column: str = ""
    labels: tuple[str, ...] = ()

    def of(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a table that are of this group."""
        return table[table[self.column].isin(self.labels)] if self.column else table


EVERYBODY = Group("")


def groups_of(column: str, results: Sequence[str], table: pd.DataFrame) -> tuple[Group, ...]:
    """Return a group for each label of a column, those without a label only if there are any."""
    many = table["days" if "days" in table else "people"]
    there = set(table.loc[many > 0, column].astype(str))
    return tuple(
        Group(label, column, (label,))
        for label in results
        if label not in (NOT_RECORDED, *SILENT) or label in there
    )


def keyed(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as cells of a finding; a key that is not named is blank."""
    return pd.DataFrame([BLANK | dict(row) for row in rows])


def leaving_row(
    parameters: Parameters, counted: StaffCounts, period: Period, group: Group
) -> dict[str, object]:
    """Return one row of leavers and of people in post, with its keys.

    ``left`` are those who left for a reason that is counted, ``left_resigned`` of them those who
    resigned, and ``at_risk`` is the mean number of people in post, to the nearest.
    """
    by = (group.column,) if group.column else ()
    left = group.of(counted.tables[period.leavers(*by)])
    there = group.of(counted.tables[period.in_post(*by)])
    leaving = parameters.leaving
    counts = {
        "left": _people(left, left["reason"].isin(leaving.counted_titles)),
        "left_resigned": _people(left, left["reason"].isin(leaving.resignation_titles)),
        AT_RISK: period.mean_headcount(there),
    }
    return {"characteristic": group.column, "group": group.name, "basis": period.name, **counts}


def cohort_sides(
    parameters: Parameters, table: pd.DataFrame, group: Group, how: str = OVERALL
) -> dict[str, int]:
    """Return who of a group was in post at the opening, and who of them left, or stayed.

    Parameters
    ----------
    parameters : Parameters
    table : DataFrame
        As `workbench.counts.staff.count_cohort` returns it.
    group : Group
    how : {"overall", "resigned", "retired", "stayed"}
        Whether ``passed`` are those who left, resigned, retired, or are still in post.
    """
    leaving = parameters.leaving
    wanted = {
        OVERALL: leaving.counted_titles,
        RESIGNED: leaving.resignation_titles,
        RETIRED: (REASONS["retirement"],),
        STAYED: (STILL,),
    }
    own = group.of(table)
    return {"passed": _people(own, own["reason"].isin(wanted[how])), "entered": _people(own)}


def _people(table: pd.DataFrame, where: pd.Series | None = None) -> int:
    people = table["people"] if where is None else table.loc[where, "people"]
    return int(people.sum())


def grades(parameters: Parameters, results: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the grades, in their order, without the one of a blank."""
    if parameters.grade:
        yield from (label for label in results[parameters.grade] if label != NOT_RECORDED)
