"""Outcomes of units by period without any effect, as simulation of a planned design needs them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError

Floats = NDArray[np.float64]

MOST_VALUES = 50_000_000
"""400 megabytes; simulate in parts beyond it."""


def autoregressive_noise(
    simulations: int,
    units: int,
    periods: int,
    *,
    autocorrelation: float,
    seed: int,
    clusters: ArrayLike | None = None,
    shared: float = 0.0,
) -> Floats:
    """Draw stationary AR(1) noise of variance 1 for panels of units by periods.

    Parameters
    ----------
    simulations, units, periods : int
        Shape of what is drawn, each at least 1.
    autocorrelation : float
        Between neighbouring periods of a unit, above -1 and below 1.
    seed : int
        Of the generator, 0 and up.
    clusters : array_like of int, shape (units,), optional
        Region of each unit, from 0, below `units`; each unit its own when not given.
    shared : float
        Correlation between units of a cluster in the same period, at least 0 and below 1.

    Returns
    -------
    ndarray of float, shape (simulations, units, periods)
        Mean 0 and variance 1.

    Raises
    ------
    EstimationError
        A shape, correlation, seed or cluster outside its range, or more values than fit.

    Notes
    -----
    Box and Jenkins (1970), Time Series Analysis, section 3.2.3; the first period is drawn from the
    stationary distribution. The shared part is of the same process.

    Examples
    --------
    >>> noise = autoregressive_noise(2000, 2, 3, autocorrelation=0.6, seed=1)
    >>> noise.shape, round(float(np.corrcoef(noise[:, 0, 0], noise[:, 0, 2])[0, 1]), 1)
    ((2000, 2, 3), 0.4)
    """
    members = np.arange(max(units, 0)) if clusters is None else np.asarray(clusters)
    _refuse_impossible((simulations, units, periods), autocorrelation, seed, members, shared)
    rng = np.random.default_rng(seed)
    own = _process(rng, (simulations, units, periods), autocorrelation)
    if not shared:
        return own
    common = _process(rng, (simulations, int(members.max()) + 1, periods), autocorrelation)
    own *= (1 - shared) ** 0.5
    own += shared**0.5 * common[:, members]
    return own


def _process(
    rng: np.random.Generator, shape: tuple[int, int, int], autocorrelation: float
) -> Floats:
    drawn = rng.standard_normal(shape)
    new = (1 - autocorrelation**2) ** 0.5
    for period in range(1, shape[2]):
        drawn[..., period] *= new
        drawn[..., period] += autocorrelation * drawn[..., period - 1]
    return drawn


def _refuse_impossible(
    shape: tuple[int, int, int],
    autocorrelation: float,
    seed: int,
    members: NDArray[np.generic],
    shared: float,
) -> None:
    problems = []
    if min(shape) < 1 or shape[0] * shape[1] * shape[2] > MOST_VALUES:
        problems.append(
            f"simulations, units and periods must be at least 1 each and no more than "
            f"{MOST_VALUES} values together; found {shape}."
        )
    if not -1 < autocorrelation < 1:
        problems.append(f"autocorrelation must be above -1 and below 1; found {autocorrelation}.")
    if not 0 <= shared < 1:
        problems.append(f"shared must be at least 0 and below 1; found {shared}.")
    if seed < 0:
        problems.append(f"seed must be 0 and up; found {seed}.")
    if members.shape != shape[1:2] or members.dtype.kind not in "iu":
        problems.append(f"clusters must be whole numbers, one for each of {shape[1]} units.")
    elif members.size and not 0 <= int(members.min()) <= int(members.max()) < shape[1]:
        problems.append("clusters must be from 0 and below the number of units.")
    if problems:
        raise EstimationError(" ".join(problems))
