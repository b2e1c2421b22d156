"""How often the interval of one selection rate covers it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binom

from benchmarks.validity.coverage import TOLERANCE, Coverage
from benchmarks.validity.questions import LEVEL
from workbench.disclosure import policy_named
from workbench.disclosure.weighing import weigh
from workbench.findings import Finding
from workbench.measures.comparison import share
from workbench.statistics.comparison.rates import selection_rate
from workbench.vocabulary.terms import PolicyName

Floats = NDArray[np.float64]
LOWEST, HIGHEST = 0.03, 0.97
STEP = 1e-9
"""How far beyond a limit its fall in coverage is looked at."""


def rate_coverage(entered: int, policy: PolicyName, rates: Floats) -> Coverage:
    """Coverage of the interval of a rate as it is released, at each true rate.

    Examples
    --------
    >>> rate_coverage(20, "analyst", np.array([0.5])).covered.round(3)
    array([0.959])
    """
    passed = np.arange(entered + 1)
    interval = _released(passed, entered, policy)
    chances = binom.pmf(passed, entered, rates[:, None])
    lower, upper = interval.lower - TOLERANCE, interval.upper + TOLERANCE
    covers = (lower <= rates[:, None]) & (rates[:, None] <= upper)
    return Coverage(chances @ ~np.isnan(interval.lower), (chances * covers).sum(axis=1))


def critical_rates(entered: int) -> Floats:
    """Return the true rates at which coverage is least: just beyond the limits of Wilson's.

    Between two neighbouring limits the same counts cover, and coverage there is least at an end.
    """
    interval = selection_rate(np.arange(entered + 1), entered)
    ends = np.concatenate([interval.lower - STEP, interval.upper + STEP])
    inside = ends[(ends > LOWEST) & (ends < HIGHEST)]
    return np.concatenate([[LOWEST, HIGHEST], inside])


def _released(passed: NDArray[np.int64], entered: int, policy: PolicyName):
    keys = ("characteristic", "group", "comparator", "stage", "basis", "stratum")
    cells = pd.DataFrame({"passed": passed, "entered": entered}).assign(
        **dict.fromkeys(keys, ""), role="declared", family=None
    )
    measures = (share("selection_rate", LEVEL),)
    finding = Finding("validity", "characteristic", "Validity", cells, measures)
    return weigh(finding, policy_named(policy)).estimates["selection_rate"]
