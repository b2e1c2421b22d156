"""How a finding's counts are measured, and what a measure says of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workbench.statistics.estimate import Estimate


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What a measure says of every cell: named estimates, and a p-value where it tests."""

    estimates: Mapping[str, Estimate]
    p_value: np.ndarray | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ShownCounts:
    """Counts as a policy shows them, and every count that what is shown could stand for.

    Attributes
    ----------
    value : int array
        The rounded count; 0 where banded.
    banded : bool array
        Whether the count is shown only as "fewer than".
    low, high : int array
        The least and the greatest count that what is shown could stand for.
    """

    value: NDArray[np.int64]
    banded: NDArray[np.bool_]
    low: NDArray[np.int64]
    high: NDArray[np.int64]

    def hidden(self, band: int) -> NDArray[np.bool_]:
        """Tell which counts are not even shown as "fewer than" `band`."""
        return self.banded & (self.high >= max(band, 1))

    def at(self, place: NDArray[np.bool_] | NDArray[np.intp] | int) -> ShownCounts:
        """Return the counts at some places, or at one."""
        return ShownCounts(self.value[place], self.banded[place], self.low[place], self.high[place])


@dataclass(frozen=True, slots=True)
class Measure:
    """A pure, vectorised function from named counts to estimates.

    Attributes
    ----------
    counts : tuple of str
        The count columns it takes, each an integer array of one common shape.
    estimate : callable
        From a mapping of those arrays to `Measured`, shape by shape.
    hull : bool
        Whether a policy that rounds may evaluate it on every count that the rounded ones could
        stand for. A measure of too many counts says False and is withheld there.
    of_questions : bool
        Whether it is taken only in cells that ask a question, which are those of a family.
    """

    counts: tuple[str, ...]
    estimate: Callable[[Mapping[str, np.ndarray]], Measured]
    hull: bool = True
    of_questions: bool = False


@dataclass(frozen=True, slots=True)
class TableMeasure:
    """A pure function of all counts of a finding, as they are shown, cell beside cell.

    For what no cell can tell alone: the parts of a whole, or what those without an answer could
    change. No exact count reaches it under a policy that rounds.

    Attributes
    ----------
    counts : tuple of str
        The count columns it takes, each `ShownCounts` with one entry a cell.
    estimate : callable
        From a mapping of those to named estimates, one entry a cell; NaN where not enough is shown.
    as_compared : bool
        Whether a cell's estimates are let out only where its comparison would be.
    beside : mapping of str to int array
        Further exact counts, of any shape, which the gate rounds like all others and hands to the
        functions by their names; they are in no cell and are not shown.
    reasons : callable or None
        From the same mapping to why a cell has no estimates, one entry a cell.
    cell_by_cell : bool
        Whether each cell's estimates are of its own counts alone, so that a count that is hidden
        takes away those of its own cell only.
    """

    counts: tuple[str, ...]
    estimate: Callable[[Mapping[str, ShownCounts]], Mapping[str, Estimate]]
    as_compared: bool = False
    cell_by_cell: bool = False
    beside: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    reasons: Callable[[Mapping[str, ShownCounts]], NDArray[np.object_]] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """The plain numbers, of counts that are shown, that a model's estimates are set against.

    Under a policy that rounds, the plain numbers come from the rounded counts, and of the model
    only its adjustment to them is taken, in coarse steps.

    Attributes
    ----------
    measure : Measure
        The plain numbers.
    counts : mapping of str to int array
        The exact counts it takes, one entry a cell.
    names : mapping of str to str
        Of each of the model's estimates, what the measure calls the one it is set against.
    factor : bool
        Whether an adjustment is a factor, for ratios; else it is added.
    between : tuple of two floats
        What the estimates cannot lie outside of, whatever the counts: a share is from 0 to 1.
    """

    measure: Measure
    counts: Mapping[str, NDArray[np.int64]]
    names: Mapping[str, str]
    factor: bool = True
    between: tuple[float, float] = (-np.inf, np.inf)


@dataclass(frozen=True, slots=True, eq=False)
class Modelled:
    """Estimates of a model of exact counts, one entry a cell, and how many people they rest on.

    Attributes
    ----------
    estimates : mapping of str to Estimate
        What the model says; NaN where it could not be fitted.
    events, non_events : int array
        The fewest who passed, and who did not, in any level that a cell's estimates rest on;
        those of the anchor's counts need not be named again.
    residual : int array
        Degrees of freedom that are left: of a saturated model, none.
    reasons : tuple of str or None
        Why there is no estimate, in words without a number.
    finest : float, float array or None
        A policy that rounds shows no finer than multiples of this; for shares and differences,
        which two figures would tell too finely where they are near 0.
    anchor : Anchor or None
        What the estimates are set against. Without one they leave rounded, which protects only
        what is no function of a few counts: days and marks.
    exact_only : bool
        Whether nothing of it leaves where counts are rounded.
    speaks_of : bool array or None
        The cells that it is a model of; all of them unless given.
    people : int array or None
        How many people each estimate is an average over, where it is one of what was measured of
        them, such as hours or days: of many, a figure more tells nothing of any.
    of_measurements : bool
        Whether it rests on what was measured of units, and on no count of people that a policy
        could hide; it may then stand beside exact counts.
    """

    estimates: Mapping[str, Estimate]
    events: np.ndarray
    non_events: np.ndarray
    residual: np.ndarray
    reasons: tuple[str | None, ...] = ()
    finest: float | NDArray[np.float64] | None = None
    anchor: Anchor | None = None
    exact_only: bool = False
    speaks_of: np.ndarray | None = None
    people: NDArray[np.int64] | None = None
    of_measurements: bool = False
