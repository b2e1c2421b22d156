"""Learners of intakes that should have finished: who completed, moved elsewhere, left."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions.learners.measure import ENDS
from workbench.analyses.attrition.questions.learners.progress import ended, progress
from workbench.analyses.attrition.rows import EVERYBODY, Group, keyed
from workbench.analyses.attrition.stated.learning import LATE, expected_months, stated
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding
from workbench.measures.comparison import comparison, share
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED, NOT_RECORDED

SILENT = (NOT_DECLARED, NOT_ASKED)
DUE = "learners:due"


def due_wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Return learners by intake and route, and by each headline characteristic besides."""
    if stated(parameters).cohort is None:
        return ()
    return tuple(
        one
        for by in _by(parameters)
        for one in (progress(parameters, *by), _still(parameters, *by))
    )


def due_findings(parameters: Parameters, counted: StaffCounts) -> tuple[Finding, ...]:
    """Return what became of learners of the intakes that should have finished; none without."""
    if stated(parameters).cohort is None:
        return ()
    kept = _due(parameters, counted)
    if kept.empty:
        return ()
    rows = [_sides(parameters, counted, kept, group) for group in _groups(parameters, kept)]
    measures = (share("completion_rate", parameters.level),)
    title = "Learners who should have finished"
    found = [Finding(DUE, "learners", title, keyed(rows), measures)]
    return (*found, *(_compared(parameters, counted, kept, n) for n in _headlines(parameters)))


def _headlines(parameters: Parameters) -> tuple[str, ...]:
    return parameters.headline_characteristics


def _keys(parameters: Parameters) -> tuple[str, ...]:
    learners = stated(parameters)
    return tuple(name for name in (learners.cohort, learners.route) if name)


def _by(parameters: Parameters) -> Iterator[tuple[str, ...]]:
    yield _keys(parameters)
    for name in _headlines(parameters):
        yield (*_keys(parameters), name)


def _still(parameters: Parameters, *by: str) -> StaffWanted:
    """Return who is learning still at the end of the last month counted."""
    only = ((str(parameters.grade), (stated(parameters).grade,)),)
    return StaffWanted("headcount", by, only=only, at=(parameters.last_month,))


def _outcomes(parameters: Parameters, counted: StaffCounts, *by: str) -> pd.DataFrame:
    """Return learners by how they ended, or that they have not, one row a combination."""
    table = counted.tables[progress(parameters, *by)]
    gone = table.assign(**ended(parameters, table)).groupby(list(by), observed=True)[[*ENDS]].sum()
    still = counted.tables[_still(parameters, *by)].set_index(list(by))["people"].rename("still")
    both = pd.concat([gone, still], axis=1).fillna(0).astype("int64")
    return both.rename_axis(list(by)).reset_index()


def _due(parameters: Parameters, counted: StaffCounts) -> pd.DataFrame:
    """Return the intakes and routes seen from their start whose time has passed.

    It has where somebody has been learning for longer than it, or nobody is learning any more.
    """
    by = list(_keys(parameters))
    learners, table = stated(parameters), counted.tables[progress(parameters, *by)]
    expected = expected_months(parameters)
    seen = table[table["at_risk"] > 0].groupby(by, observed=True)["band"]
    spans = pd.DataFrame({"first": seen.min(), "last": seen.max()}).reset_index()
    whole = _outcomes(parameters, counted, *by)
    spans = spans.merge(whole, on=by, how="left")
    route = spans[learners.route].astype(str) if learners.route else pd.Series("", spans.index)
    late = spans["last"] >= route.map(lambda one: expected.get(one, 10**6)) + LATE - 1
    known = (spans[by].astype(str) != NOT_RECORDED).all(axis=1)
    return spans.loc[known & (spans["first"] == 0) & (late | (spans["still"] == 0)), by]


def _groups(parameters: Parameters, kept: pd.DataFrame) -> Iterator[Group]:
    yield EVERYBODY
    for name in reversed(_keys(parameters)):
        there = set(kept[name].astype(str))
        labels = contract_of(parameters).results[name]
        yield from (Group(one, name, (one,)) for one in labels if one in there)


def _sides(
    parameters: Parameters, counted: StaffCounts, kept: pd.DataFrame, group: Group
) -> dict[str, object]:
    """Return a row of who began, as far as their end is known, and how they ended."""
    by = _keys(parameters)
    named = (*by, group.column) if group.column and group.column not in by else by
    table = _outcomes(parameters, counted, *named).merge(kept, on=list(by))
    sums = group.of(table)[[*ENDS, "still"]].sum()
    return {
        "characteristic": group.column,
        "group": group.name,
        "basis": "learners due",
        "passed": int(sums["completed"]),
        "entered": int(sums.sum()),
        "moved": int(sums["moved"]),
        "left": int(sums["left"]),
    }


def _compared(
    parameters: Parameters, counted: StaffCounts, kept: pd.DataFrame, name: str
) -> Finding:
    """Return who completed of each group beside its comparator."""
    comparator, rows = parameters.comparator(name), []
    other = _sides(parameters, counted, kept, Group(comparator, name, (comparator,)))
    beside = {f"comparator_{side}": other[side] for side in ("passed", "entered")}
    for label in contract_of(parameters).results[name]:
        row = _sides(parameters, counted, kept, Group(label, name, (label,)))
        role = "comparator" if label == comparator else "declared"
        rows.append(
            {
                **{key: many for key, many in row.items() if key not in ("moved", "left")},
                **beside,
                "comparator": comparator,
                "role": "undeclared" if label in SILENT else role,
            }
        )
    measures = (share("completion_rate", parameters.level), comparison(parameters.level))
    return Finding(f"{DUE}:{name}", "learners", parameters.title_of(name), keyed(rows), measures)
