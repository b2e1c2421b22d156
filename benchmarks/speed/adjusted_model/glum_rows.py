"""The same model with glum on its own categorical matrices, a row for each person."""

from __future__ import annotations

import sys
from time import perf_counter

import numpy as np
import tabmat
from glum import GeneralizedLinearRegressor

from benchmarks.speed.adjusted_model.people import LEVELS, named, read
from benchmarks.speed.told import tell


def fit(path: str) -> dict[str, float]:
    """Return the seconds to the coefficients, with and without the covariance."""
    people = read(path)
    start = perf_counter()
    columns = [
        tabmat.CategoricalMatrix(people[name], categories=np.arange(size), drop_first=True)
        for name, size in LEVELS.items()
    ]
    model = GeneralizedLinearRegressor(
        family="binomial", alpha=0, solver="irls-ls", gradient_tol=1e-9, max_iter=100
    )
    matrix, outcomes = tabmat.SplitMatrix(columns), people["passed"].astype(np.float64)
    model.fit(matrix, outcomes)
    fitted = perf_counter()
    model.covariance_matrix(matrix, outcomes, robust=False)
    coefficients = np.concatenate([[model.intercept_], model.coef_])
    seconds = {"seconds": perf_counter() - start, "fit": fitted - start}
    return {**seconds, **named(coefficients)}


if __name__ == "__main__":
    tell(fit(sys.argv[1]))
