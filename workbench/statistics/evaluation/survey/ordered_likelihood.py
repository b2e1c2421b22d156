"""Proportional odds on counts of answers: maximum likelihood, scores and information."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit

from workbench.errors import EstimationError

Floats = NDArray[np.float64]

STEP = 1e-9
"""Change of any linear predictor that ends the iterations."""

ITERATIONS = 30
"""Six are the rule; where answers are separated a predictor goes on growing by about 1."""


@dataclass(frozen=True, slots=True, eq=False)
class OrderedFit:
    """A proportional odds model; NaN throughout where it has no finite fit.

    Attributes
    ----------
    slopes : ndarray of float, shape (columns,)
        Log odds ratios of a higher answer.
    thresholds : ndarray of float, shape (answers in use - 1,)
        Log odds of each answer in use or a lower one, all columns 0; increasing.
    information : ndarray of float, shape (columns + thresholds, columns + thresholds)
        Observed, slopes first.
    scores : ndarray of float, shape (cells, answers in use, columns + thresholds)
        Of one person of each cell and answer.
    answers : ndarray of int, shape (answers in use,)
        Answers that somebody gave, from 0. One that nobody gave has no threshold.
    finite : bool
        Whether there is a fit.
    """

    slopes: Floats
    thresholds: Floats
    information: Floats
    scores: Floats
    answers: NDArray[np.int64]
    finite: bool


def fit_ordered_logit(matrix: ArrayLike, people: ArrayLike) -> OrderedFit:
    """Fit a proportional odds model to cells; the cost follows cells, not people.

    Parameters
    ----------
    matrix : array_like of float, shape (cells, columns)
        Without an intercept.
    people : array_like of float, shape (cells, answers)
        People, or sums of their weights, who gave each answer, from the lowest.

    Returns
    -------
    OrderedFit
        Not finite where answers are separated, since a coefficient is then infinite.

    Raises
    ------
    EstimationError
        Shapes do not fit, numbers are missing or negative, fewer than two answers are in use,
        or a column repeats others among the cells with people.

    Notes
    -----
    McCullagh (1980), J. R. Stat. Soc. B 42, 109-142, ``logit P(Y <= j) = threshold_j - x b``,
    by Newton's method, which a concave likelihood lets reach its one maximum (Pratt, 1981,
    J. Am. Stat. Assoc. 76, 103-106). Separation as Albert and Anderson (1984), Biometrika 71,
    1-10: some direction lowers no person's probability and raises one's.

    Examples
    --------
    >>> fit = fit_ordered_logit([[0.0], [1.0]], [[40, 40], [30, 60]])
    >>> print(fit.thresholds.round(4) + 0.0, fit.slopes.round(4))
    [0.] [0.6931]
    """
    columns, counts = _checked(np.asarray(matrix, float), np.asarray(people, float))
    answers = np.flatnonzero(counts.sum(axis=0) > 0)
    counts = counts[:, answers]
    places = _places(columns, answers.size)
    below = np.cumsum(counts.sum(axis=0))[:-1] / counts.sum()
    start = np.concatenate([np.zeros(columns.shape[1]), logit(below)])
    found = _maximum(places, counts, start)
    if found is None:
        nothing = np.full(start.size, np.nan)
        found, finite = nothing, False
        scores = np.full((*counts.shape, start.size), np.nan)
        information = np.full((start.size, start.size), np.nan)
    else:
        finite = True
        _, scores, information = _derivatives(places, counts, found)
    slopes, thresholds = np.split(found, [columns.shape[1]])
    return OrderedFit(slopes, thresholds, information, scores, answers, finite)


def answer_shares(fit: OrderedFit, matrix: ArrayLike) -> Floats:
    """Probability of each answer in use.

    Parameters
    ----------
    fit : OrderedFit
        A model.
    matrix : array_like of float, shape (cells, columns)
        As the model's.

    Returns
    -------
    ndarray of float, shape (cells, answers in use)
        From 0 to 1; they add up to 1.

    Examples
    --------
    >>> fit = fit_ordered_logit([[0.0], [1.0]], [[40, 40], [30, 60]])
    >>> answer_shares(fit, [[1.0]]).round(4)
    array([[0.3333, 0.6667]])
    """
    columns = np.asarray(matrix, dtype=np.float64)
    places = _places(columns, fit.answers.size)
    return _shares(places, np.concatenate([fit.slopes, fit.thresholds]))[0]


def _places(columns: Floats, answers: int) -> Floats:
    """Rows of the linear predictors of each cell's thresholds, shape (cells, thresholds, all)."""
    cells, width = columns.shape
    places = np.zeros((cells, answers - 1, width + answers - 1))
    places[:, :, :width] = -columns[:, None, :]
    places[:, :, width:] = np.eye(answers - 1)
    return places


def _shares(places: Floats, parameters: Floats) -> tuple[Floats, Floats]:
    cells = places.shape[0]
    middle = places @ parameters
    ends = np.full((cells, 1), np.inf)
    predictor = np.concatenate([-ends, middle, ends], axis=1)
    low, high = predictor[:, :-1], predictor[:, 1:]
    # Of two numbers near 1 the difference is lost; their distances from 1 keep it.
    return np.where(low > 0, expit(-low) - expit(-high), expit(high) - expit(low)), predictor


def _derivatives(
    places: Floats, counts: Floats, parameters: Floats
) -> tuple[float, Floats, Floats]:
    shares, predictor = _shares(places, parameters)
    # Nothing changes beyond the first and last threshold.
    edge = np.zeros((places.shape[0], 1, places.shape[2]))
    rows = np.concatenate([edge, places, edge], axis=1)
    density = expit(predictor) * expit(-predictor)
    bend = density * (expit(-predictor) - expit(predictor))
    scores = np.diff(density[..., None] * rows, axis=1) / shares[..., None]
    ratio = counts / shares
    # Each threshold is the upper end of one answer and the lower end of the next.
    curved = (ratio[:, :-1] - ratio[:, 1:]) * bend[:, 1:-1]
    information = np.einsum("ik,ikp,ikq->pq", counts, scores, scores)
    information -= np.einsum("it,itp,itq->pq", curved, places, places)
    return _likelihood(counts, shares), scores, information


def _maximum(places: Floats, counts: Floats, start: Floats) -> Floats | None:
    now = start
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for _ in range(ITERATIONS):
            gain, scores, information = _derivatives(places, counts, now)
            try:
                step = np.linalg.solve(information, np.einsum("ik,ikp->p", counts, scores))
            except np.linalg.LinAlgError:
                return None
            if np.abs(places @ step).max() <= STEP:
                return np.asarray(now + step)
            now = _climbed(places, counts, now, step, gain)
    return None


def _climbed(places: Floats, counts: Floats, now: Floats, step: Floats, gain: float) -> Floats:
    for halving in range(40):
        ahead = now + step / 2**halving
        shares, _ = _shares(places, ahead)
        # Near the maximum the gain is lost in rounding.
        if (shares > 0).all() and _likelihood(counts, shares) >= gain - 1e-10 * abs(gain):
            return np.asarray(ahead)
    return now


def _likelihood(counts: Floats, shares: Floats) -> float:
    return float((counts * np.log(np.where(counts > 0, shares, 1.0))).sum())


def _checked(columns: Floats, counts: Floats) -> tuple[Floats, Floats]:
    if columns.ndim != 2 or counts.ndim != 2 or len(columns) != len(counts):
        raise EstimationError(
            "matrix must be (cells, columns) and people (cells, answers); found "
            f"{columns.shape} and {counts.shape}."
        )
    problems = []
    if not np.isfinite(columns).all():
        problems.append("A number in matrix is missing.")
    if not (np.isfinite(counts) & (counts >= 0)).all():
        problems.append("A number in people is missing or negative.")
    if not problems:
        if (counts.sum(axis=0) > 0).sum() < 2:
            problems.append("Fewer than two answers were given; there is nothing to compare.")
        used = columns[counts.sum(axis=1) > 0]
        whole = np.column_stack([np.ones(len(used)), used])
        if len(used) and np.linalg.matrix_rank(whole) < whole.shape[1]:
            problems.append("A column of matrix repeats others among the cells with people.")
    if problems:
        raise EstimationError.gather("Proportional odds", problems)
    return columns, counts
