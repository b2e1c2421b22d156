"""Main effects of characteristics on a logit, with the cells' own effects integrated out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from workbench.statistics.intersections.quadrature import (
    LONGEST_STEP,
    IntegratedLikelihood,
    integrate_cells,
)

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

STEPS = 100
"""Most Newton steps tried before a fit counts as not converged."""


@dataclass(frozen=True, eq=False, slots=True)
class MainEffects:
    """Laplace approximation of the main effects at each standard deviation of cell effects.

    Attributes
    ----------
    linear : ndarray of float, shape (sigmas, cells)
        Fitted main effects on the logit scale.
    root : ndarray of float, shape (sigmas, cells, effects)
        ``root @ root.T`` is the covariance of ``linear`` between cells.
    cells : IntegratedLikelihood
        Each cell's likelihood at ``linear``, of shape (sigmas, cells).
    log_marginal : ndarray of float, shape (sigmas,)
        Log-likelihood with the main effects integrated out under a flat prior, up to one constant.
    converged : bool
        Whether Newton's method settled at every standard deviation.
    """

    linear: Floats
    root: Floats
    cells: IntegratedLikelihood
    log_marginal: Floats
    converged: bool


def basis(codes: Codes, levels: tuple[int, ...]) -> Floats:
    """Orthonormal columns that span the intercept and the main effects.

    A level that nobody is in, or one that cannot be told apart from another, costs no column,
    and no level has to be chosen as reference.

    Parameters
    ----------
    codes : ndarray of int, shape (cells, characteristics)
        Code of each characteristic, from 0.
    levels : tuple of int
        Number of levels of each characteristic.

    Returns
    -------
    ndarray of float, shape (cells, effects)

    Examples
    --------
    >>> basis(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), (2, 2)).shape
    (4, 3)
    """
    indicators = np.hstack([np.eye(many)[code] for code, many in zip(codes.T, levels, strict=True)])
    left, singular, _ = np.linalg.svd(indicators, full_matrices=False)
    return np.asarray(left[:, singular > 1e-9 * singular.max(initial=0)])


def without_finite_effect(passed: Codes, entered: Codes, design: Floats) -> NDArray[np.bool_]:
    """Cells whose fitted rate is 0 or 1 whatever their own effect, as main effects run off.

    Such are the cells of a level in which nobody or everybody passed, and of any mixture of
    levels that amounts to one.

    Parameters
    ----------
    passed, entered : ndarray of int, shape (cells,)
        Checked counts, with somebody in every cell.
    design : ndarray of float, shape (cells, effects)
        As from `basis`.

    Returns
    -------
    ndarray of bool, shape (cells,)

    Notes
    -----
    Complete or quasi-complete separation, found by linear programming: Konis (2007), Linear
    programming algorithms for detecting separated data in binary logistic regression models,
    University of Oxford.

    Examples
    --------
    >>> codes = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    >>> passed, entered = np.array([3, 0, 4, 0]), np.array([9, 8, 7, 6])
    >>> without_finite_effect(passed, entered, basis(codes, (2, 2)))
    array([False,  True, False,  True])
    """
    separated = np.zeros(len(passed), dtype=bool)
    sign = np.where(passed == 0, -1.0, np.where(passed == entered, 1.0, 0.0))
    while (sign[~separated] != 0).any():
        mixed = (sign == 0) & ~separated
        extreme = (sign != 0) & ~separated
        outward = sign[extreme, None] * design[extreme]
        # A direction that helps every extreme cell or leaves it alone and moves no mixed one.
        found = linprog(
            -outward.sum(axis=0),
            A_ub=-outward,
            b_ub=np.zeros(len(outward)),
            A_eq=design[mixed] if mixed.any() else None,
            b_eq=np.zeros(mixed.sum()) if mixed.any() else None,
            bounds=(-1, 1),
        )
        moved = extreme & (np.abs(design @ found.x) > 1e-6)
        if not moved.any():
            break
        separated |= moved
    return separated


def fit_main_effects(
    passed: Floats, entered: Floats, *, design: Floats, sigma: Floats
) -> MainEffects:
    """Fit the main effects by Newton's method at every standard deviation at once.

    Parameters
    ----------
    passed, entered : ndarray of float, shape (cells,)
        Checked counts, with somebody in every cell.
    design : ndarray of float, shape (cells, effects)
        As from `basis`, with no cell that `without_finite_effect` names.
    sigma : ndarray of float, shape (sigmas,)
        Standard deviations of the cells' own effects, at least 0.

    Returns
    -------
    MainEffects

    Notes
    -----
    Tierney and Kadane (1986), J. Am. Stat. Assoc. 81, 82-86. Each cell's likelihood is
    log-concave and stays so when a normal effect is integrated out, so there is one mode.

    Examples
    --------
    >>> design = basis(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), (2, 2))
    >>> passed, entered = np.array([5.0, 3, 4, 8]), np.array([9.0, 8, 7, 9])
    >>> fit = fit_main_effects(passed, entered, design=design, sigma=np.array([0, 0.5]))
    >>> print(fit.linear.round(3)[0], fit.converged)
    [-0.245  0.025  0.951  1.221] True
    """
    effects = _start(passed, entered, design, len(sigma))
    damping = np.ones(len(sigma))
    cells = integrate_cells(passed, entered, linear=effects @ design.T, sigma=sigma[:, None])
    converged = False
    for _ in range(STEPS):
        step = _newton_step(cells, design)
        converged = bool(np.abs(step @ design.T).max() < 1e-8)
        if converged:
            break
        tried = effects + damping[:, None] * step
        found = integrate_cells(passed, entered, linear=tried @ design.T, sigma=sigma[:, None])
        before, after = cells.log.sum(axis=-1), found.log.sum(axis=-1)
        better = after >= before - 1e-12 * np.abs(before)
        damping = np.where(better, np.minimum(1, 2 * damping), damping / 2)
        effects = np.where(better[:, None], tried, effects)
        cells = _chosen(better, found, cells)
    return _laplace(effects, cells, design, converged)


def at_sigmas(fit: MainEffects, used: NDArray[np.bool_]) -> MainEffects:
    """Keep some of the standard deviations of a fit.

    Parameters
    ----------
    fit : MainEffects
        Of shape (sigmas, cells).
    used : ndarray of bool, shape (sigmas,)
        Which to keep.

    Returns
    -------
    MainEffects
    """
    cells = fit.cells
    return MainEffects(
        linear=fit.linear[used],
        root=fit.root[used],
        cells=IntegratedLikelihood(cells.log[used], cells.score[used], cells.information[used]),
        log_marginal=fit.log_marginal[used],
        converged=fit.converged,
    )


def _start(passed: Floats, entered: Floats, design: Floats, sigmas: int) -> Floats:
    logit = np.log((passed + 0.5) / (entered - passed + 0.5))
    weight = np.sqrt((passed + 0.5) * (entered - passed + 0.5) / (entered + 1))
    start = np.linalg.lstsq(weight[:, None] * design, weight * logit, rcond=None)[0]
    return np.asarray(np.tile(start, (sigmas, 1)))


def _information(cells: IntegratedLikelihood, design: Floats) -> Floats:
    return np.asarray((design.T * cells.information[:, None, :]) @ design)


def _newton_step(cells: IntegratedLikelihood, design: Floats) -> Floats:
    step = np.linalg.solve(_information(cells, design), (cells.score @ design)[..., None])[..., 0]
    furthest = np.abs(step @ design.T).max(axis=-1, keepdims=True)
    return np.asarray(step * np.minimum(1, LONGEST_STEP / np.maximum(furthest, 1e-12)))


def _chosen(
    better: NDArray[np.bool_], found: IntegratedLikelihood, kept: IntegratedLikelihood
) -> IntegratedLikelihood:
    pairs = [
        (getattr(found, name), getattr(kept, name)) for name in ("log", "score", "information")
    ]
    return IntegratedLikelihood(*(np.where(better[:, None], new, old) for new, old in pairs))


def _laplace(
    effects: Floats, cells: IntegratedLikelihood, design: Floats, converged: bool
) -> MainEffects:
    information = _information(cells, design)
    _, log_determinant = np.linalg.slogdet(information)
    # With information = L L', the covariance is (L^-1)' L^-1.
    root = design @ np.swapaxes(np.linalg.inv(np.linalg.cholesky(information)), -1, -2)
    return MainEffects(
        linear=effects @ design.T,
        root=root,
        cells=cells,
        log_marginal=cells.log.sum(axis=-1) - log_determinant / 2,
        converged=converged,
    )
