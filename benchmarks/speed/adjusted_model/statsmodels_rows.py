"""The same model with statsmodels on a row for each person, from a matrix of 0 and 1."""

from __future__ import annotations

import sys
from time import perf_counter

import numpy as np
import statsmodels.api as sm

from benchmarks.speed.adjusted_model.people import LEVELS, named, read
from benchmarks.speed.told import tell


def fit(path: str) -> dict[str, float]:
    """Return the seconds to the coefficients; the matrix takes its share of them."""
    people = read(path)
    start = perf_counter()
    columns = [people[name] == level for name, size in LEVELS.items() for level in range(1, size)]
    matrix = np.column_stack([np.ones(len(people["passed"])), *columns])
    found = sm.GLM(people["passed"], matrix, family=sm.families.Binomial()).fit()
    return {"seconds": perf_counter() - start, **named(found.params)}


if __name__ == "__main__":
    tell(fit(sys.argv[1]))
