"""What the counts of cells say of a linear predictor, and its maximum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from workbench.statistics.attrition.hazard_matrix import Floats, HazardDesign

LARGEST = 6.0
"""Linear predictor at which a month's hazard is 1 to working precision."""

LONGEST = 5.0
"""Longest change of a coefficient in one step."""

CLOSE = 1e-14
"""Square of the last step in standard errors, with which the maximum is taken as found."""

STILL = 1e-3
"""Longest last step; with separated outcomes steps stay near 1 while the likelihood is flat."""

SMALL = 4_000_000
"""Numbers of a design matrix that are kept between steps rather than written out again."""

Blocks = Iterable[tuple[slice, Floats]]


class Family(Protocol):
    """How events depend on exposure and the linear predictor."""

    def start(self, rate: float) -> float:
        """Linear predictor of a rate."""

    def mean(self, linear: Floats) -> Floats:
        """Events per unit of exposure."""

    def slope(self, linear: Floats) -> Floats:
        """Differentiate the mean."""

    def terms(
        self, linear: Floats, at_risk: Floats, left: Floats
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """Log-likelihood, its derivative, the weight, and the weight's derivative on its log."""

    def deviance(self, linear: Floats, at_risk: Floats, left: Floats) -> Floats:
        """Twice what each cell falls short of a fit that has its own rate."""


class ComplementaryLogLog:
    """Leavers of a month among those at risk; exp of a coefficient is a hazard ratio."""

    def start(self, rate: float) -> float:
        """Linear predictor of a hazard strictly between 0 and 1."""
        return float(np.log(-np.log1p(-rate)))

    def mean(self, linear: Floats) -> Floats:
        """Hazard of a month."""
        return np.asarray(-np.expm1(-np.exp(np.minimum(linear, LARGEST))))

    def slope(self, linear: Floats) -> Floats:
        """Differentiate the hazard."""
        within = np.minimum(linear, LARGEST)
        return np.asarray(np.exp(within - np.exp(within)))

    def terms(
        self, linear: Floats, at_risk: Floats, left: Floats
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """McCullagh and Nelder (1989), section 4.5."""
        cumulative = np.exp(np.minimum(linear, LARGEST))
        odds = np.expm1(cumulative)
        stayed = at_risk - left
        likelihood = xlogy(left, -np.expm1(-cumulative)) - stayed * cumulative
        score = left * cumulative / odds - stayed * cumulative
        weight = at_risk * cumulative**2 / odds
        return likelihood, score, weight, 2 - cumulative * (1 + 1 / odds)

    def deviance(self, linear: Floats, at_risk: Floats, left: Floats) -> Floats:
        """Binomial deviance."""
        likelihood = self.terms(linear, at_risk, left)[0]
        rate = left / at_risk
        own = xlogy(left, rate) + xlogy(at_risk - left, 1 - rate)
        return np.asarray(2 * (own - likelihood))


class PoissonLog:
    """Events of an exposure; exp of a coefficient is a ratio of rates."""

    def start(self, rate: float) -> float:
        """Logarithm of a rate."""
        return float(np.log(rate))

    def mean(self, linear: Floats) -> Floats:
        """Rate."""
        return np.asarray(np.exp(linear))

    def slope(self, linear: Floats) -> Floats:
        """Differentiate the rate."""
        return np.asarray(np.exp(linear))

    def terms(
        self, linear: Floats, at_risk: Floats, left: Floats
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """McCullagh and Nelder (1989), section 6.2."""
        expected = at_risk * np.exp(linear)
        likelihood = left * linear - expected
        return likelihood, left - expected, expected, np.ones_like(linear)

    def deviance(self, linear: Floats, at_risk: Floats, left: Floats) -> Floats:
        """Poisson deviance."""
        expected = at_risk * np.exp(linear)
        return np.asarray(2 * (xlogy(left, left / expected) - (left - expected)))


@dataclass(frozen=True, eq=False, slots=True)
class Point:
    """The likelihood at given coefficients.

    Attributes
    ----------
    coefficients, score : ndarray of float, shape (columns,)
        Where it was taken, and its gradient.
    information : ndarray of float, shape (columns, columns)
        Fisher's, expected.
    log_likelihood : float
        Without the binomial coefficients.
    """

    coefficients: Floats
    score: Floats
    information: Floats
    log_likelihood: float


@dataclass(frozen=True, eq=False, slots=True)
class Climb:
    """Where a search for the maximum ended.

    Attributes
    ----------
    point : Point
        The last one.
    found : bool
        Whether it is the maximum.
    flat : bool
        Whether the likelihood no longer rises though the coefficients still move. It is concave,
        so that is a maximum at infinity: the outcomes are separated.
    """

    point: Point
    found: bool
    flat: bool


def kept_blocks(design: HazardDesign) -> Blocks | None:
    """Return the blocks of a design matrix small enough to keep."""
    small = len(design.at_risk) * (len(design.columns) + 1) <= SMALL
    return list(design.blocks()) if small else None


def likelihood(
    design: HazardDesign, family: Family, coefficients: Floats, blocks: Blocks | None = None
) -> Point:
    """Take the likelihood, its gradient and the information in one pass over the cells.

    Parameters
    ----------
    design : HazardDesign
        Cells and columns.
    family : Family
        How events depend on the linear predictor.
    coefficients : ndarray of float, shape (columns,)
        The intercept first.
    blocks : iterable, optional
        The design's blocks, if they are at hand.
    """
    width = len(coefficients)
    score, information, total = np.zeros(width), np.zeros((width, width)), 0.0
    for part, matrix in design.blocks() if blocks is None else blocks:
        each, slopes, weight, _ = family.terms(
            matrix @ coefficients, design.at_risk[part], design.left[part]
        )
        total += float(each.sum())
        score += slopes @ matrix
        # A product with itself is taken at half the cost, and without waiting between threads.
        rooted = np.sqrt(weight)[:, None] * matrix
        information += rooted.T @ rooted
    return Point(coefficients, score, information, total)


def climb(design: HazardDesign, family: Family, start: Floats, *, most: int = 50) -> Climb:
    """Climb to the maximum of the likelihood by Fisher scoring.

    Parameters
    ----------
    design : HazardDesign
        Cells and columns.
    family : Family
        How events depend on the linear predictor.
    start : ndarray of float, shape (columns,)
        Coefficients to start from.
    most : int
        Steps at most.

    Notes
    -----
    McCullagh and Nelder (1989), Generalized Linear Models, 2nd edition, section 2.5. Steps are
    halved until the likelihood does not fall.
    """
    blocks = kept_blocks(design)
    point = likelihood(design, family, start, blocks)
    gain = np.inf
    for _ in range(most):
        try:
            step = np.linalg.solve(point.information, point.score)
        except np.linalg.LinAlgError:
            return Climb(point, found=False, flat=True)
        longest = float(np.abs(step).max())
        if step @ point.score < CLOSE and longest < STILL:
            there = replace(point, coefficients=point.coefficients + step)
            return Climb(there, found=True, flat=False)
        step = np.asarray(step * min(1, LONGEST / max(longest, LONGEST)), dtype=np.float64)
        reached = _halved(design, family, point, step, blocks)
        if reached is None:
            return Climb(point, found=False, flat=gain < 1e-6)
        gain, point = reached.log_likelihood - point.log_likelihood, reached
    return Climb(point, found=False, flat=gain < 1e-6)


def _halved(
    design: HazardDesign, family: Family, point: Point, step: NDArray[Any], blocks: Blocks | None
) -> Point | None:
    # Near the maximum of millions of months' likelihood only its rounding is left to compare.
    slack = 1e-12 * max(abs(point.log_likelihood), 1)
    for _ in range(30):
        reached = likelihood(design, family, point.coefficients + step, blocks)
        if reached.log_likelihood >= point.log_likelihood - slack:
            return reached
        step = step / 2
    return None
