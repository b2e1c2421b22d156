"""Published rates beside those of the same grades and the same year here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import Period, own_period
from workbench.analyses.attrition.rows import EVERYBODY, Group, keyed, leaving_row
from workbench.analyses.attrition.stated.leaving import Headcount
from workbench.analyses.attrition.stated.period import counted_at, month_end, weights
from workbench.analyses.attrition.stated.scenario import PublishedLine
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding, ShownCounts, TableMeasure
from workbench.measures.leaving import leaving_rates
from workbench.records.staff.contract import month_number
from workbench.statistics.estimate import Estimate

YEAR = 12
PUBLISHED = "published"
TOGETHER = "|"
"""Between grades that are counted together."""


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count leavers and people in post of the year and by what grades each line is of."""
    return tuple(
        one
        for line in parameters.published
        if (period := year_of(line, parameters))
        for one in (
            period.headcount(*_by(line, parameters)),
            period.leavers(*_by(line, parameters)),
        )
    )


def findings(parameters: Parameters, counted: StaffCounts) -> Iterator[Finding]:
    """Yield one finding a published line that the data can be held to."""
    level = parameters.level
    shares = weights(_headcount(parameters), YEAR)
    for number, line in enumerate(parameters.published, 1):
        period = year_of(line, parameters)
        if period is None:
            continue
        row = leaving_row(parameters, counted, period, _group(line, parameters))
        del row["left_resigned"]
        rate = leaving_rates({"leaving_rate": "left"}, shares, months=YEAR, level=level)
        stated = partial(_stated, value=line.value / 100, level=level)
        beside = TableMeasure(("left",), stated)
        # Without a colon, which would stand for a group.
        cells = keyed([row | {"stratum": line.label.replace(":", ",")}])
        name = f"{PUBLISHED}:{number}"
        yield Finding(name, PUBLISHED, line.label, cells, table_measures=(rate, beside))


def sources(parameters: Parameters) -> str:
    """Name the source of every published line, and the lines that no year here answers to."""
    told = [f"{line.label}: {line.source.rstrip('.')}." for line in parameters.published]
    untold = [line.label for line in parameters.published if year_of(line, parameters) is None]
    if untold:
        told.append(f"The data do not hold the whole year of: {'; '.join(untold)}.")
    return " ".join(told)


def year_of(line: PublishedLine, parameters: Parameters) -> Period | None:
    """Return the year that a line is of, if the data hold it whole."""
    own = own_period(parameters)
    last = month_number(line.year_ending) if line.year_ending else parameters.last_month
    if last == parameters.last_month and parameters.months == YEAR:
        return own
    dates = counted_at(last, YEAR, _headcount(parameters))
    known = parameters.data_from and parameters.window(0)[0] <= dates[0]
    if not known or last > parameters.last_month:
        return None
    return Period(f"year ending {month_end(last).isoformat()}", dates)


def _headcount(parameters: Parameters) -> Headcount:
    # A report of another length counts on other dates: both ends are among any.
    return parameters.headcount if parameters.months == YEAR else "ends"


def _by(line: PublishedLine, parameters: Parameters) -> tuple[str, ...]:
    return (parameters.grade,) if line.grades and parameters.grade else ()


def _group(line: PublishedLine, parameters: Parameters) -> Group:
    if not line.grades or parameters.grade is None:
        return EVERYBODY
    return Group(TOGETHER.join(line.grades), parameters.grade, line.grades)


def _stated(
    counts: Mapping[str, ShownCounts], *, value: float, level: float
) -> dict[str, Estimate]:
    """Return the published rate, which is of no count here."""
    told = np.full(counts["left"].value.shape, value)
    return {"published_rate": Estimate(told, told, told, level, "as published")}
