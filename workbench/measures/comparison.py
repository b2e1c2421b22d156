"""The numbers that stand beside every comparison of a group with its comparator."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from workbench.findings import Measure, Measured
from workbench.statistics.comparison.detectable import minimum_detectable_ratio, one_person_flip
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.exact_test import fisher_mid_p
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.comparison.relative_rate import (
    relative_nonpassing_rate,
    relative_rate_index,
)
from workbench.statistics.comparison.shortfall import shortfall_to_parity
from workbench.statistics.estimate import Estimate

TWO_SIDES = ("passed", "entered", "comparator_passed", "comparator_entered")


def comparison(level: float, *, unwelcome: bool = False) -> Measure:
    """Return the comparison of a group with its comparator at one stage or over all.

    Parameters
    ----------
    level : float
        Confidence level.
    unwelcome : bool
        Whether nobody wishes to pass, so that the gap to look for is a higher rate.
    """
    return Measure(TWO_SIDES, partial(_compare, level=level, unwelcome=unwelcome))


def exact_test() -> Measure:
    """Return the test of a comparison; where no question is asked there is no p-value."""
    return Measure(TWO_SIDES, _test, of_questions=True)


def share(name: str, level: float) -> Measure:
    """Return a share with its Wilson interval, under the name given."""
    return Measure(("passed", "entered"), partial(_share, name=name, level=level))


def _share(counts: Mapping[str, np.ndarray], *, name: str, level: float) -> Measured:
    return Measured({name: selection_rate(counts["passed"], counts["entered"], level=level)})


def _compare(counts: Mapping[str, np.ndarray], *, level: float, unwelcome: bool) -> Measured:
    sides = tuple(counts[name] for name in TWO_SIDES)
    _, entered, comparator_passed, comparator_entered = sides
    comparator_rate = selection_rate(comparator_passed, comparator_entered, level=level).value
    detectable = minimum_detectable_ratio(
        entered, comparator_entered, comparator_rate, above=unwelcome
    )
    could_see = "minimum_detectable_excess" if unwelcome else "minimum_detectable_ratio"
    return Measured(
        {
            "relative_rate_index": relative_rate_index(*sides, level=level),
            "relative_nonpassing_rate": relative_nonpassing_rate(*sides, level=level),
            "rate_difference": rate_difference(*sides, level=level),
            "shortfall": _point(shortfall_to_parity(*sides), level, "to parity with comparator"),
            could_see: _point(detectable, level, "80% power, two-sided 5%"),
            "one_person_flip": _point(one_person_flip(*sides), level, "exact"),
        }
    )


def _test(counts: Mapping[str, np.ndarray]) -> Measured:
    return Measured({}, fisher_mid_p(*(counts[name] for name in TWO_SIDES)))


def _point(value: np.ndarray, level: float, method: str) -> Estimate:
    """Return a number without an interval; its limits are itself, so that a hull can widen it."""
    value = np.asarray(value, dtype=float)
    return Estimate(value, value, value, level, method)
