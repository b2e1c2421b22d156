"""Gradient boosting of grouped counts: learnt without a fold of people, told on that fold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from math import ceil

import numpy as np
from scipy.special import expit, logit, xlogy
from sklearn.ensemble import HistGradientBoostingClassifier

from workbench.statistics.attrition.second_opinion_cells import (
    Bools,
    Codes,
    Counts,
    Floats,
    LeavingCells,
)

MOST_TREES = 80
LEARNING_RATE = 0.12
DEPTH = 3
LEAST_ROWS = 10_000
"""Fewer rows are repeated: a level with fewer than ten rows' worth is not split off, and a row is
worth as little as the share of its weight."""
SHRINKAGE = 10.0
"""Leavers' worth of no difference in each leaf."""
SLOPE_SPREAD = 0.5
"""Standard deviation, about 1, of the slopes that recalibration expects before it has seen any."""
HARDLY = 0.02
"""Standard deviation of log odds below which predictions are taken to be the same."""
LEAST_HAZARD = 1e-9

People = Counts | Floats
"""Leavers or person-months: counted, or weighted where cells were drawn."""
Hazards = Callable[[Codes], Floats]
"""Monthly hazards of rows of codes."""


@dataclass(frozen=True, slots=True, eq=False)
class Boosted:
    """One calibrated model a fold, which has not seen that fold.

    Attributes
    ----------
    models : tuple of callable
        Of each fold: codes, shape (rows, drivers), to monthly hazards, shape (rows,).
    trees : tuple of int
        Of each fold: how many trees its model has; 0 where trees told the others nothing.
    """

    models: tuple[Hazards, ...]
    trees: tuple[int, ...]


def boosted(cells: LeavingCells, learnt: Bools, *, seed: int) -> Boosted:
    """Fit one calibrated model a fold to the cells of the other folds.

    Parameters
    ----------
    cells : LeavingCells
    learnt : ndarray of bool, shape (cells,)
        The cells that may be learnt from at all.
    seed : int
        Of the boosting.

    Returns
    -------
    Boosted

    Notes
    -----
    The number of trees of a fold's model is what tells the *other* folds best, and it is
    recalibrated (slope and intercept on the log odds) on their held-out predictions, so that
    neither has seen the fold it is judged by. Platt (1999); Cox (1958), Biometrika 45, 562-565.
    """
    own = [learnt & (cells.fold == fold) for fold in range(cells.folds)]
    fits = [_fit(cells, learnt & ~part, seed) for part in own]
    left, at_risk = ([counts[part] for part in own] for counts in (cells.left, cells.at_risk))
    staged = [fit.stages(cells.codes[part]) for fit, part in zip(fits, own, strict=True)]
    losses = np.array([_losses(*told) for told in zip(staged, left, at_risk, strict=True)])
    models, trees = [], []
    for fold, fit in enumerate(fits):
        others = [other for other in range(cells.folds) if other != fold]
        best = int(np.argmin(losses[others].sum(axis=0)))
        raw = np.concatenate([staged[other][best] for other in others])
        moved = recalibration(
            raw,
            np.concatenate([left[other] for other in others]),
            np.concatenate([at_risk[other] for other in others]),
            spread=SLOPE_SPREAD,
        )
        models.append(_calibrated(fit, best, moved))
        trees.append(best)
    return Boosted(tuple(models), tuple(trees))


def held_out(cells: LeavingCells, models: Boosted) -> Floats:
    """Tell each cell's monthly hazard by the model that has not seen its fold.

    Parameters
    ----------
    cells : LeavingCells
    models : Boosted

    Returns
    -------
    ndarray of float, shape (cells,)
        Above 0 and below 1.
    """
    told = np.empty(len(cells.fold))
    for fold, model in enumerate(models.models):
        own = cells.fold == fold
        told[own] = model(cells.codes[own])
    return told


def recalibration(
    raw: Floats, left: Counts, at_risk: Counts, *, spread: float = np.inf
) -> tuple[float, float]:
    """Regress leaving on predicted log odds.

    Parameters
    ----------
    raw : ndarray of float, shape (cells,)
        Predicted log odds.
    left, at_risk : ndarray of int, shape (cells,)
        Leavers and person-months.
    spread : float
        Standard deviation, about 1, of a normal prior for the slope; infinite for none.

    Returns
    -------
    tuple of float
        Intercept and slope. Where predictions are hardly spread the slope is NaN, or 1 with a
        prior.

    Examples
    --------
    >>> from scipy.special import logit
    >>> intercept, slope = recalibration(
    ...     logit(np.array([0.2, 0.4])), np.array([20, 40]), np.array([100, 100])
    ... )
    >>> print(abs(round(intercept, 6)), round(slope, 6))
    0.0 1.0
    """
    centre = float(np.average(raw, weights=at_risk))
    away = raw - centre
    if np.average(away**2, weights=at_risk) < HARDLY**2:
        level = float(logit(left.sum() / at_risk.sum()))
        return (level - centre, 1.0) if np.isfinite(spread) else (float("nan"), float("nan"))
    design, penalty = np.column_stack([np.ones(len(raw)), away]), np.diag([0.0, spread**-2.0])
    now = np.array([logit(left.sum() / at_risk.sum()), 1.0])
    for _ in range(50):
        hazard = expit(design @ now)
        score = design.T @ (left - at_risk * hazard) - penalty @ (now - [0.0, 1.0])
        weight = at_risk * hazard * (1 - hazard)
        step = np.linalg.solve((design.T * weight) @ design + penalty, score)
        now = now + step
        if np.abs(step).max() < 1e-10:
            break
    else:
        return float("nan"), float("nan")
    return float(now[0] - now[1] * centre), float(now[1])


def negative_log_likelihood(hazard: Floats, left: People, at_risk: People) -> Floats:
    """Tell what predictions cost, cell by cell, in natural units of information.

    Parameters
    ----------
    hazard : ndarray of float, shape (cells,)
    left, at_risk : ndarray, shape (cells,)

    Returns
    -------
    ndarray of float, shape (cells,)

    Examples
    --------
    >>> negative_log_likelihood(np.array([0.5]), np.array([1]), np.array([2])).round(4)
    array([1.3863])
    """
    safe = np.clip(hazard, LEAST_HAZARD, 1 - LEAST_HAZARD)
    return np.asarray(-(xlogy(left, safe) + xlogy(at_risk - left, 1 - safe)))


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    trees: HistGradientBoostingClassifier
    base: float

    def after(self, codes: Codes, trees: int) -> Floats:
        """Return the log odds of rows after so many trees."""
        if not trees:
            return np.full(len(codes), self.base)
        stages = self.trees.staged_predict_proba(codes)
        return np.asarray(logit(next(islice(stages, trees - 1, None))[:, 1]))

    def stages(self, codes: Codes) -> Floats:
        """Return the same for each number of trees from none on, shape (trees + 1, rows)."""
        later = (logit(told[:, 1]) for told in self.trees.staged_predict_proba(codes))
        return np.array([np.full(len(codes), self.base), *later])


def _fit(cells: LeavingCells, learnt: Bools, seed: int) -> _Fit:
    codes, left = cells.codes[learnt], cells.left[learnt]
    weights = np.concatenate([left, cells.at_risk[learnt] - left])
    used = weights > 0
    model = HistGradientBoostingClassifier(
        max_iter=MOST_TREES,
        learning_rate=LEARNING_RATE,
        max_depth=DEPTH,
        # A row may stand for thousands of months, so leaves are held by the shrinkage instead.
        min_samples_leaf=1,
        l2_regularization=SHRINKAGE,
        categorical_features=list(range(codes.shape[1])),
        early_stopping=False,
        random_state=seed,
    )
    rows, outcome = np.concatenate([codes, codes])[used], np.repeat([1, 0], len(left))[used]
    times = ceil(LEAST_ROWS / len(rows))
    model.fit(
        np.tile(rows, (times, 1)),
        np.tile(outcome, times),
        sample_weight=np.tile(weights[used] / times, times),
    )
    return _Fit(model, float(logit(left.sum() / cells.at_risk[learnt].sum())))


def _losses(raw: Floats, left: Counts, at_risk: Counts) -> Floats:
    return np.array([negative_log_likelihood(expit(one), left, at_risk).sum() for one in raw])


def _calibrated(fit: _Fit, trees: int, moved: tuple[float, float]) -> Hazards:
    intercept, slope = moved

    def hazards(codes: Codes) -> Floats:
        return np.asarray(expit(intercept + slope * fit.after(codes, trees)))

    return hazards
