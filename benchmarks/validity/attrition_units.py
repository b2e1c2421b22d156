"""What is said of units: how often a fair one is named, and how often one that differs is.

``python -m benchmarks.validity.attrition_units`` from the project's folder, about four minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.validity.false_alarms import Share
from benchmarks.validity.tables import percent, table
from workbench.disclosure import policy_named
from workbench.disclosure.rounding import shown
from workbench.measures.ranges import ranges
from workbench.statistics.attrition.funnel_limits import funnel_limits
from workbench.statistics.attrition.leaving_rate import Ranged
from workbench.statistics.attrition.unit_effects import unit_effects
from workbench.statistics.attrition.unit_funnel import unit_funnel
from workbench.statistics.attrition.unit_power import detectable_ratio
from workbench.vocabulary.terms import PolicyName

SEED = 20260402
"""Chosen as a date before the first run, and never changed for what came of it."""
UNITS = 108
RATE = 0.088
YEARS = {"four years": 320, "one year": 90}
"""Mean years in post of a unit."""
ODD = (10, 60)
"""Units that differ where any do."""
FUNNELS = 400
POSTERIORS: dict[PolicyName, int] = {"analyst": 60, "open": 15}
"""Sets drawn; rounded ones take four times as long."""

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Units as a policy shows them, and what is true of them.

    Attributes
    ----------
    leavers, expected : Ranged
        Shape (units,).
    ratio : ndarray of float, shape (units,)
        True ratios to the rate of all, as it came out.
    """

    leavers: Ranged
    expected: Ranged
    years: Floats
    ratio: Floats


def drawn(
    random: np.random.Generator, years: int, policy: PolicyName, *, spread: float, odd: float = 1.0
) -> Drawn:
    """Draw units of unlike size, whose rates spread, two of them at `odd` times the rate.

    Examples
    --------
    >>> one = drawn(np.random.default_rng(1), 320, "open", spread=0.1)
    >>> bool((one.leavers.value % 5 == 0).all()), one.leavers.value.shape
    (True, (108,))
    """
    size = random.lognormal(0, 0.35, UNITS)
    post = np.rint(np.maximum(size * years / size.mean(), 30)).astype(np.int64)
    ratio = np.exp(random.normal(0, spread, UNITS)) if spread else np.ones(UNITS)
    ratio[list(ODD)] = odd if odd != 1 else ratio[list(ODD)]
    left = random.poisson(RATE * post * ratio)
    people, there, whole, all_post = (
        _as_shown(np.atleast_1d(one), policy) for one in (left, post, left.sum(), post.sum())
    )
    rates = whole.low / all_post.high, whole.value / all_post.value, whole.high / all_post.low
    sides = zip((there.low, there.value, there.high), rates, strict=True)
    expected = Ranged(*(one * rate for one, rate in sides))
    true = ratio * RATE * post.sum() / left.sum()
    return Drawn(people, expected, there.value, true)


def _as_shown(counts: NDArray[np.int64], policy: PolicyName) -> Ranged:
    return ranges(shown(counts, policy_named(policy)), counts.shape)


@dataclass(frozen=True, slots=True, eq=False)
class Funnels:
    """What many funnels said; arrays are funnels by units.

    Attributes
    ----------
    named : ndarray of bool
        Units said to have more or fewer leavers than chance and spread allow.
    outside, outside_inner : ndarray of bool
        Units whose ratio as shown lies outside the limits of 99.8% and of 95%.
    variation, detectable : ndarray of float
        The spread allowed, and the ratio that a unit would have to have.
    """

    named: Flags
    outside: Flags
    outside_inner: Flags
    variation: Floats
    detectable: Floats


def funnels(
    years: int, policy: PolicyName, draws: int, *, spread: float, odd: float = 1.0, seed: int = SEED
) -> Funnels:
    """Draw many sets of units and hold each against chance and its own spread."""
    random = np.random.default_rng([seed, years])
    found = []
    for _ in range(draws):
        one = drawn(random, years, policy, spread=spread, odd=odd)
        funnel = unit_funnel(one.leavers, one.expected)
        lower, upper = funnel_limits(one.expected.value, funnel.variation, tail=0.025)
        found.append(
            (
                funnel.unusual != 0,
                (funnel.ratio < funnel.lower) | (funnel.ratio > funnel.upper),
                (funnel.ratio < lower) | (funnel.ratio > upper),
                np.full(UNITS, funnel.variation),
                detectable_ratio(one.leavers, one.expected, funnel.variation),
            )
        )
    return Funnels(*(np.stack(each) for each in zip(*found, strict=True)))


def covered(
    years: int, policy: PolicyName, draws: int, *, spread: float, seed: int = SEED
) -> tuple[Flags, Flags]:
    """Tell of which units the range drawn towards all holds the truth, and whether the spread's."""
    random = np.random.default_rng([seed, years, 1])
    units, deviations = [], []
    for _ in range(draws):
        one = drawn(random, years, policy, spread=spread)
        effects = unit_effects(one.leavers, one.years)
        units.append((effects.ratio.lower <= one.ratio) & (one.ratio <= effects.ratio.upper))
        deviations.append(effects.deviation.lower <= spread <= effects.deviation.upper)
    return np.stack(units), np.array(deviations)


def _said(share: Share) -> str:
    return f"{percent(share.value)} ± {percent(share.error)}"


def funnel_rows() -> Iterator[tuple[object, ...]]:
    """Return a row for each length of time, spread and policy."""
    for (name, years), spread, policy in (
        (one, spread, policy)
        for one in YEARS.items()
        for spread in (0.0, 0.1, 0.2)
        for policy in ("analyst", "open")
    ):
        fair = funnels(years, policy, FUNNELS, spread=spread)
        odd = funnels(years, policy, FUNNELS // 4, spread=spread, odd=2.2)
        both = list(ODD)
        yield (
            name,
            spread,
            "exact" if policy == "analyst" else policy,
            f"{np.mean(fair.variation[:, 0]):.2f}",
            _said(Share.of(fair.named.any(axis=1))),
            percent(fair.outside_inner.mean()),
            percent(fair.outside.mean(), 2),
            percent(odd.named[:, both].mean()),
            percent((odd.named | odd.outside)[:, both].mean()),
            f"{np.median(fair.detectable):.1f}",
        )


def effect_rows() -> Iterator[tuple[object, ...]]:
    """Return a row for each length of time, spread and policy."""
    for name, years in YEARS.items():
        for spread in (0.1, 0.2):
            for policy in ("analyst", "open"):
                draws = POSTERIORS[policy]
                units, deviations = covered(years, policy, draws, spread=spread)
                each = Share(float(units.mean()), float(units.mean(axis=1).std() / draws**0.5))
                told = "exact" if policy == "analyst" else policy
                yield name, spread, told, _said(each), _said(Share.of(deviations))


FUNNEL_HEAD = (
    *("Over", "True spread", "", "Spread found", "Any fair unit named %", "Outside 95% limits %"),
    *("Outside 99.8% %", "At 2.2 times: named %", "named or outside %", "Ratio found in 80%"),
)
EFFECT_HEAD = ("Over", "True spread", "", "A unit's rate covered %", "The spread covered %")

if __name__ == "__main__":
    print(table(FUNNEL_HEAD, funnel_rows()), flush=True)
    print()
    print(table(EFFECT_HEAD, effect_rows()))
