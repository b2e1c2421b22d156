"""Shares that applicants could be compared with, by region; every share is made up.

They have the shape of published shares, such as more ethnic minorities in London and mostly men
on probation, so that what is made from them reads as it will with real ones. None is a real share.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from workbench.analyses.recruitment_funnel.generator.shares import GROUPS
from workbench.analyses.recruitment_funnel.generator.words import SOURCE
from workbench.vocabulary.terms import REGIONS

DATE = "2023-03-31"
WORKING_AGE, ON_PROBATION = "Working-age population", "People on probation"
BENCHMARKS = (WORKING_AGE, ON_PROBATION)
CHARACTERISTICS = ("ethnicity", "sex")
Percent = dict[str, tuple[int, ...]]

# Per cent, in the order of the groups: Asian, Black, Mixed, Other, White.
ETHNICITY: dict[str, Percent] = {
    WORKING_AGE: {
        "East Midlands": (9, 3, 3, 1, 84),
        "East of England": (7, 3, 3, 1, 86),
        "Greater Manchester": (14, 5, 3, 2, 76),
        "Kent, Surrey and Sussex": (6, 2, 3, 1, 88),
        "London": (21, 13, 6, 7, 53),
        "North East": (4, 1, 1, 1, 93),
        "North West": (6, 1, 2, 1, 90),
        "South Central": (10, 3, 3, 2, 82),
        "South West": (3, 1, 2, 1, 93),
        "Wales": (3, 1, 2, 1, 93),
        "West Midlands": (14, 5, 3, 2, 76),
        "Yorkshire and the Humber": (9, 2, 2, 2, 85),
    },
    ON_PROBATION: {
        "East Midlands": (6, 5, 5, 1, 83),
        "East of England": (5, 6, 5, 1, 83),
        "Greater Manchester": (10, 6, 5, 2, 77),
        "Kent, Surrey and Sussex": (4, 5, 4, 1, 86),
        "London": (14, 27, 9, 4, 46),
        "North East": (3, 1, 1, 1, 94),
        "North West": (5, 3, 3, 1, 88),
        "South Central": (8, 7, 6, 1, 78),
        "South West": (2, 4, 4, 1, 89),
        "Wales": (3, 2, 3, 1, 91),
        "West Midlands": (14, 10, 7, 2, 67),
        "Yorkshire and the Humber": (9, 4, 4, 1, 82),
    },
}
# Per cent who are men; the rest are women.
MEN = {
    WORKING_AGE: (50, 49, 50, 49, 50, 49, 49, 50, 49, 49, 50, 50),
    ON_PROBATION: (91, 90, 92, 90, 92, 89, 90, 91, 90, 90, 92, 91),
}
SEX: dict[str, Percent] = {
    benchmark: {region: (men, 100 - men) for region, men in zip(REGIONS, shares, strict=True)}
    for benchmark, shares in MEN.items()
}


def benchmarks() -> pd.DataFrame:
    """Return the share of every group in each region's benchmark populations.

    Returns
    -------
    DataFrame
        `benchmark`, `characteristic`, `region`, `group`, `share` (from 0 to 1, adding up to 1 for
        each benchmark, characteristic and region), `source`, `date`.

    Examples
    --------
    >>> table = benchmarks()
    >>> table.query("region == 'London' and group == 'Black'")["share"].tolist()
    [0.13, 0.27]
    """
    rows = list(_rows())
    columns = ["benchmark", "characteristic", "region", "group", "share"]
    return pd.DataFrame(rows, columns=columns).assign(source=SOURCE, date=DATE)


def _rows() -> Iterator[tuple[str, str, str, str, float]]:
    for benchmark in BENCHMARKS:
        tables = (ETHNICITY[benchmark], SEX[benchmark])
        for name, table in zip(CHARACTERISTICS, tables, strict=True):
            for region in REGIONS:
                for group, percent in zip(GROUPS[name], table[region], strict=True):
                    yield benchmark, name, region, group, percent / 100
