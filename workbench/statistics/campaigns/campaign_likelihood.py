"""Likelihood of a group's odds ratio that moves with campaign order, campaign levels maximised out.

Given the odds ratio of a campaign, its own level solves a quadratic: the fitted passes of both
sides add up to the passes seen. Two parameters are left, the odds ratio at order 0 and its slope,
whatever the number of campaigns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import elementwise
from scipy.special import expit, log_expit

from workbench.statistics.inputs import Counts

Floats = NDArray[np.float64]

LARGEST_LOG_ODDS_RATIO = 300.0
"""Beyond it the square of an odds ratio times counts has no floating-point number."""


@dataclass(frozen=True, eq=False, slots=True)
class Tables:
    """Tables of campaigns by cell.

    Attributes
    ----------
    passed, entered, comparator_passed, comparator_entered : ndarray of float
        Counts of people, shape (cells, campaigns); any table without information in the places
        that are not informative.
    informative : ndarray of bool
        Whether a campaign holds people on both sides and both outcomes, shape (cells, campaigns).
    place : ndarray of float
        Order of the campaigns, shape (campaigns,).
    """

    passed: Floats
    entered: Floats
    comparator_passed: Floats
    comparator_entered: Floats
    informative: NDArray[np.bool_]
    place: Floats

    @classmethod
    def of(
        cls,
        passed: Counts,
        entered: Counts,
        comparator_passed: Counts,
        comparator_entered: Counts,
        place: Floats,
    ) -> Tables:
        """Put a table that the arithmetic can stand where a campaign holds no information."""
        total, everyone = passed + comparator_passed, entered + comparator_entered
        informative = (entered > 0) & (comparator_entered > 0) & (total > 0) & (total < everyone)
        return cls(
            np.where(informative, passed, 1.0),
            np.where(informative, entered, 2.0),
            np.where(informative, comparator_passed, 1.0),
            np.where(informative, comparator_entered, 2.0),
            informative,
            place,
        )

    def rows(self, places: NDArray[np.intp]) -> Tables:
        """Keep some of the cells."""
        return Tables(
            self.passed[places],
            self.entered[places],
            self.comparator_passed[places],
            self.comparator_entered[places],
            self.informative[places],
            self.place,
        )

    def separated(self) -> NDArray[np.bool_]:
        """Whether the likelihood rises without end along some straight line in order.

        Along such a line the odds ratio grows on one side of a campaign and falls on the other,
        and every table there is already as extreme that way as its margins allow.
        """
        failed = self.entered - self.passed
        others_failed = self.comparator_entered - self.comparator_passed
        lowest = (self.passed == 0) | (others_failed == 0) | ~self.informative
        highest = (failed == 0) | (self.comparator_passed == 0) | ~self.informative
        falls = _all_before(lowest) & _all_before(highest[:, ::-1])[:, ::-1]
        rises = _all_before(highest) & _all_before(lowest[:, ::-1])[:, ::-1]
        return np.asarray((falls | rises).any(axis=1))


def _all_before(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether all flags before each place are set."""
    before = np.logical_and.accumulate(flags, axis=1)[:, :-1]
    return np.concatenate([np.ones((len(flags), min(flags.shape[1], 1)), bool), before], axis=1)


@dataclass(frozen=True, eq=False, slots=True)
class Maximum:
    """Where the likelihood is greatest, by cell.

    Attributes
    ----------
    level, slope : ndarray of float
        Logarithm of the odds ratio at order 0 and its change per unit of order.
    log_likelihood : ndarray of float
        At that place.
    slope_error : ndarray of float
        Standard error of the slope from the information there.
    converged : ndarray of bool
        Whether the next step would raise the log-likelihood by less than 1e-14.
    """

    level: Floats
    slope: Floats
    log_likelihood: Floats
    slope_error: Floats
    converged: NDArray[np.bool_]


def maximise(
    tables: Tables, *, slope: Floats | None = None, start: Floats | None = None
) -> Maximum:
    """Climb by Newton's steps, halved until they rise; the log-likelihood is concave.

    Parameters
    ----------
    tables : Tables
        None of them separated.
    slope : ndarray of float, optional
        Slope to hold, shape (cells,); free by default.
    start : ndarray of float, optional
        Level to start from.

    Returns
    -------
    Maximum
        Of shape (cells,).
    """
    place = np.zeros((2, len(tables.passed)))
    place[0] = 0 if start is None else start
    place[1] = 0 if slope is None else slope
    height, step, gain, error = _climb(tables, place, slope is None)
    for _ in range(100):
        if (gain < 1e-14).all():
            break
        factor = np.ones(height.shape)
        for _ in range(40):
            found = _climb(tables, place + factor * step, slope is None)
            worse = ~(found[0] >= height - 1e-12 * np.abs(height))
            if not worse.any():
                break
            factor = np.where(worse, factor / 2, factor)
        place = place + factor * step
        height, step, gain, error = found
    return Maximum(place[0], place[1], height, error, gain < 1e-14)


def _climb(tables: Tables, place: Floats, free: bool) -> tuple[Floats, Floats, Floats, Floats]:
    """Log-likelihood, Newton's step, what it promises, and the slope's standard error."""
    height, residual, weight = _campaigns(
        tables, place[0][:, None] + place[1][:, None] * tables.place
    )
    score = np.stack([residual.sum(axis=1), residual @ tables.place])
    flat, cross, steep = weight.sum(axis=1), weight @ tables.place, weight @ tables.place**2
    determinant = flat * steep - cross**2
    step = np.stack([score[0] / flat, np.zeros(flat.shape)])
    if free:
        step = np.stack([steep * score[0] - cross * score[1], flat * score[1] - cross * score[0]])
        step = step / determinant
    # Far from the maximum the information vanishes and the step would leave for infinity.
    step = step / np.maximum(np.abs(step).max(axis=0) / 3, 1)
    return height.sum(axis=1), step, (score * step).sum(axis=0), np.sqrt(flat / determinant)


def _campaigns(tables: Tables, log_odds_ratio: Floats) -> tuple[Floats, Floats, Floats]:
    """Log-likelihood, passes above those fitted and their information, by campaign."""
    bound = LARGEST_LOG_ODDS_RATIO
    log_odds_ratio = np.clip(log_odds_ratio, -bound, bound)
    odds_ratio = np.exp(log_odds_ratio)
    passed = tables.passed + tables.comparator_passed
    failed = tables.entered + tables.comparator_entered - passed
    linear = odds_ratio * (tables.entered - passed) + tables.comparator_entered - passed
    # Of the two forms of the positive root, the one without a difference of near equals.
    sum_of_both = np.sqrt(linear**2 + 4 * odds_ratio * failed * passed) + np.abs(linear)
    odds = np.where(linear > 0, 2 * passed / sum_of_both, sum_of_both / (2 * odds_ratio * failed))
    others_logit = np.log(odds)
    logit = log_odds_ratio + others_logit
    height = _height(tables.passed, tables.entered, logit)
    height = height + _height(tables.comparator_passed, tables.comparator_entered, others_logit)
    own = tables.entered * expit(logit) * expit(-logit)
    others = tables.comparator_entered * expit(others_logit) * expit(-others_logit)
    residual = tables.passed - tables.entered * expit(logit)
    weight = own * others / (own + others)
    height, residual, weight = np.where(tables.informative, [height, residual, weight], 0.0)
    return height, residual, weight


def _height(passed: Floats, entered: Floats, logit: Floats) -> Floats:
    return np.asarray(passed * log_expit(logit) + (entered - passed) * log_expit(-logit))


def profile_limit(tables: Tables, maximum: Maximum, critical: float) -> Floats:
    """Slope at which the profile log-likelihood has fallen by half the square of a critical value.

    Parameters
    ----------
    tables : Tables
        None of them separated.
    maximum : Maximum
        Of these tables.
    critical : float
        Below 0 for the lower limit and above 0 for the upper.

    Returns
    -------
    ndarray of float
        Shape (cells,); NaN where it was not found.
    """

    def excess(slope: Floats, cell: Floats) -> Floats:
        chosen = cell.astype(np.intp)
        held = maximise(tables.rows(chosen), slope=slope, start=maximum.level[chosen])
        drop = 2 * (maximum.log_likelihood[chosen] - held.log_likelihood) - critical**2
        return np.where(held.converged, drop, np.nan)

    cells = np.arange(len(tables.passed), dtype=np.float64)
    near, reach = maximum.slope, critical * maximum.slope_error
    for _ in range(12):
        short = ~(excess(near + reach, cells) >= 0)
        if not short.any():
            break
        reach = np.where(short, 2 * reach, reach)
    found = elementwise.find_root(excess, (near, near + reach), args=(cells,))
    return np.where(found.success, found.x, np.nan)
