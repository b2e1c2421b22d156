"""Person-months and leavers of cells, added up and checked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import EstimationError

Floats = NDArray[np.float64]


def collapsed(
    cells: pd.DataFrame, by: Sequence[str], *, counts: Sequence[str] = ("at_risk", "left")
) -> pd.DataFrame:
    """Add up cells that are alike in what a model looks at.

    Parameters
    ----------
    cells : DataFrame
        A row a finer combination.
    by : sequence of str
        Columns to keep; without any, one row is left.
    counts : sequence of str
        Columns that are added up.

    Returns
    -------
    DataFrame
        The combinations in use, in the order of the keys.

    Examples
    --------
    >>> cells = pd.DataFrame({"band": [2, 1, 1], "at_risk": [5, 6, 7], "left": [1, 0, 1]})
    >>> collapsed(cells, ["band"]).to_numpy().tolist()
    [[1, 13, 1], [2, 5, 1]]
    """
    if not by:
        return cells[[*counts]].sum().to_frame().T
    grouped = cells.groupby(list(by), observed=True, sort=True, as_index=False, dropna=False)
    return grouped[[*counts]].sum()


def checked_counts(
    cells: pd.DataFrame, terms: Sequence[str], at_risk: str, left: str
) -> tuple[Floats, Floats]:
    """Take person-months and leavers of cells, and refuse impossible ones.

    Raises
    ------
    EstimationError
        Columns that are not there, or numbers that no cell can have.
    """
    missing = [name for name in (*terms, at_risk, left) if name not in cells.columns]
    if missing:
        raise EstimationError(f"Cells must have the columns {missing}; they are not there.")
    exposed = cells[at_risk].to_numpy(np.float64)
    gone = cells[left].to_numpy(np.float64)
    wrong = ~np.isfinite(exposed) | (exposed < 0) | ~np.isfinite(gone) | (gone < 0)
    if wrong.any():
        raise EstimationError(
            f"{at_risk} and {left} must be numbers from 0; {int(wrong.sum())} cells have others."
        )
    if not (exposed > 0).any():
        raise EstimationError(f"Nobody is at risk: {at_risk} is 0 in every cell.")
    if (gone[exposed == 0] > 0).any():
        raise EstimationError(f"Cells with {at_risk} 0 must have {left} 0.")
    return exposed, gone
