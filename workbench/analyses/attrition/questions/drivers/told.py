"""What is told of: which drivers and circumstances, and their levels beside the reference."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions.drivers.cells import (
    at_risk,
    left_columns,
    reference_of,
)
from workbench.analyses.attrition.questions.drivers.plain import YEARS
from workbench.analyses.attrition.rows import RESIGNED, keyed
from workbench.records.staff.contract import NONE_HELD, TOO_EARLY
from workbench.vocabulary.terms import LEAVING, NOT_RECORDED, OVERALL

LAST = (NONE_HELD, TOO_EARLY, NOT_RECORDED)
KINDS = (OVERALL, RESIGNED)
"""Who is counted as having left: anybody for a reason that is counted; who resigned."""


def told_terms(parameters: Parameters) -> tuple[str, ...]:
    """Return drivers, then circumstances besides grade and region, which have rates of their own.

    Characteristics that are held equal are the matter of other questions.
    """
    apart = {parameters.grade, parameters.region, *parameters.characteristics}
    others = (name for name in parameters.adjusted_circumstances if name not in apart)
    return (*parameters.drivers, *others)


def reasons_of(parameters: Parameters, kind: str) -> tuple[str, ...]:
    """Return the titles of the reasons that are one kind of leaving."""
    leaving = parameters.leaving
    return leaving.resignation_titles if kind == RESIGNED else leaving.counted_titles


def left_count(kind: str) -> str:
    """Return the name of the count of leavers of one kind."""
    return "left" if kind == OVERALL else f"left_{kind}"


def compared(parameters: Parameters, counted: StaffCounts, name: str, kind: str) -> pd.DataFrame:
    """Return each level of a driver beside the reference, as cells of a finding.

    Parameters
    ----------
    parameters : Parameters
    counted : StaffCounts
    name : str
        A driver or a circumstance.
    kind : {"overall", "resigned"}
        Who is counted as having left.

    Returns
    -------
    DataFrame
        A row a level that somebody was at in the period, the reference among them: who left when
        they were at it, and the years that people were in post at it, to the nearest. Those of
        the opening staff alone would mix levels up that change within the year.
    """
    table = counted.tables[at_risk(parameters)]
    columns = left_columns(parameters, reasons_of(parameters, kind))
    sums = table.assign(left=table[columns].sum(axis=1)).groupby(name, observed=True)
    months = sums[["left", "at_risk"]].sum()
    counts = pd.DataFrame(
        {left_count(kind): months["left"], YEARS: (months["at_risk"] / 12).round()}
    ).astype("int64")
    counts = counts[(counts > 0).any(axis=1)]
    reference = reference_of(parameters, name, table)
    beside = {f"comparator_{one}": many for one, many in counts.loc[reference].items()}
    keys = {"characteristic": name, "comparator": reference, "stage": LEAVING, "basis": kind}
    rows = [
        {**keys, "group": str(label), "role": _role(str(label), reference), **own, **beside}
        for label, own in counts.to_dict("index").items()
    ]
    return keyed(rows)


def _role(label: str, reference: str) -> str:
    if label in LAST:
        return "undeclared"
    return "comparator" if label == reference else "declared"
