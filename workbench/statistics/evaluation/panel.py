"""An outcome by unit and period, with the period each unit's treatment starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.inputs import Counts

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

LARGEST_OUTCOME = 1e12
"""Largest outcome or weight, either sign: sums over a panel still hold its small differences."""


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """A checked panel; make it with `checked_panel`.

    Attributes
    ----------
    outcome : ndarray of float, shape (units, periods)
        NaN where it was not observed.
    starts : ndarray of int, shape (units,)
        Index of the first treated period; `periods` or more is never within the panel.
    weights : ndarray of float, shape (units,)
        People behind each unit, above 0.
    clusters : ndarray of int, shape (units,)
        The level at which starts were assigned: units of one cluster share their start.
    """

    outcome: Floats
    starts: Counts
    weights: Floats
    clusters: Counts

    @property
    def periods(self) -> int:
        """Number of periods."""
        return self.outcome.shape[1]

    @property
    def cohorts(self) -> Counts:
        """Starts within the panel, ascending."""
        return np.unique(self.starts[self.starts < self.periods])


def checked_panel(
    outcome: ArrayLike,
    starts: ArrayLike,
    weights: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
) -> Panel:
    """Check a panel and put its arrays together.

    Parameters
    ----------
    outcome : array_like of float, shape (units, periods)
        NaN where it was not observed; gaps are kept.
    starts : array_like of int, shape (units,)
        Index of the first treated period, 0 for units treated from the first period or before
        it; `periods` or more for units never treated within the panel, which are taken not to
        anticipate: where a start soon after the panel is known of, cut its last periods off.
        Treatment once begun lasts.
    weights : array_like of float, shape (units,), optional
        People behind each unit; 1 each where not given.
    clusters : array_like of int, shape (units,), optional
        The level at which starts were assigned; each unit its own where not given.

    Returns
    -------
    Panel
        Its arrays are copies that cannot be written to.

    Raises
    ------
    EstimationError
        Shapes that do not fit, impossible values, nobody treated within the panel, all treated at
        once, or starts that differ within a cluster; all problems in one message.

    Notes
    -----
    A cohort treated in the first period, or before it has a base period, is no fault of the panel:
    it is kept, has no effect, and is named by `group_time.GroupTime.without_base`.

    Examples
    --------
    >>> panel = checked_panel([[1, 2, 5], [1, 2, 3]], [2, 3])
    >>> print(panel.cohorts, panel.weights, panel.clusters)
    [2] [1. 1.] [0 1]
    """
    values = _floats("outcome", outcome)
    if values.ndim != 2 or not values.size:
        raise EstimationError(f"outcome must have units and periods; found shape {values.shape}.")
    units, periods = values.shape
    begun = np.asarray(starts)
    behind = np.ones(units) if weights is None else _floats("weights", weights)
    grouped = np.arange(units) if clusters is None else np.asarray(clusters)
    vectors = {"starts": begun, "weights": behind, "clusters": grouped}
    problems = [*_shape_problems(units, vectors), *_outcome_problems(values)]
    if not problems:
        problems = [*_unit_problems(begun, behind, grouped), *_start_problems(begun, periods)]
    if problems:
        raise EstimationError.gather("Panel", problems)
    return Panel(_fixed(values), _fixed(begun, np.int64), _fixed(behind), _fixed(grouped, np.int64))


def kept_units(panel: Panel, keep: ArrayLike) -> Panel:
    """Panel of some of the units, as leaving a region out needs it.

    Parameters
    ----------
    panel : Panel
        Of shape (units, periods).
    keep : array_like of bool, shape (units,)
        Units that stay.

    Returns
    -------
    Panel
        Of the units that stay, in their order.

    Raises
    ------
    EstimationError
        As `checked_panel`: what stays may hold nobody treated, or nobody to compare with.

    Examples
    --------
    >>> panel = checked_panel([[1, 2, 5], [1, 2, 3], [0, 0, 0]], [2, 3, 3])
    >>> kept_units(panel, panel.clusters != 1).outcome.tolist()
    [[1.0, 2.0, 5.0], [0.0, 0.0, 0.0]]
    """
    stays = np.asarray(keep)
    if stays.dtype != bool or stays.shape != panel.starts.shape or not stays.any():
        raise EstimationError(
            f"keep must be true or false for each of {panel.starts.size} units and true for one; "
            f"found {stays.dtype} of shape {stays.shape}."
        )
    return checked_panel(
        panel.outcome[stays], panel.starts[stays], panel.weights[stays], panel.clusters[stays]
    )


def checked_anticipation(anticipation: int) -> int:
    """Check the number of periods dropped before a start.

    Parameters
    ----------
    anticipation : int
        Periods, from 0.

    Returns
    -------
    int
        As given.

    Raises
    ------
    EstimationError
        It is not whole, or negative.

    Examples
    --------
    >>> checked_anticipation(2)
    2
    """
    whole = isinstance(anticipation, int | np.integer) and not isinstance(anticipation, bool)
    if not whole or anticipation < 0:
        raise EstimationError(f"anticipation must be a whole number from 0; found {anticipation}.")
    return int(anticipation)


def _floats(name: str, values: ArrayLike) -> Floats:
    found = np.asarray(values)
    if found.dtype.kind not in "iuf":
        raise EstimationError(f"{name} must be numbers; found {found.dtype}.")
    return found.astype(np.float64)


def _fixed(values: NDArray[Any], kind: type = np.float64) -> NDArray[Any]:
    copied: NDArray[Any] = np.array(values, dtype=kind)
    copied.flags.writeable = False
    return copied


def _shape_problems(units: int, vectors: dict[str, NDArray[Any]]) -> list[str]:
    return [
        f"{name} must be one for each of {units} units; found shape {vector.shape}."
        for name, vector in vectors.items()
        if vector.shape != (units,)
    ]


def _outcome_problems(values: Floats) -> list[str]:
    far = int((np.abs(values) > LARGEST_OUTCOME).sum())
    problems = [f"outcome is infinite or beyond {LARGEST_OUTCOME:.0e} in {far} places."] * (far > 0)
    if np.isnan(values).all():
        problems.append("outcome has no value observed.")
    return problems


def _unit_problems(begun: NDArray[Any], behind: Floats, grouped: NDArray[Any]) -> list[str]:
    problems = []
    poor = int((~((behind > 0) & (behind <= LARGEST_OUTCOME))).sum())
    if poor:
        problems.append(
            f"weights must be above 0 and at most {LARGEST_OUTCOME:.0e}; {poor} are not."
        )
    if grouped.dtype.kind not in "iu":
        problems.append(f"clusters must be whole numbers; found {grouped.dtype}.")
    elif split := _split_clusters(begun, grouped):
        problems.append(
            f"Units of one cluster must share their start; {split} clusters have several. Make "
            "clusters the level at which starts were assigned."
        )
    return problems


def _split_clusters(begun: NDArray[Any], grouped: NDArray[Any]) -> int:
    pairs = np.unique(np.column_stack([grouped, begun]), axis=0)
    return int((np.unique(pairs[:, 0], return_counts=True)[1] > 1).sum())


def _start_problems(begun: NDArray[Any], periods: int) -> list[str]:
    if begun.dtype.kind not in "iu":
        return [f"starts must be whole numbers of periods; found {begun.dtype}."]
    early = int((begun < 0).sum())
    if early:
        return [f"{early} starts are before the panel; give 0 for units treated before it."]
    treated = begun[begun < periods]
    if not treated.size:
        return ["No unit is treated within the panel; there is no effect to estimate."]
    if treated.size == begun.size and (treated == treated[0]).all():
        return ["All units are treated at once; none is left to compare with."]
    return []
