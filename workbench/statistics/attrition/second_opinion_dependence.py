"""What a model says of each driver: what is lost without it, and leaving at each of its levels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import t

from workbench.errors import EstimationError
from workbench.statistics.attrition.second_opinion_boosting import (
    Boosted,
    Hazards,
    negative_log_likelihood,
)
from workbench.statistics.attrition.second_opinion_cells import Bools, Codes, Floats, LeavingCells
from workbench.statistics.attrition.second_opinion_held_out import YEARLY

MOST = 2500
"""Cells of a fold that are looked at one level after another; of more, so many are drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class Dependence:
    """What held-out folds say of one driver.

    Attributes
    ----------
    importance : ndarray of float, shape (folds,)
        Log-likelihood per leaver that is lost where the driver's levels are dealt anew among the
        person-months of a fold; about 0, or below, where the driver tells nothing.
    yearly : ndarray of float, shape (folds, levels)
        Leavers per 100 a year told if everybody had the level, whatever else they have; NaN for
        a level that nobody of the fold has.
    """

    importance: Floats
    yearly: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Values with the range that the folds leave to them.

    Attributes
    ----------
    value, lower, upper : ndarray of float
    """

    value: Floats
    lower: Floats
    upper: Floats


def dependences(
    cells: LeavingCells, models: Boosted, *, part: Bools, seed: int
) -> tuple[Dependence, ...]:
    """Set each driver to each of its levels in the folds that a model has not seen.

    Parameters
    ----------
    cells : LeavingCells
    models : Boosted
    part : ndarray of bool, shape (cells,)
        The cells to look at.
    seed : int
        Of the draw where a fold has more than 2,500 cells.

    Returns
    -------
    tuple of Dependence
        One a driver.

    Notes
    -----
    Breiman (2001), Machine Learning 45, 5-32; Friedman (2001), Ann. Statist. 29, 1189-1232. The
    mean over all ways to deal the levels anew is worked out, so no deal is drawn: each month
    meets each level as often as the fold has it.
    """
    folds = []
    for fold, model in enumerate(models.models):
        own = part & (cells.fold == fold)
        codes, left, stayed = _drawn(cells, own, np.random.default_rng([seed, fold]))
        shares = [
            np.bincount(cells.codes[own, driver], cells.at_risk[own], minlength=size)
            for driver, size in enumerate(cells.levels)
        ]
        before = negative_log_likelihood(model(codes), left, left + stayed).sum()
        folds.append(
            [
                _one(model, codes, (left, stayed), driver, share / share.sum(), before)
                for driver, share in enumerate(shares)
            ]
        )
    return tuple(
        Dependence(np.array([one[0] for one in fold]), np.array([one[1] for one in fold]))
        for fold in zip(*folds, strict=True)
    )


def differences(one: Dependence, reference: int, *, level: float = 0.95) -> Spread:
    """Set a driver's levels against one of them.

    Parameters
    ----------
    one : Dependence
    reference : int
        The level that others are set against.
    level : float
        Of the range.

    Returns
    -------
    Spread
        Leavers per 100 a year more than at the reference.

    Raises
    ------
    EstimationError
        The driver has no such level.

    Notes
    -----
    Each fold's model is without one of the groups of people, so the range is that of the
    delete-a-group jackknife, with Student's t on folds - 1 degrees of freedom: Kott (2001),
    J. Off. Stat. 17, 521-526. Trees draw differences towards nothing, which it does not undo.

    Examples
    --------
    >>> one = Dependence(np.zeros(2), np.array([[8.0, 10.0], [8.2, 10.4]]))
    >>> print(differences(one, 0).value.round(2))
    [0.  2.1]
    """
    if not 0 <= reference < one.yearly.shape[1]:
        raise EstimationError(f"The driver has no level {reference}.")
    return jackknife(one.yearly - one.yearly[:, [reference]], level=level)


def jackknife(told: Floats, *, level: float = 0.95) -> Spread:
    """Return means over groups left out in turn, with their range.

    Parameters
    ----------
    told : ndarray of float, shape (folds, ...)
        Each worked out without one group of people.
    level : float
        Of the range.

    Returns
    -------
    Spread
        Shape (...,).

    Examples
    --------
    >>> one = jackknife(np.array([1.0, 2.0, 3.0]))
    >>> print(one.value, round(float(one.upper), 3))
    2.0 6.968
    """
    folds, value = len(told), told.mean(axis=0)
    error = np.sqrt((folds - 1) / folds * ((told - value) ** 2).sum(axis=0))
    reach = t.ppf((1 + level) / 2, folds - 1) * error
    return Spread(value, value - reach, value + reach)


def mean_of_folds(told: Floats, *, level: float = 0.95) -> Spread:
    """Return means over folds that were told apart, with their range.

    Parameters
    ----------
    told : ndarray of float, shape (folds, ...)
        Each worked out *on* one group of people.
    level : float
        Of the range: Student's t on folds - 1 degrees of freedom.

    Returns
    -------
    Spread
        Shape (...,).

    Examples
    --------
    >>> one = mean_of_folds(np.array([1.0, 2.0, 3.0]))
    >>> print(one.value, round(float(one.upper), 3))
    2.0 4.484
    """
    folds, value = len(told), told.mean(axis=0)
    reach = t.ppf((1 + level) / 2, folds - 1) * told.std(axis=0, ddof=1) / np.sqrt(folds)
    return Spread(value, value - reach, value + reach)


def _one(
    model: Hazards,
    codes: Codes,
    counts: tuple[Floats, Floats],
    driver: int,
    shares: Floats,
    before: float,
) -> tuple[float, Floats]:
    left, stayed = counts
    at_risk = left + stayed
    seen, yearly = np.flatnonzero(shares), np.full(len(shares), np.nan)
    changed = np.tile(codes, (len(seen), 1))
    changed[:, driver] = np.repeat(seen, len(codes))
    hazard = model(changed).reshape(len(seen), -1)
    yearly[seen] = YEARLY * (hazard @ at_risk) / at_risk.sum()
    dealt = shares[seen] @ negative_log_likelihood(hazard, left, at_risk).sum(axis=1)
    return float((dealt - before) / left.sum()), yearly


def _drawn(
    cells: LeavingCells, own: Bools, generator: np.random.Generator
) -> tuple[Codes, Floats, Floats]:
    """Return codes, leavers and stayers of a fold's cells, or of so many drawn by their people."""
    left = cells.left[own].astype(np.float64)
    stayed = (cells.at_risk - cells.left)[own].astype(np.float64)
    if len(left) > MOST:
        left, stayed = _sampled(left, generator), _sampled(stayed, generator)
    used = left + stayed > 0
    codes, place = np.unique(cells.codes[own][used], axis=0, return_inverse=True)
    place = place.reshape(-1)
    merged = [np.asarray(np.bincount(place, of[used]), np.float64) for of in (left, stayed)]
    return codes, merged[0], merged[1]


def _sampled(people: Floats, generator: np.random.Generator) -> Floats:
    """Draw cells systematically, the more likely the more people; each stands for as many."""
    ends = np.cumsum(people)
    places = (np.arange(MOST) + generator.random()) * ends[-1] / MOST
    hits = np.bincount(np.searchsorted(ends, places, side="right"), minlength=len(people))
    return np.asarray(hits * ends[-1] / MOST)
