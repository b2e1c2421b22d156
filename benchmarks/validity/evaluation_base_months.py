"""What a base of several months gains and costs: size, power and bias of the headline.

``python -m benchmarks.validity.evaluation_base_months`` from the project's folder, about a minute.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from benchmarks.validity.evaluation_rollouts import DRAWN, PERSISTENCE, REGIONS, Floats, noise
from benchmarks.validity.evaluation_tables import DRAWS, EFFECTS, SEED, Row, with_error
from benchmarks.validity.tables import percent, table
from workbench.statistics.evaluation.effects.effect_weights import simple_effects
from workbench.statistics.evaluation.effects.two_way import treated_indicator
from workbench.statistics.evaluation.inference.assignments import Assignments, Whole, assignments
from workbench.statistics.evaluation.inference.randomisation import randomisation_test
from workbench.statistics.evaluation.panel import checked_panel

PERIODS, FIRST = 30, 21
BASES = {"1": 1, "3": 3, "6": 6, "12": 12, "all": PERIODS}
STAGGERED = "10 of 12, three dates"
ROLL_OUTS = {
    "3 of 12, one date": (FIRST,) * 3 + (PERIODS,) * 9,
    "8 of 12, one date": (FIRST,) * 8 + (PERIODS,) * 4,
    STAGGERED: (FIRST,) * 3 + (24,) * 4 + (27,) * 3 + (PERIODS,) * 2,
}
"""First treated period of each region; 30 is never."""
MEMORIES = (0.0, 0.3, PERSISTENCE, 0.8, 0.9)
"""Of AR(1) noise whose standard deviation stays 1."""
UNITS = 9
"""Of each region; all of them share its date."""
SHARED = 0.25
"""Of the variance of a unit's month, that is the region's."""
OF_UNITS = (0.0, 0.5, 0.75, 1.0)
"""True effects, in standard deviations of a unit's month."""
DRIFTING = 12
"""Months before its start from which one region of the first cohort moves away from all others."""
HEAD = ("Treated", "Base months", "Size %")


def weights_of_months(arranged: Assignments, base_months: int) -> Floats:
    """Return the weights of every region and month in the simple effect of each roll-out.

    Without gaps the effect is linear in the outcome: they are the effects of one outcome alone.

    Examples
    --------
    >>> rolled = assignments(ROLL_OUTS["3 of 12, one date"], seed=1)
    >>> found = weights_of_months(rolled, 6)
    >>> print(found.shape, found[0, 0, 12:22].round(3))
    (220, 12, 30) [ 0.    -0.056 -0.056 -0.056 -0.056 -0.056 -0.056  0.     0.     0.037]
    """
    starts = arranged.starts
    alone = np.eye(REGIONS * PERIODS).reshape(-1, REGIONS, PERIODS)
    columns = [
        simple_effects(checked_panel(one, starts[0]), starts, base_months=base_months)
        for one in alone
    ]
    return np.array(columns).T.reshape(len(starts), REGIONS, PERIODS)


def p_values(weights: Floats, outcomes: Floats, starts: Whole, effects: Sequence[float]) -> Floats:
    """Return p-values by draw and constant effect.

    Examples
    --------
    >>> rolled = assignments(ROLL_OUTS["3 of 12, one date"], seed=1)
    >>> weights = weights_of_months(rolled, 1)
    >>> drawn = noise(np.random.default_rng(1), (2, REGIONS, PERIODS))
    >>> p_values(weights, drawn, rolled.starts[0], (0.0, 50.0)).shape
    (2, 2)
    """
    doses = np.tensordot(weights, treated_indicator(starts, PERIODS), axes=2)
    found = np.tensordot(outcomes, weights, axes=([1, 2], [1, 2]))
    return np.array(
        [[randomisation_test(one + each * doses).p_value for each in effects] for one in found]
    )


def reject(p_values: Floats) -> NDArray[np.bool_]:
    """Tell which p-values are at most 5%, shares of whole arrangements included."""
    return np.asarray(p_values <= 0.05 + 1e-12)


def of_units(random: np.random.Generator, draws: int) -> Floats:
    """Draw means of regions whose units have a shock in common and noise of their own.

    Examples
    --------
    >>> round(float(of_units(np.random.default_rng(1), 2_000).std()), 2)
    0.58
    """
    shock = noise(random, (draws, REGIONS, PERIODS))
    own = sum(noise(random, (draws, REGIONS, PERIODS)) for _ in range(UNITS)) / UNITS
    return np.asarray(np.sqrt(SHARED) * shock + np.sqrt(1 - SHARED) * own)


def drift_bias(base_months: int, *, goes_on: bool) -> float:
    """Return the bias for a drift of 1 a month of one region that starts first.

    Examples
    --------
    >>> round(drift_bias(1, goes_on=False), 3), round(drift_bias(1, goes_on=True), 3)
    (0.45, 1.05)
    """
    path = np.clip(np.arange(PERIODS) - (FIRST - DRIFTING), 0, None if goes_on else DRIFTING)
    outcome = np.zeros((REGIONS, PERIODS))
    outcome[0] = path
    panel = checked_panel(outcome, ROLL_OUTS[STAGGERED])
    return float(simple_effects(panel, panel.starts[None], base_months=base_months)[0])


@cache
def weighted(scheme: str) -> tuple[tuple[str, Floats, Whole], ...]:
    """Return each base with its weights, and the starts."""
    arranged = assignments(ROLL_OUTS[scheme], seed=SEED, drawn=DRAWN)
    return tuple(
        (name, weights_of_months(arranged, base_months), arranged.starts[0])
        for name, base_months in BASES.items()
    )


def size_and_power(scheme: str, outcomes: Floats, effects: Sequence[float]) -> Iterator[Row]:
    """Yield a row for each base: the share found, by true effect, of which the first is none."""
    for name, weights, starts in weighted(scheme):
        size, *power = reject(p_values(weights, outcomes, starts, effects)).T
        yield scheme, name, with_error(size), *(percent(one.mean()) for one in power)


def memory(persistence: float, draws: int) -> Row:
    """Return a row: power at 1.5 SD of each base, where months resemble those before so much."""
    random = np.random.default_rng([SEED, PERIODS, round(10 * persistence)])
    outcomes = noise(random, (draws, REGIONS, PERIODS), persistence)
    found = [
        reject(p_values(weights, outcomes, starts, (1.5,))).mean()
        for _, weights, starts in weighted(STAGGERED)
    ]
    return f"{persistence:g}", *(percent(each) for each in found)


def bias(name: str) -> Row:
    """Return a row: the bias by a region that drifts until it starts, and by one that goes on."""
    return name, *(f"{drift_bias(BASES[name], goes_on=each):.2f}" for each in (False, True))


def print_tables(draws: int) -> None:
    """Print what each base is found to do."""
    rows: list[Row] = []
    for place, scheme in enumerate(ROLL_OUTS):
        random = np.random.default_rng([SEED, PERIODS, 100 + place])
        rows += size_and_power(scheme, noise(random, (draws, REGIONS, PERIODS)), EFFECTS)
    print(table(HEAD + tuple(f"{each:g} SD" for each in EFFECTS[1:]), rows), flush=True)
    random = np.random.default_rng([SEED, PERIODS, 200])
    units = size_and_power(STAGGERED, of_units(random, draws), OF_UNITS)
    print(table(HEAD + tuple(f"{each:g} SD" for each in OF_UNITS[1:]), units), flush=True)
    print(table(("Memory", *BASES), [memory(each, draws) for each in MEMORIES]), flush=True)
    print(table(("Base months", "Stops", "Goes on"), map(bias, BASES)), flush=True)


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("--draws", type=int, default=DRAWS)
    print_tables(given.parse_args().draws)
