"""What a fit costs by the number of cells, and by the number of people in the same cells."""

from __future__ import annotations

from statistics import median
from time import perf_counter

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from workbench.statistics.attrition.hazard import fit_hazard
from workbench.statistics.attrition.hazard_design import hazard_design

FACTORS, LEVELS = 5, 10
"""Of every model, so that the number of coefficients, 46, stays as it is."""
MONTHS_EACH = 30
HAZARD = 0.01
TIMES = 3
"""Each fit; the middle one is told."""


def made(cells: int, people: int, seed: int = 20230630) -> pd.DataFrame:
    """Spread the months of some people over so many different cells."""
    rng = np.random.default_rng(seed)
    place = rng.choice(LEVELS**FACTORS, cells, replace=False)
    codes = np.stack(np.unravel_index(place, (LEVELS,) * FACTORS))
    effects = rng.normal(0, 0.2, (FACTORS, LEVELS))
    shares = rng.dirichlet(np.ones(cells))
    at_risk = rng.multinomial(people * MONTHS_EACH, shares)
    linear = np.log(HAZARD) + sum(effects[factor][code] for factor, code in enumerate(codes))
    levels = [str(level) for level in range(LEVELS)]
    columns = {
        f"term_{factor}": pd.Categorical.from_codes(code, levels)
        for factor, code in enumerate(codes)
    }
    left = rng.binomial(at_risk, -np.expm1(-np.exp(linear)))
    return pd.DataFrame({**columns, "at_risk": at_risk, "left": left})


def seconds(cells: pd.DataFrame) -> float:
    """Return the seconds from cells to a fit, the middle of some."""
    terms = [name for name in cells if name.startswith("term_")]
    taken = []
    with threadpool_limits(1):
        for _ in range(TIMES):
            start = perf_counter()
            fit = fit_hazard(hazard_design(cells, terms))
            taken.append(perf_counter() - start)
            assert fit.converged
    return median(taken)


def print_costs() -> None:
    """Print the seconds of a fit, by cells and by people."""
    print("Cost of a fit by cells, 46 coefficients")
    for people, cells in (
        *((300_000, 10**power) for power in (2, 3, 4, 5)),
        *((people, 10_000) for people in (100_000, 1_000_000)),
    ):
        print(f"  {people:9,} people {cells:8,} cells {seconds(made(cells, people)):8.3f} s")


if __name__ == "__main__":
    print_costs()
