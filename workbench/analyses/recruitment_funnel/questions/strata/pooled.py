"""One comparison over strata: pooled ratios, their tests, and the parts of the gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.statistics.estimate import Estimate
from workbench.statistics.strata.kitagawa import kitagawa_of_counts
from workbench.statistics.strata.pooled_odds import PooledOddsRatio, pooled_odds_ratio
from workbench.statistics.strata.pooled_risk import PooledRiskRatio, pooled_risk_ratio

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
LEAST_COMPARABLE = 0.9
"""Share of a group who must be where the comparison group is too; for parts of a gap, of both."""
NOBODY = "nobody got this far"
APART = "fewer than 9 in 10 of the group are where the comparison group is"
ONE_STRATUM = "all who can be compared are alike in this"


@dataclass(frozen=True, slots=True, eq=False)
class Pooled:
    """What a comparison over strata says, one entry a cell.

    Attributes
    ----------
    ratios, tests, shares : mapping of str to Estimate
        Ratios; statistics and p-values; shares of people and parts of the gap.
    standardised : mapping of str to Estimate
        Both rates at one mix of strata.
    strata : int array
        How many strata hold information: people of both sides and both outcomes.
    reasons : object array
        Why there is nothing.
    """

    ratios: Mapping[str, Estimate]
    tests: Mapping[str, Estimate]
    shares: Mapping[str, Estimate]
    standardised: Mapping[str, Estimate]
    strata: Counts
    reasons: NDArray[np.object_]


def pool(
    sides: tuple[Counts, Counts, Counts, Counts],
    *,
    level: float,
    overall: NDArray[np.bool_],
    least: int,
    homogeneity: bool,
) -> Pooled:
    """Compare groups with their comparator over strata.

    Parameters
    ----------
    sides : tuple of int array, shape (..., strata)
        Passed and entered of the group and of its comparator.
    level : float
        Confidence level.
    overall : bool array, shape (...)
        Where statistics and standardised rates are wanted beside p-values.
    least : int
        People whom each stratum must hold of both for rates to be standardised to one mix.
    homogeneity : bool
        Whether strata are large enough to be tested for one ratio.
    """
    x, n, x0, n0 = sides
    reasons = reasons_of(n, n0)
    told = reasons == None  # noqa: E711  element by element
    odds = pooled_odds_ratio(*sides, level=level)
    risk = pooled_risk_ratio(*sides, level=level)
    parts = kitagawa_of_counts(*sides)
    tests = _association(odds, overall) | (_homogeneity(odds, risk, overall) if homogeneity else {})
    rates = _standardised(x, n, x0, n0)
    parted = told & (parts.one_sided <= 1 - LEAST_COMPARABLE)
    full = told & overall & (np.minimum(n, n0) >= least).all(axis=-1)
    shares = {
        "mix": _where(parted, parts.mix),
        "rate": _where(parted, parts.rate),
        "expected_rate": _expected(n, x0, n0),
    }
    return Pooled(
        {
            "pooled_ratio": _only(risk.risk_ratio, told),
            "pooled_odds_ratio": _only(odds.odds_ratio, told),
        },
        {name: _point(_where(told, value), level) for name, value in tests.items()},
        {
            "one_sided": _point(parts.one_sided, level),
            **{name: _point(_where(told, value), level) for name, value in shares.items()},
        },
        {name: _point(_where(full, value), level) for name, value in rates.items()},
        odds.strata,
        reasons,
    )


def _association(odds: PooledOddsRatio, overall: NDArray[np.bool_]) -> dict[str, Floats]:
    return {
        "cmh_p": odds.p_value,
        "cmh_statistic": _where(overall, odds.statistic),
        "cmh_corrected_p": _where(overall, odds.corrected_p_value),
        "cmh_corrected_statistic": _where(overall, odds.corrected_statistic),
    }


def _homogeneity(
    odds: PooledOddsRatio, risk: PooledRiskRatio, overall: NDArray[np.bool_]
) -> dict[str, Floats]:
    return {
        "ratio_homogeneity_p": risk.score_homogeneity_p_value,
        "odds_homogeneity_p": odds.homogeneity_p_value,
        "odds_homogeneity_statistic": _where(overall, odds.homogeneity_statistic),
    }


def reasons_of(n: Counts, n0: Counts) -> NDArray[np.object_]:
    """Return why there is nothing, the first of the reasons that holds."""
    both = (n > 0) & (n0 > 0)
    everyone = n.sum(axis=-1)
    shared = np.where(both, n, 0).sum(axis=-1)
    reasons = np.full(everyone.shape, None, dtype=object)
    reasons[both.sum(axis=-1) < 2] = ONE_STRATUM
    reasons[shared < LEAST_COMPARABLE * everyone] = APART
    reasons[(everyone == 0) | (n0.sum(axis=-1) == 0)] = NOBODY
    return reasons


def _expected(n: Counts, x0: Counts, n0: Counts) -> Floats:
    """Return the group's rate, had the comparator's rate held wherever its people are."""
    here = np.where(n0 > 0, n, 0)
    return _ratio((here * x0 / np.maximum(n0, 1)).sum(axis=-1), here.sum(axis=-1))


def _standardised(x: Counts, n: Counts, x0: Counts, n0: Counts) -> dict[str, Floats]:
    """Return both rates, had both sides the mix of strata of all people together."""
    everyone = np.where((n > 0) & (n0 > 0), n + n0, 0)
    rates = {"standardised_rate": (x, n), "comparator_standardised_rate": (x0, n0)}
    return {
        name: _ratio((everyone * p / np.maximum(q, 1)).sum(axis=-1), everyone.sum(axis=-1))
        for name, (p, q) in rates.items()
    }


def _ratio(above: Floats, below: Counts) -> Floats:
    return np.asarray(np.where(below > 0, above / np.maximum(below, 1), np.nan))


def _where(told: NDArray[np.bool_], values: Floats) -> Floats:
    return np.where(told, values, np.nan)


def _only(one: Estimate, told: NDArray[np.bool_]) -> Estimate:
    value, lower, upper = (_where(told, part) for part in (one.value, one.lower, one.upper))
    return Estimate(value, lower, upper, one.level, one.method)


def _point(value: Floats, level: float) -> Estimate:
    return Estimate(value, value, value, level, "point")
