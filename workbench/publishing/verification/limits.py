"""What the limits of a number must be, given every count that the printed ones may stand for."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from workbench.publishing.verification.formulas import Formula, power
from workbench.publishing.verification.shown import SIDES, Flags, Floats, Known, possible

STEP = 1.5e-6
"""Numbers are published to six decimals."""


def unlike(
    formula: Formula, counts: Mapping[str, Known], lower: Floats, upper: Floats, level: float
) -> Flags:
    """Tell where published limits are not those of the counts.

    Parameters
    ----------
    formula : Formula
        Of the number.
    counts : mapping of str to Known
        That the number is of, shape (cells,).
    lower, upper : float array, shape (cells,)
        As published; NaN where nothing is, which tells nothing.
    level : float
        Confidence level.
    """
    sets = {name: one.astype(float) for name, one in possible(counts, formula.counts).items()}
    if formula.limits in ("koopman", "koopman of others"):
        return _koopman(sets, lower, upper, level, others=formula.limits != "koopman")
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = _ends(formula, sets, level)
    return _apart(lower, low.min(axis=1)) | _apart(upper, high.max(axis=1))


def unlike_power(
    counts: Mapping[str, Known], limits: Mapping[str, Floats], *, above: bool = False
) -> Flags:
    """Tell where a smallest ratio that could be found, or a limit of it, is not that of the counts.

    Power falls as a ratio comes nearer to 1: just beyond the nearest such ratio all sets of counts
    have it, just short of it one set no longer has. `above` says that the ratio is one above 1.
    """
    names = ("entered", "comparator_passed", "comparator_entered")
    sets = {name: one.astype(float) for name, one in possible(counts, names).items()}
    own = {name: counts[name].value.astype(float)[:, None] for name in names}
    wrong, away = np.zeros(len(limits["value"]), dtype=bool), STEP if above else -STEP
    farthest = "upper" if above else "lower"
    for part, of in (("value", own), ("lower", sets), ("upper", sets)):
        at, every = limits[part][:, None], part in ("value", farthest)
        with np.errstate(divide="ignore", invalid="ignore"):
            beyond, short = power(at + away, of) >= 0.8, power(at - away, of) >= 0.8
        good = beyond.all(axis=1) & ~short.all(axis=1) if every else beyond.any(axis=1)
        if not every:
            good &= ~short.any(axis=1)
        wrong |= ~good & np.isfinite(limits[part])
    return wrong


def _apart(published: Floats, due: Floats) -> Flags:
    with np.errstate(invalid="ignore"):
        return np.isfinite(published) & ~(np.abs(published - due) <= STEP * np.maximum(1, abs(due)))


def _ends(formula: Formula, sets: Mapping[str, Floats], level: float) -> tuple[Floats, Floats]:
    if formula.limits == "range":
        value = formula.value(sets)
        return value, value
    if formula.limits == "wilson":
        own, people = (sets[name] for name in formula.counts)
        return _wilson(own, people, level)
    passed, entered, other, others = (sets[name] for name in SIDES)
    (low, high), (other_low, other_high) = (
        _wilson(passed, entered, level),
        _wilson(other, others, level),
    )
    rate, other_rate = passed / entered, other / others
    gap = rate - other_rate
    return (
        gap - np.hypot(rate - low, other_high - other_rate),
        gap + np.hypot(high - rate, other_rate - other_low),
    )


def critical(level: float) -> float:
    """Return the two-sided critical value of the standard normal distribution."""
    from scipy.special import ndtri

    return float(-ndtri((1 - level) / 2))


def _wilson(passed: Floats, entered: Floats, level: float) -> tuple[Floats, Floats]:
    z = critical(level)
    centre = (passed + z**2 / 2) / (entered + z**2)
    half = z / (entered + z**2) * np.sqrt(passed * (entered - passed) / entered + z**2 / 4)
    return centre - half, centre + half


def _koopman(
    sets: Mapping[str, Floats], lower: Floats, upper: Floats, level: float, *, others: bool
) -> Flags:
    """Hold limits against their definition, without solving for them.

    Just outside the widest limits every set of counts rejects the ratio by Koopman's statistic,
    and just inside one does not.
    """
    passed, entered, other, of_others = (sets[name] for name in SIDES)
    if others:
        passed, other = entered - passed, of_others - other
    squared, wrong = critical(level) ** 2, np.zeros(len(lower), dtype=bool)
    for limit, outward in ((lower, -1), (upper, 1)):
        # Large ratios are published to more figures than can be told apart here.
        step = STEP * np.maximum(1, np.abs(limit))[:, None]
        outside, inside = (limit[:, None] + sign * outward * step for sign in (1, -1))
        with np.errstate(divide="ignore", invalid="ignore"):
            rejected = _statistic(outside, passed, entered, other, of_others) > squared
            kept = _statistic(inside, passed, entered, other, of_others) <= squared
            beyond = (outside - passed / entered / (other / of_others)) * outward > 0
        # No ratio is below 0, so that a lower limit of 0 has nothing outside it.
        good = ((rejected & beyond) | (outside < 0)).all(axis=1) & kept.any(axis=1)
        wrong |= ~good & np.isfinite(limit)
    return wrong


def _statistic(
    ratio: Floats, passed: Floats, entered: Floats, other: Floats, others: Floats
) -> Floats:
    """Return Koopman's (1984) statistic of a ratio, at the rates likeliest under it."""
    a = (entered + others) * ratio
    b = (entered + other) * ratio + passed + others
    rate = (b - np.sqrt(np.maximum(b**2 - 4 * a * (passed + other), 0))) / (2 * a)
    own, rate = np.clip(ratio * rate, 1e-12, 1 - 1e-12), np.clip(rate, 1e-12, 1 - 1e-12)
    mine = (passed - entered * own) ** 2 / (entered * own * (1 - own))
    return np.asarray(mine + (other - others * rate) ** 2 / (others * rate * (1 - rate)))
