"""Counted cells as they leave the engine: never more of them than fit into memory."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from ibis.expr.types import Table

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
