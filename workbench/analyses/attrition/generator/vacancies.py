"""Posts and starters of each region and quarter; every figure is made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from workbench.analyses.attrition.generator.words import CLOSED_MONTHS, FIRST_MONTH
from workbench.synthetic import MONTH
from workbench.vocabulary.terms import REGIONS

SHARES = (0.08, 0.09, 0.08, 0.09, 0.145, 0.065, 0.10, 0.07, 0.08, 0.07, 0.09, 0.04)
"""Of posts for officers, by region."""
POSTS = (3_980, 4_080, 4_900, 5_200)
"""Funded for officers in England and Wales, in each year that ends in June."""
VACANT = (620, 464, 560, 610)
STARTERS = (70, 90, 130, 160)
"""In each quarter of those years."""
SHORT = {"London": 0.30, "Kent, Surrey and Sussex": 0.20}
"""Of vacancies, how many are in the two regions that are short of officers."""


def vacancies() -> pd.DataFrame:
    """Return one row for each region and quarter, of posts for probation officers.

    Returns
    -------
    DataFrame
        `quarter` (its first day), `region`, `posts` (full-time equivalent, funded), `vacancies`
        (at its end) and `starters` (in it).

    Examples
    --------
    >>> table = vacancies()
    >>> int(table.query("quarter == '2020-10-01'")["vacancies"].sum())
    464
    """
    columns = ["quarter", "region", "posts", "vacancies", "starters"]
    return pd.DataFrame(list(_rows()), columns=columns)


def _rows() -> Iterator[tuple[str, str, int, int, int]]:
    elsewhere = (1 - sum(SHORT.values())) / (len(REGIONS) - len(SHORT))
    short = [SHORT.get(region, elsewhere) for region in REGIONS]
    for month in range(0, CLOSED_MONTHS, 3):
        first = str((FIRST_MONTH + month * MONTH).astype("datetime64[D]"))
        totals = (listed[month // 12] for listed in (POSTS, VACANT, STARTERS))
        posts, vacant, starters = map(_divided, totals, (SHARES, short, SHARES))
        yield from zip([first] * len(REGIONS), REGIONS, posts, vacant, starters, strict=True)


def _divided(total: int, shares: Sequence[float]) -> list[int]:
    """Divide a whole number by shares, what rounding leaves going to the greatest remainders."""
    exact = total * np.asarray(shares)
    whole = np.floor(exact).astype(int)
    first = np.argsort(whole - exact, kind="stable")[: total - whole.sum()]
    whole[first] += 1
    return list(whole.tolist())
