"""Estimates of a model, set against plain numbers of the counts that are shown."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
from numpy.typing import NDArray

from workbench.disclosure.hull import measure_hull
from workbench.disclosure.policy import DisclosurePolicy
from workbench.disclosure.rounding import shown
from workbench.findings import Anchor, Measure, Measured, ShownCounts
from workbench.statistics.estimate import Estimate

STEPS = np.array([0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0])
"""Steps in which an adjustment is told: a tenth of every hundred at the finest."""
FINEST_FACTOR = 0.01
"""The finest step of a factor: one person moves it by one over all who passed, not entered."""
BEARS_ANOTHER_FIGURE = 0.01
"""Where steps are no coarser, a number with a finest unit of its own is told to one figure more."""
SLACK = 1e-9
FEW_COUNTS = 4
"""Of more than these a hull is taken over the ends of each alone."""
Floats = NDArray[np.float64]


def anchored(
    name: str,
    estimate: Estimate,
    anchor: Anchor,
    policy: DisclosurePolicy,
    *,
    where: NDArray[np.bool_],
) -> Estimate:
    """Return an estimate as its anchor, as shown, and a coarsely told adjustment.

    Parameters
    ----------
    name : str
        Of the estimate, among those of the anchor.
    estimate : Estimate
        Of exact counts.
    anchor : Anchor
        The plain number, and its exact counts.
    policy : DisclosurePolicy
        What it shows of the counts.
    where : bool array
        The cells whose counts are enough; all others are missing.

    Returns
    -------
    Estimate
        Its limits hold the exact ones, whatever the exact counts were: the hull of the plain number
        holds its own exact limits, and the adjustments of value and limits are told by the ends
        of the steps that hold them all. The value is the middle of these.

    Notes
    -----
    A model of a group's passes is, to first order, proportional to them; so is the plain number.
    Their quotient is a function of where people are, and hardly of how many passed.
    """
    kept = Anchor(
        anchor.measure,
        {one: people[where] for one, people in anchor.counts.items()},
        anchor.names,
        anchor.factor,
    )
    own = [np.asarray(part)[where] for part in (estimate.value, estimate.lower, estimate.upper)]
    told = [
        _placed(np.clip(part, *anchor.between), where)
        for part in _set_against(own, kept, anchor.names[name], policy)
    ]
    method = f"{estimate.method}; set against the plain number of shown counts"
    return Estimate(told[0], told[1], told[2], estimate.level, method)


def _set_against(
    own: list[Floats], anchor: Anchor, name: str, policy: DisclosurePolicy
) -> tuple[Floats, Floats, Floats]:
    plain = anchor.measure.estimate(anchor.counts).estimates[name]
    rounded, step = _as_shown(anchor, name, policy), steps(anchor, policy)
    adjustments = [
        _adjustment(mine, theirs, factor=anchor.factor)
        for mine, theirs in zip(own, (plain.value, plain.lower, plain.upper), strict=True)
    ]
    least = np.floor(np.fmin.reduce(adjustments) / step + SLACK) * step
    most = np.ceil(np.fmax.reduce(adjustments) / step - SLACK) * step
    if anchor.factor:
        value, lower, upper = (
            part * np.exp(by)
            for part, by in (
                (rounded.value, (least + most) / 2),
                (rounded.lower, least),
                (rounded.upper, most),
            )
        )
    else:
        value, lower, upper = (
            rounded.value + (least + most) / 2,
            rounded.lower + least,
            rounded.upper + most,
        )
    missing = ~np.isfinite(own[0])
    lower = np.where(np.isfinite(own[1]), lower, own[1])
    upper = np.where(np.isfinite(own[2]), upper, own[2])
    return np.where(missing, np.nan, value), lower, upper


def _placed(values: Floats, where: NDArray[np.bool_]) -> Floats:
    placed = np.full(len(where), np.nan)
    placed[where] = values
    return placed


def steps(anchor: Anchor, policy: DisclosurePolicy) -> Floats:
    """Return how finely the adjustments of each cell are told.

    No finer than a share can be told of so many people, each count rounded: the base over the
    smallest number of them; and a factor never finer than `FINEST_FACTOR`.

    Examples
    --------
    >>> from workbench.disclosure.policy import policy_named
    >>> from workbench.findings import Measure
    >>> counts = {"passed": np.array([40, 400]), "entered": np.array([100, 1000])}
    >>> anchor = Anchor(Measure(("passed", "entered"), lambda _: None), counts, {}, factor=False)
    >>> steps(anchor, policy_named("open"))
    array([0.05 , 0.005])
    """
    told = {name: shown(people, policy).value for name, people in anchor.counts.items()}
    entered = [people for name, people in told.items() if name.endswith("entered")]
    wanted = policy.base / np.maximum(np.minimum.reduce(entered), 1)
    if anchor.factor:
        wanted = np.maximum(wanted, FINEST_FACTOR)
    return STEPS[np.minimum(np.searchsorted(STEPS, wanted - SLACK), len(STEPS) - 1)]


def figures(anchor: Anchor, policy: DisclosurePolicy) -> NDArray[np.int64]:
    """Return to how many figures the numbers of each cell are told, by how many people bear them.

    The plain number is of shown counts, and the adjustment is told in steps: a figure more tells
    nothing of a person, and a figure less can hide what is clear.

    Examples
    --------
    >>> from workbench.disclosure.policy import policy_named
    >>> from workbench.findings import Measure
    >>> counts = {"passed": np.array([40, 400]), "entered": np.array([100, 1000])}
    >>> anchor = Anchor(Measure(("passed", "entered"), lambda _: None), counts, {})
    >>> figures(anchor, policy_named("open"))
    array([2, 3])
    """
    assert policy.figures is not None, "a policy that rounds says to how many figures"
    return policy.figures + (steps(anchor, policy) <= BEARS_ANOTHER_FIGURE).astype(np.int64)


def _as_shown(anchor: Anchor, name: str, policy: DisclosurePolicy) -> Estimate:
    """Measure the counts as shown, each set of them once."""
    names = anchor.measure.counts
    table = np.column_stack([anchor.counts[one] for one in names])
    rounded = np.column_stack([shown(column, policy).value for column in table.T])
    _, first, place = np.unique(rounded, axis=0, return_index=True, return_inverse=True)
    counts = {one: shown(table[first, at], policy) for at, one in enumerate(names)}
    found = measure_hull if len(names) <= FEW_COUNTS else _corners
    hull = found(anchor.measure, counts).estimates[name]
    value, lower, upper = (part[place.ravel()] for part in (hull.value, hull.lower, hull.upper))
    return Estimate(value, lower, upper, hull.level, hull.method)


def _corners(measure: Measure, counts: Mapping[str, ShownCounts]) -> Measured:
    """Return the hull over the ends alone, for a number that moves one way with each count."""
    ends = np.array(list(product((0, 1), repeat=len(counts))))
    around = measure.estimate(
        {
            name: np.where(ends[:, at], one.high[:, None], one.low[:, None])
            for at, (name, one) in enumerate(counts.items())
        }
    )
    centre = measure.estimate({name: one.value for name, one in counts.items()})
    return Measured(
        {
            name: Estimate(
                one.value,
                around.estimates[name].lower.min(axis=-1),
                around.estimates[name].upper.max(axis=-1),
                one.level,
                one.method,
            )
            for name, one in centre.estimates.items()
        }
    )


def _adjustment(model: Floats, plain: Floats, *, factor: bool) -> Floats:
    """Return the quotient's logarithm, or the difference; NaN where either has no end."""
    with np.errstate(divide="ignore", invalid="ignore"):
        told = np.log(model / plain) if factor else model - plain
    return np.where(np.isfinite(told), told, np.nan)
