"""How often each verdict is given, for a true disparity of every size, by exact enumeration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.validity.enumeration import Truth, outcomes
from benchmarks.validity.questions import claims, verdicts
from workbench.statistics.comparison.exact_test import fisher_mid_p
from workbench.vocabulary.terms import CANNOT_TELL, EVIDENCE, NO_EVIDENCE, PolicyName

COMPARATORS = 1_000
ALPHA = 0.005
"""About what Holm's adjustment leaves to the smallest of ten p-values."""

EQUAL_RATES = np.round(np.arange(0.03, 0.975, 0.02), 2)
RATIOS = tuple(float(ratio) for ratio in np.round(np.arange(1.0, 0.49, -0.025), 3))


@dataclass(frozen=True, slots=True)
class Shares:
    """Chances of the three verdicts; they add up to 1."""

    evidence: float
    none: float
    cannot_tell: float


def verdict_shares(
    truths: Sequence[Truth], policy: PolicyName, alpha: float = ALPHA
) -> list[Shares]:
    """Weight the verdict of every pair of counts by its chance.

    Parameters
    ----------
    truths : sequence of Truth
        Comparisons as they truly are. Their outcomes are judged together, since many are the same.
    policy : {"open", "analyst"}
        What is shown of the counts.
    alpha : float
        What the unadjusted p-value must reach, in place of an adjustment.

    Returns
    -------
    list of Shares
        One a truth, exact but for `enumeration.LEFT_OUT` of the chance.

    Examples
    --------
    >>> verdict_shares([Truth(30, 30, 0.5, 0.5)], "open")[0].none
    0.0
    """
    every = [outcomes(truth) for truth in truths]
    sides = tuple(np.concatenate(side) for side in zip(*(one.sides for one in every), strict=True))
    given = np.split(
        verdicts(claims(sides, policy), alpha), np.cumsum([len(one.chance) for one in every])[:-1]
    )
    return [_shares(one.chance, of_one) for one, of_one in zip(every, given, strict=True)]


def _shares(chance: NDArray[np.float64], given: NDArray[np.object_]) -> Shares:
    named = (EVIDENCE, NO_EVIDENCE, CANNOT_TELL)
    return Shares(*(float(chance[given == name].sum() / chance.sum()) for name in named))


def with_ratio(entered: int, base: float, ratio: float) -> Truth:
    """Return a comparison with `COMPARATORS` people whose true ratio is the one given."""
    return Truth(entered, COMPARATORS, base * ratio, base)


def sizes_of_test(entered: int, comparator_entered: int, alpha: float) -> NDArray[np.float64]:
    """Return the chance that equal rates reach `alpha`, at rates from 0.03 to 0.97.

    Theory does not hold the mid-p to its level, as it holds Fisher's own p; so it is measured.
    """
    return np.array(
        [power(Truth(entered, comparator_entered, rate, rate), alpha) for rate in EQUAL_RATES]
    )


def power(truth: Truth, alpha: float) -> float:
    """Exact chance that the mid-p of exact counts reaches `alpha`.

    Examples
    --------
    >>> round(power(Truth(40, 1_000, 0.21, 0.3), 0.05), 3)
    0.222
    """
    every = outcomes(truth)
    return float(every.chance[fisher_mid_p(*every.sides) <= alpha].sum())
