"""Learners of intakes that should have finished: who completed, moved elsewhere, left."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions.learners.measure import ENDS
from workbench.analyses.attrition.questions.learners.progress import ended, progress
from workbench.analyses.attrition.questions.when.risk import counted_reasons
from workbench.analyses.attrition.rows import EVERYBODY, Group, keyed
from workbench.analyses.attrition.stated.learning import LATE, expected_months, stated
from workbench.analyses.attrition.ties.counted import CROSSED
from workbench.counts.staff import StaffWanted, left_name
from workbench.findings import Finding
from workbench.measures.comparison import comparison, share
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED, NOT_RECORDED

SILENT = (NOT_DECLARED, NOT_ASKED)
DUE = "learners:due"
OUTCOMES = (*ENDS, "uncounted", "aside", "still")
"""What becomes of learners: one of these for each of them."""


def due_wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Return learners by intake and route, and by each headline characteristic besides."""
    if stated(parameters).cohort is None:
        return ()
    return tuple(progress(parameters, *by) for by in _by(parameters))


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


def _became(parameters: Parameters, counted: StaffCounts, *by: str) -> pd.DataFrame:
    """Return learners by what became of them, each person once, one row a combination."""
    table = counted.tables[progress(parameters, *by)]
    own = table.assign(**ended(parameters, table), uncounted=_uncounted(parameters, table))
    return own.groupby(list(by), observed=True)[[*OUTCOMES]].sum().reset_index()


def _uncounted(parameters: Parameters, table: pd.DataFrame) -> pd.Series:
    """Return who left for a reason that is no leaving, such as to move within the service."""
    counted = counted_reasons(parameters)
    names = enumerate(contract_of(parameters).reason_names)
    columns = [left_name(place) for place, title in names if title not in counted]
    return table[columns].sum(axis=1).astype("int64")


def _due(parameters: Parameters, counted: StaffCounts) -> pd.DataFrame:
    """Return the intakes and routes seen from their start whose time has passed.

    It has where somebody has been learning for longer than it, or nobody is learning any more.
    """
    by = list(_keys(parameters))
    learners, table = stated(parameters), counted.tables[progress(parameters, *by)]
    expected = expected_months(parameters)
    seen = table[table["at_risk"] > 0].groupby(by, observed=True)
    spans = seen.agg(first=("band", "min"), last=("band", "max"), still=("still", "sum"))
    spans = spans.reset_index()
    route = spans[learners.route].astype(str) if learners.route else pd.Series("", spans.index)
    late = spans["last"] >= route.map(lambda one: expected.get(one, 10**6)) + LATE - 1
    known = (spans[by].astype(str) != NOT_RECORDED).all(axis=1)
    return spans.loc[known & (spans["first"] == 0) & (late | (spans["still"] == 0)), by]


def _groups(parameters: Parameters, kept: pd.DataFrame) -> Iterator[Group]:
    """Yield everybody, each route, and each intake of a route whose time has passed."""
    yield EVERYBODY
    learners = stated(parameters)
    results = contract_of(parameters).results
    if learners.route:
        there = set(kept[learners.route].astype(str))
        labels = [one for one in results[learners.route] if one in there]
        yield from (Group(one, learners.route, (one,)) for one in labels)
    names = _keys(parameters)[::-1]
    pairs = kept.sort_values(list(names))[list(names)].astype(str)
    for labels in pairs.itertuples(index=False, name=None):
        yield Group(CROSSED.join(labels), CROSSED.join(names), labels)


def _sides(
    parameters: Parameters, counted: StaffCounts, kept: pd.DataFrame, group: Group
) -> dict[str, object]:
    """Return a row of who began, and what became of them."""
    by = _keys(parameters)
    columns = group.column.split(CROSSED) if group.column else []
    table = _became(parameters, counted, *by, *(name for name in columns if name not in by))
    own = table.merge(kept, on=list(by))
    for name, label in zip(columns, group.labels, strict=True):
        own = own[own[name].astype(str) == label]
    sums = own[[*OUTCOMES]].sum()
    return {
        "characteristic": group.column,
        "group": group.name,
        "basis": "learners due",
        "passed": int(sums["completed"]),
        "entered": int(sums.sum()),
        **{name: int(sums[name]) for name in OUTCOMES[1:]},
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
                **{key: many for key, many in row.items() if key not in OUTCOMES},
                **beside,
                "comparator": comparator,
                "role": "undeclared" if label in SILENT else role,
            }
        )
    measures = (share("completion_rate", parameters.level), comparison(parameters.level))
    return Finding(f"{DUE}:{name}", "learners", parameters.title_of(name), keyed(rows), measures)
