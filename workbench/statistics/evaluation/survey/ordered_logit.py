"""Odds ratio of a higher answer, with limits that allow for likeness within clusters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from workbench.errors import EstimationError
from workbench.statistics.adjustment.design_columns import independent
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.survey.ordered_likelihood import OrderedFit, fit_ordered_logit
from workbench.statistics.evaluation.survey.proportionality import Proportionality, proportionality
from workbench.statistics.inputs import Counts, critical_value, whole_counts

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class OrderedOddsRatio:
    """One odds ratio of a higher answer, with three kinds of limits.

    Attributes
    ----------
    model : Estimate
        Shape (), limits as if answers were independent. Everything is NaN where answers are
        separated.
    clustered, jackknife : Estimate or None
        The same value with limits that allow for likeness within clusters; None without
        clusters, and the jackknife's limits NaN where a fit without one cluster is not finite.
    clusters : int
        Number of them with people, 0 if not given.
    fit : OrderedFit
        The model; the odds ratio's column is the first.
    proportional : Proportionality
        Brant's test, of the columns of the model.
    """

    model: Estimate
    clustered: Estimate | None
    jackknife: Estimate | None
    clusters: int
    fit: OrderedFit
    proportional: Proportionality


def ordered_odds_ratio(
    matrix: ArrayLike,
    counts: ArrayLike,
    *,
    clusters: ArrayLike | None = None,
    weighted: ArrayLike | None = None,
    squared: ArrayLike | None = None,
    level: float = 0.95,
) -> OrderedOddsRatio:
    """Estimate the odds ratio of the first column in a proportional odds model.

    Parameters
    ----------
    matrix : array_like of float, shape (cells, columns)
        Without an intercept; the column of interest first.
    counts : array_like of int, shape (cells, answers)
        Respondents of each cell who gave each answer, from the lowest.
    clusters : array_like of int, shape (cells,), optional
        The level at which roll-out dates were assigned, such as the region.
    weighted, squared : array_like of float, shape (cells, answers), optional
        Sums of the respondents' weights and of the squares of these; both or neither.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    OrderedOddsRatio

    Raises
    ------
    EstimationError
        As `fit_ordered_logit`; one cluster only, or sums of weights that do not fit the counts.

    Notes
    -----
    Limits are Wald's on the log odds. The model's come from the observed information, with
    weights from the sandwich (Binder, 1983, Int. Stat. Rev. 51, 279-292). Clustered: sums of
    scores by cluster with ``G / (G - 1)`` and t(G - 1) (Liang and Zeger, 1986, Biometrika 73,
    13-22). Jackknife: ``(G - 1) / G`` times the squared changes when each cluster is left out, with
    t(G - 1) (MacKinnon, Nielsen and Webb, 2023, J. Econometrics 232, 272-299, CV3); with few
    clusters, or few treated, it is the safer of the two.

    Examples
    --------
    >>> found = ordered_odds_ratio([[0.0], [1.0]], [[40, 30, 10], [30, 30, 20]])
    >>> print(found.model.value.round(3), found.model.lower.round(3), found.model.upper.round(3))
    1.837 1.021 3.304
    """
    critical = critical_value(level)
    columns = np.asarray(matrix, dtype=np.float64)
    (people,) = whole_counts(counts=counts)
    sums, squares = _weights(people, weighted, squared)
    fit = fit_ordered_logit(columns, sums)
    places = None if clusters is None else _places(clusters, people)
    inverse = np.linalg.inv(fit.information) if fit.finite else fit.information
    variance = inverse[0, 0]
    if weighted is not None:
        scored = np.einsum("ik,ikp,p->ik", np.sqrt(squares[:, fit.answers]), fit.scores, inverse[0])
        variance = (scored**2).sum()
    name = "proportional odds" if weighted is None else "proportional odds, sandwich"
    return OrderedOddsRatio(
        _ratio(fit.slopes[0], variance, critical, level, name),
        None if places is None else _clustered(fit, sums, inverse[0], places, level),
        None if places is None else _jackknife(fit, columns, sums, places, level),
        0 if places is None else int(places.max() + 1),
        fit,
        proportionality(columns, people),
    )


def _weights(
    people: Counts, weighted: ArrayLike | None, squared: ArrayLike | None
) -> tuple[Floats, Floats]:
    if (weighted is None) != (squared is None):
        raise EstimationError("Give both weighted and squared sums of weights, or neither.")
    if weighted is None:
        return people.astype(np.float64), people.astype(np.float64)
    sums, squares = np.asarray(weighted, np.float64), np.asarray(squared, np.float64)
    if sums.shape != people.shape or squares.shape != people.shape:
        raise EstimationError(
            f"Sums of weights must have the shape of counts, {people.shape}; found {sums.shape} "
            f"and {squares.shape}."
        )
    if not (((sums > 0) == (people > 0)) & ((squares > 0) == (people > 0))).all():
        raise EstimationError("Sums of weights must be above 0 where people are, and only there.")
    return sums, squares


def _places(clusters: ArrayLike, people: Counts) -> NDArray[np.int64]:
    """Cells without anybody are -1."""
    (codes,) = whole_counts(clusters=clusters)
    if codes.shape != people.shape[:1]:
        raise EstimationError(f"clusters must be ({len(people)},); found {codes.shape}.")
    there = people.sum(axis=1) > 0
    found, numbered = np.unique(codes[there], return_inverse=True)
    if found.size < 2:
        raise EstimationError("With one cluster there are no clustered limits; give at least two.")
    places = np.full(len(codes), -1)
    places[there] = numbered
    return places


def _clustered(
    fit: OrderedFit, sums: Floats, row: Floats, places: NDArray[np.int64], level: float
) -> Estimate:
    scored = np.einsum("ik,ikp,p->i", sums[:, fit.answers], fit.scores, row)
    number = int(places.max() + 1)
    by_cluster = np.bincount(places[places >= 0], weights=scored[places >= 0], minlength=number)
    variance = number / (number - 1) * (by_cluster**2).sum()
    reach = float(stdtrit(number - 1, (1 + level) / 2))
    return _ratio(fit.slopes[0], variance, reach, level, "clustered, t")


def _jackknife(
    fit: OrderedFit, columns: Floats, sums: Floats, places: NDArray[np.int64], level: float
) -> Estimate:
    number = int(places.max() + 1)
    without = np.array([_left_out(columns, sums, places, left) for left in range(number)])
    variance = (number - 1) / number * ((without - fit.slopes[0]) ** 2).sum()
    reach = float(stdtrit(number - 1, (1 + level) / 2))
    return _ratio(fit.slopes[0], variance, reach, level, "cluster jackknife, t")


def _left_out(columns: Floats, sums: Floats, places: NDArray[np.int64], left: int) -> float:
    kept = (places != left) & (places >= 0)
    whole = np.column_stack([np.ones(kept.sum()), columns[kept]])
    independent_columns, null = independent(whole)
    if (np.abs(null[1]) > 1e-6).any() or (sums[kept].sum(axis=0) > 0).sum() < 2:
        return np.nan
    return float(fit_ordered_logit(whole[:, independent_columns][:, 1:], sums[kept]).slopes[0])


def _ratio(slope: float, variance: float, critical: float, level: float, name: str) -> Estimate:
    reach = critical * np.sqrt(variance)
    value, lower, upper = (
        np.asarray(np.exp(side)) for side in (slope, slope - reach, slope + reach)
    )
    return Estimate(value, lower, upper, level, name)
