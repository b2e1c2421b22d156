"""Effects that turning signs cluster by cluster does not reject, found exactly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EstimationError
from workbench.statistics.evaluation.inference.cluster_scores import ClusterScores

Floats = NDArray[np.float64]

TIED = 1e-9
"""Statistics nearer than this share of each other are equal: the rest is rounding."""

FAR = 1e6
"""Standard errors from the estimate beyond which a set has no bound."""


def _centre(scores: ClusterScores) -> tuple[float, float]:
    outcome, treatment = scores.numerator.sum(axis=1)
    centre = outcome / treatment if treatment else np.nan
    deviations = (scores.deviations[0] - centre * scores.deviations[1]).sum(axis=-1)
    error = np.sqrt((deviations**2).sum())
    # The sizes of what cancels, so that rounding is not taken for variance.
    if not (np.isfinite(centre) and error > 1e-12 * np.abs(scores.numerator[0]).sum()):
        raise EstimationError(
            "The effect has no variance between clusters, or the treatment moves no cluster; "
            "nothing can be told by turning signs."
        )
    return float(centre), float(error / abs(treatment))


def turned(
    scores: ClusterScores, signs: Floats, null: float, step: float = 0.0
) -> tuple[Floats, Floats]:
    """Turn the signs of clusters, at one null and by how much they change with it.

    Parameters
    ----------
    scores : ClusterScores
    signs : ndarray of float, shape (patterns, clusters)
    null, step : float
        The effect, and the length on which the second of each pair is given.

    Returns
    -------
    tuple of ndarray of float, shapes (2, patterns) and (2, patterns, terms)
        Effects away from the null, and the deviations whose squares are their variance.

    Examples
    --------
    >>> scores = ClusterScores(np.array([[2.0, 1.0], [0.5, 0.5]]), np.ones((2, 1, 2)), "CRV1")
    >>> turned(scores, np.array([[1.0, 1.0], [1.0, -1.0]]), 0.0)[0][0]
    array([3., 1.])
    """
    numerator, deviations = scores.numerator, scores.deviations
    away = np.stack([numerator[0] - null * numerator[1], -step * numerator[1]])
    spread = np.stack([deviations[0] - null * deviations[1], -step * deviations[1]])
    return away @ signs.T, np.einsum("ktg,pg->kpt", spread, signs)


def _polynomials(
    scores: ClusterScores, signs: Floats, centre: float, scale: float
) -> tuple[Floats, Floats]:
    """Coefficients (patterns, 5), lowest first, not below 0 where a pattern is as far."""
    away, spread = turned(scores, signs, centre, scale)
    squares = _squared(away[..., None])
    variances = _squared(spread)
    theirs, found = np.zeros((2, len(signs), 5))
    for power in range(3):
        theirs[:, power : power + 3] += squares * variances[0, power]
        found[:, power : power + 3] += variances * squares[0, power]
    return theirs - found, np.abs(theirs) + np.abs(found)


def _squared(parts: Floats) -> Floats:
    """Sum of squares of ``parts[0] + z parts[1]`` over the last axis, by powers of z."""
    fixed, moving = parts
    products = [fixed * fixed, 2 * fixed * moving, moving * moving]
    return np.stack([product.sum(axis=-1) for product in products], axis=-1)


def accepted_effects(scores: ClusterScores, signs: Floats, level: float) -> tuple[float, Floats]:
    """Find every effect whose p-value is above 1 - level.

    Parameters
    ----------
    scores : ClusterScores
    signs : ndarray of float, shape (patterns, clusters)
        1 and -1, all 1 in the first.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    tuple of float and ndarray of float, shape (intervals, 2)
        The effect found, and the intervals, ascending, their ends within; infinite where there
        is no bound within a million standard errors.

    Raises
    ------
    EstimationError
        An effect without variance between clusters, or a treatment that moves none.

    Notes
    -----
    A pattern counts where a polynomial of the fourth degree in the effect is not below 0, so
    that the p-value steps only at the polynomials' real roots. Single effects that are not
    rejected between two intervals that are have no length and are not listed.

    Examples
    --------
    >>> scores = ClusterScores(np.array([[2.0, 1.0], [0.5, 0.5]]), np.ones((2, 1, 2)), "CRV1")
    >>> accepted_effects(scores, np.array([[1.0, 1.0], [1.0, -1.0]]), 0.95)
    (3.0, array([[-inf,  inf]]))
    """
    centre, scale = _centre(scores)
    polynomials, sizes = _polynomials(scores, signs, centre, scale)
    differ = (np.abs(polynomials) > TIED * sizes.max(axis=-1, keepdims=True)).any(axis=-1)
    places, counts = _steps(polynomials[differ])
    counts = counts + (~differ).sum()
    ends = np.concatenate([[-np.inf], places, [np.inf]])
    ends = np.where(np.abs(ends) >= FAR, np.copysign(np.inf, ends), ends)
    # Rounded, since 1 - 0.95 is not quite 0.05 and a share of patterns can be.
    inside = (counts > round((1 - level) * len(signs), 9)) & (ends[1:] > ends[:-1])
    return centre, centre + scale * _joined(ends, inside)


def _steps(polynomials: Floats) -> tuple[Floats, Floats]:
    """Places at which some polynomial changes sign, and how many are not below 0 between them."""
    edges = _edges(polynomials)
    middle = (edges[:, 1:] + edges[:, :-1]) / 2
    powers = middle[..., None] ** np.arange(5)
    far = (np.einsum("psk,pk->ps", powers, polynomials) >= 0).astype(np.float64)
    places, first = np.unique(edges[:, 1:-1].ravel(), return_inverse=True)
    steps = np.bincount(first.ravel(), np.diff(far, axis=1).ravel(), minlength=places.size)
    return places, np.concatenate([[0.0], np.cumsum(steps)]) + far[:, 0].sum()


def _edges(polynomials: Floats) -> Floats:
    """Real roots (patterns, 4) between -FAR and FAR, in order between these two."""
    largest = np.abs(polynomials).max(axis=-1)
    leading = polynomials[:, 4]
    # A leading term that is only rounding would put a root anywhere: it is put out of reach.
    leading = np.where(np.abs(leading) < 1e-13 * largest, 1e-13 * largest, leading)
    companion = np.zeros((len(polynomials), 4, 4))
    companion[:, 1:, :3] = np.eye(3)
    companion[:, :, 3] = -polynomials[:, :4] / leading[:, None]
    roots = np.linalg.eigvals(companion)
    real = np.abs(roots.imag) <= 1e-10 * (1 + np.abs(roots))
    within = np.clip(np.where(real, roots.real, FAR), -FAR, FAR)
    outer = np.full((len(polynomials), 1), FAR)
    return np.concatenate([-outer, np.sort(within, axis=-1), outer], axis=-1)


def _joined(ends: Floats, inside: NDArray[np.bool_]) -> Floats:
    padded = np.concatenate([[False], inside, [False]])
    opens = np.flatnonzero(padded[1:] & ~padded[:-1])
    closes = np.flatnonzero(~padded[1:] & padded[:-1])
    return np.column_stack([ends[opens], ends[closes]])
