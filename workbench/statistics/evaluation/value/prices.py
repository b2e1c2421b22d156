"""Money of different years in the prices of one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError


def real_prices(
    nominal: ArrayLike, years: ArrayLike, index: Mapping[int, float], *, price_year: int
) -> NDArray[np.float64]:
    """Put money of several years into the prices of one.

    Parameters
    ----------
    nominal : array_like of float, shape (..., years)
        Money in the prices of its own year.
    years : array_like of int, shape (years,)
        The year of each amount.
    index : mapping of int to float
        Price index by year, above 0, on any base: the GDP deflator, say.
    price_year : int
        The year whose prices the result is in.

    Returns
    -------
    ndarray of float
        In the shape of `nominal`; NaN stays NaN.

    Raises
    ------
    EstimationError
        A year without an index, an index that is not above 0, or shapes that do not fit.

    Examples
    --------
    >>> print(real_prices([100.0, 104.5], [2022, 2023], {2022: 95, 2023: 100}, price_year=2023))
    [105.26315789 104.5       ]
    """
    amounts, dated = np.asarray(nominal, dtype=np.float64), np.asarray(years)
    problems = []
    if dated.ndim != 1 or amounts.shape[-1:] != dated.shape:
        problems.append(f"Amounts {amounts.shape} must have one to each year {dated.shape}.")
    missing = sorted({int(year) for year in [*dated.ravel(), price_year]} - set(index))
    if missing:
        problems.append(f"No index for {missing}; state one for each year.")
    wrong = {year: value for year, value in index.items() if not 0 < value < float("inf")}
    if wrong:
        problems.append(f"An index must be above 0; found {wrong}.")
    if problems:
        raise EstimationError.gather("The price index", problems)
    return amounts * index[price_year] / np.array([index[int(year)] for year in dated])
