"""Counted cells as they leave the engine: never more of them than fit into memory."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

import pandas as pd
from ibis.expr.types import Table

from workbench.errors import DataError

What = TypeVar("What", bound=Hashable)
MOST_CELLS = 2_000_000
"""Rows of one table of counts, of some hundred bytes each; a report on groups has far fewer."""


class TooManyCellsError(Exception):
    """One table of counts would have more cells than are looked at.

    Attributes
    ----------
    cells, most : int
        How many it would have, and how many it may have.
    """

    def __init__(self, cells: int, most: int) -> None:
        super().__init__(f"{cells:,} cells, where at most {most:,} are counted")
        self.cells, self.most = cells, most


def fetched(counted: Table, keys: Sequence[str], most: int = MOST_CELLS) -> pd.DataFrame:
    """Return counts in the order of their keys.

    Parameters
    ----------
    counted : Table
        One row a cell.
    keys : sequence of str
        Columns to order by.
    most : int
        So many cells at most.

    Raises
    ------
    TooManyCellsError
        If there are more; no more than one beyond leaves the engine before that is known.
    """
    frame = counted.limit(most + 1).order_by(list(keys)).to_pyarrow()
    if frame.num_rows > most:
        raise TooManyCellsError(int(counted.count().to_pyarrow().as_py()), most)
    return frame.to_pandas()


def count_each(
    wanted: Iterable[What],
    count: Callable[[What], pd.DataFrame],
    refusal: Callable[[What, TooManyCellsError], str],
    source: str,
) -> Mapping[What, pd.DataFrame]:
    """Count every table once, and refuse all that have too many cells together.

    Parameters
    ----------
    wanted : iterable
        What to count.
    count : callable
        Counts one of them.
    refusal : callable
        Returns what is wrong with one of too many cells, and its mend.
    source : str
        What messages call the data.

    Raises
    ------
    DataError
        If any has too many cells.

    Examples
    --------
    >>> frame = pd.DataFrame({"n": [2]})
    >>> list(count_each("aba", lambda one: frame, lambda one, found: one, "a.csv"))
    ['a', 'b']
    """
    tables, problems = dict[What, pd.DataFrame](), dict[str, None]()
    for one in dict.fromkeys(wanted):
        try:
            tables[one] = count(one)
        except TooManyCellsError as found:
            problems[refusal(one, found)] = None
    if problems:
        raise DataError.gather(source, list(problems))
    return MappingProxyType(tables)
