"""How often a role is found to work that does not, or does: twelve regions, 24 months.

``python -m benchmarks.validity.evaluation_tables`` from the project's folder, about two minutes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.validity.evaluation_rollouts import (
    OTHERS,
    PERIODS,
    SCHEMES,
    Drawn,
    checked_as_random,
    roll_outs,
    two_way_weights,
)
from benchmarks.validity.false_alarms import Share
from benchmarks.validity.tables import percent, table
from workbench.statistics.evaluation.effects.two_way import treated_indicator
from workbench.statistics.evaluation.inference.randomisation import randomisation_test

SEED = 20260503
"""Chosen as a date before the first run, and never changed for what came of it."""
DRAWS = 2_000
EFFECTS = (0.0, 1.0, 1.5, 2.0)
"""True effects on every treated region, in standard deviations of a region's month."""
COVERED = 1.0
NOISY = (1.0, 2.0)
"""Times the noise of others that the treated have."""
Row = tuple[object, ...]


def size_and_power(scheme: str, all_drawn: Sequence[Drawn]) -> Iterator[Row]:
    """Yield a row for each inference: the share found, by true effect."""
    others = [one.others(EFFECTS) for one in all_drawn]
    found = {
        "Randomisation": [[reject(one.headline(each)) for each in EFFECTS] for one in all_drawn],
        "Randomisation, two-way": randomised_two_way(all_drawn),
        **{
            name: [[reject(one[name, each]) for each in EFFECTS] for one in others]
            for name in OTHERS
        },
    }
    attainable = percent(all_drawn[0].arranged.attainable_size(), 2)
    for name, told in found.items():
        size, *power = np.array(told).T
        level = attainable if name.startswith("Randomisation") else ""
        yield scheme, name, level, with_error(size), *(percent(one.mean()) for one in power)


def randomised_two_way(all_drawn: Sequence[Drawn]) -> list[list[bool]]:
    """Tell what the same test finds of the coefficient whose errors the others estimate."""
    weights = two_way_weights(all_drawn[0].arranged)
    treated = treated_indicator(all_drawn[0].panel.starts, PERIODS)
    doses, effects = (
        np.tensordot(weights, each, axes=([1, 2], [-2, -1])).T
        for each in (treated, np.array([one.panel.outcome for one in all_drawn]))
    )
    return [
        [reject(randomisation_test(one + each * doses).p_value) for each in EFFECTS]
        for one in effects
    ]


def coverage(scheme: str, all_drawn: Sequence[Drawn]) -> Row:
    """Return a row: how often the set holds the true effect, is bounded, and how wide it is."""
    holds, width = np.array([one.interval(COVERED) for one in all_drawn]).T
    bounded = np.isfinite(width)
    wide = f"{np.median(width[bounded]):.1f}" if bounded.any() else ""
    return scheme, with_error(holds), percent(bounded.mean()), wide


def unlike(scheme: str, noisy: float, all_drawn: Sequence[Drawn]) -> Row:
    """Return a row: what is said where the treated are so many times as noisy, and nothing is."""
    rejects = np.array([reject(one.headline()) for one in all_drawn])
    speaks = np.array([checked_as_random(one) for one in all_drawn])
    stated = with_error(rejects & speaks)
    return scheme, f"{noisy:g}", with_error(rejects), with_error(~speaks), stated


def reject(p_value: float) -> bool:
    """Tell whether a p-value is at most 5%, shares of whole arrangements included."""
    return p_value <= 0.05 + 1e-12


def with_error(found: np.ndarray) -> str:
    """Write a share in per cent with its standard error."""
    share = Share.of(found.astype(bool))
    return f"{percent(share.value)} ± {percent(share.error)}"


POWER_HEAD = ("Treated", "", "Attainable %", "Size %", *(f"{each:g} SD" for each in EFFECTS[1:]))
UNLIKE_HEAD = (
    "Treated",
    "Times as noisy",
    "p at most 5%",
    "Cannot tell %",
    "False finding stated %",
)
COVERAGE_HEAD = ("Treated", "Covers %", "Bounded %", "Median width, SD")


def print_tables(scheme: str, draws: int) -> None:
    """Print what one scheme is found to do."""
    told = {noisy: list(roll_outs(scheme, draws, SEED, noisy=noisy)) for noisy in NOISY}
    print(table(POWER_HEAD, size_and_power(scheme, told[1.0])), flush=True)
    print(table(COVERAGE_HEAD, [coverage(scheme, told[1.0])]), flush=True)
    print(table(UNLIKE_HEAD, [unlike(scheme, *each) for each in told.items()]), flush=True)


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("--draws", type=int, default=DRAWS)
    many = given.parse_args().draws
    for each in SCHEMES:
        print_tables(each, many)
