"""Count people to cells with numpy, fit, and standardise every group."""

from __future__ import annotations

import sys
from time import perf_counter

import numpy as np

from benchmarks.speed.adjusted_model.people import LEVELS, named, read
from benchmarks.speed.told import tell
from workbench.statistics.adjustment.grouped_logistic import fit_logistic
from workbench.statistics.adjustment.logistic_design import logistic_design
from workbench.statistics.adjustment.standardised import standardised_ratio


def count(people: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the codes of every cell, those who passed and those who entered."""
    sizes = tuple(LEVELS.values())
    cell = np.ravel_multi_index(tuple(people[name] for name in LEVELS), sizes)
    entered = np.bincount(cell, minlength=np.prod(sizes))
    passed = np.bincount(cell[people["passed"] == 1], minlength=np.prod(sizes))
    return np.stack([codes.ravel() for codes in np.indices(sizes)], axis=1), passed, entered


def fit(path: str) -> dict[str, float]:
    """Return the seconds to the coefficients, of counting alone, and of all groups' gaps."""
    people = read(path)
    start = perf_counter()
    codes, passed, entered = count(people)
    counted = perf_counter()
    groups, *covariates = LEVELS.values()
    shape = {"group_levels": groups, "covariate_levels": covariates, "comparator": 0}
    design = logistic_design(codes[:, 0], codes[:, 1:], passed, entered, **shape)
    coefficients = fit_logistic(design).coefficients
    fitted = perf_counter()
    standardised_ratio(codes[:, 0], codes[:, 1:], passed, entered, **shape)
    seconds = {"seconds": fitted - start, "count": counted - start, "fit": fitted - counted}
    return {**seconds, "all gaps": perf_counter() - fitted, **named(coefficients)}


if __name__ == "__main__":
    tell(fit(sys.argv[1]))
