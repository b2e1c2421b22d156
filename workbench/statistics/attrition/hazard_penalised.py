"""Hazards where leavers are too few for maximum likelihood: Jeffreys' penalty."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq

from workbench.statistics.attrition.hazard_likelihood import (
    CLOSE,
    LONGEST,
    Blocks,
    Family,
    Point,
    kept_blocks,
    likelihood,
)
from workbench.statistics.attrition.hazard_matrix import Floats, HazardDesign


def penalised(
    design: HazardDesign, family: Family, coefficients: Floats, blocks: Blocks | None = None
) -> Point:
    """Take the likelihood with Jeffreys' penalty, and its gradient.

    Parameters
    ----------
    design : HazardDesign
        Cells and columns of the model.
    family : Family
        How events depend on the linear predictor.
    coefficients : ndarray of float, shape (columns,)
        The intercept first.
    blocks : iterable, optional
        The design's blocks, if they are at hand.

    Returns
    -------
    Point
        Its likelihood is with half the logarithm of the information's determinant, minus infinity
        where that is singular to working precision; its information is without the penalty.

    Notes
    -----
    The penalty is half the log determinant of the information, so its gradient is half the sum
    over cells of leverage times the derivative of the log weight. Kosmidis and Firth (2021),
    Biometrika 108, 71-82: with it coefficients of this link are always finite.
    """
    plain = likelihood(design, family, coefficients, blocks)
    sign, determinant = np.linalg.slogdet(plain.information)
    if sign <= 0 or not np.isfinite(determinant):
        nothing = np.full(len(coefficients), np.nan)
        return Point(coefficients, nothing, plain.information, -np.inf)
    covariance = np.linalg.inv(plain.information)
    score = plain.score.copy()
    for part, matrix in design.blocks() if blocks is None else blocks:
        linear = matrix @ coefficients
        _, _, weight, change = family.terms(linear, design.at_risk[part], design.left[part])
        leverage = weight * np.einsum("ij,ij->i", matrix @ covariance, matrix)
        score += (leverage * change / 2) @ matrix
    return Point(
        coefficients, score, plain.information, float(plain.log_likelihood + determinant / 2)
    )


def climb_penalised(
    design: HazardDesign, family: Family, start: Floats
) -> tuple[Floats, Floats] | None:
    """Climb to the maximum of the penalised likelihood, then mend the intercept.

    Parameters
    ----------
    design : HazardDesign
        Cells and columns of the model.
    family : Family
        How events depend on the linear predictor.
    start : ndarray of float, shape (columns,)
        Coefficients to start from.

    Returns
    -------
    tuple of ndarray, or None
        The coefficients, with an intercept by which the fitted leavers add up to those seen, and
        the Fisher information at them; None where no maximum was found.

    Notes
    -----
    The penalty draws hazards upwards; the intercept of Puhr et al. (2017), Stat. Med. 36,
    2302-2317, takes that back for all of them together.

    Examples
    --------
    >>> import pandas as pd
    >>> from workbench.statistics.attrition.hazard_design import hazard_design
    >>> from workbench.statistics.attrition.hazard_likelihood import PoissonLog
    >>> cells = pd.DataFrame(
    ...     {"route": pd.Categorical(["a", "b"]), "at_risk": [90, 30], "left": [9, 0]}
    ... )
    >>> design = hazard_design(cells, ["route"])
    >>> found, _ = climb_penalised(design, PoissonLog(), np.zeros(2))
    >>> print((np.exp(found[1]) * 9.5 / 90).round(6), 0.5 / 30)
    0.016667 0.016666666666666666
    """
    blocks = kept_blocks(design)
    point = penalised(design, family, start, blocks)
    for _ in range(200):
        if not np.isfinite(point.log_likelihood):
            return None
        step = np.linalg.solve(point.information, point.score)
        if step @ point.score < CLOSE:
            calibrated = _calibrated(design, family, point.coefficients + step)
            return calibrated, likelihood(design, family, calibrated, blocks).information
        step = step * min(1, LONGEST / max(np.abs(step).max(), LONGEST))
        reached = _halved(design, family, point, step, blocks)
        if reached is None:
            return None
        point = reached
    return None


def _halved(
    design: HazardDesign,
    family: Family,
    point: Point,
    step: Floats,
    blocks: Blocks | None,
) -> Point | None:
    slack = 1e-12 * max(abs(point.log_likelihood), 1)
    for _ in range(30):
        reached = penalised(design, family, point.coefficients + step, blocks)
        if reached.log_likelihood >= point.log_likelihood - slack:
            return reached
        step = step / 2
    return None


def _calibrated(design: HazardDesign, family: Family, coefficients: Floats) -> Floats:
    linear = np.concatenate([matrix @ coefficients for _, matrix in design.blocks()])
    seen = design.left.sum()

    def excess(moved: float) -> float:
        return float(design.at_risk @ family.mean(linear + moved) - seen)

    ends = -1.0, 1.0
    while excess(ends[0]) > 0 or excess(ends[1]) < 0:
        ends = ends[0] * 2, ends[1] * 2
    calibrated = coefficients.copy()
    calibrated[0] += brentq(excess, *ends, xtol=1e-12)
    return calibrated
