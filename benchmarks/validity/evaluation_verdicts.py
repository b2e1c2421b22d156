"""How often the verdict on a roll-out is wrong, and how often it finds what is there."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.validity.evaluation_rollouts import noise
from workbench.findings.change import ChangeRule, judge_changes
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.effects.effect_weights import simple_effects
from workbench.statistics.evaluation.effects.two_way import treated_indicator
from workbench.statistics.evaluation.inference.as_if_random import as_if_random
from workbench.statistics.evaluation.inference.assignments import assignments
from workbench.statistics.evaluation.inference.randomisation import randomisation_test
from workbench.statistics.evaluation.inference.randomisation_set import effect_set
from workbench.statistics.evaluation.panel import checked_panel

Floats = NDArray[np.float64]
PERIODS, BASE, DRAWN = 30, 6, 999
STARTS = np.array([21] * 3 + [24] * 4 + [27] * 3 + [PERIODS] * 2)
OUTCOMES = 4
"""Judged, each with noise of its own; those after the first are never changed."""
CASES: dict[str, tuple[float, float]] = {
    "nothing changed": (0.0, 1.0),
    "nothing changed, those given the role twice as noisy": (0.0, 2.0),
    "the first outcome by 1.5 SD": (1.5, 1.0),
    "the first outcome by 2.5 SD": (2.5, 1.0),
}
"""The effect on the first outcome, and how noisy those given the role are."""


def roll_outs(case: str, draws: int, seed: int = 1) -> Iterator[list[str]]:
    """Yield the verdicts on the outcomes of one roll-out after another.

    Examples
    --------
    >>> len(next(roll_outs("nothing changed", 1)))
    4
    """
    effect, noisy = CASES[case]
    random = np.random.default_rng([seed, list(CASES).index(case)])
    arranged = assignments(STARTS, seed=seed, drawn=DRAWN)
    treated = treated_indicator(STARTS, PERIODS)
    settings = {"anticipation": 2, "base_months": BASE}
    doses = simple_effects(checked_panel(treated, STARTS), arranged.units(), **settings)
    for _ in range(draws):
        told = []
        for outcome in range(OUTCOMES):
            values = noise(random, (len(STARTS), PERIODS))
            values *= np.where(STARTS < PERIODS, noisy, 1.0)[:, None]
            panel = checked_panel(values + (effect if outcome == 0 else 0.0) * treated, STARTS)
            effects = simple_effects(panel, arranged.units(), **settings)
            test, within = randomisation_test(effects), effect_set(effects, doses).estimate
            told.append(
                (
                    float(within.value), float(within.lower), float(within.upper), test.p_value,
                    test.floor, as_if_random(panel).ratio, 1.0,
                )
            )  # fmt: skip
        yield list(_verdicts(np.array(told)))


def _verdicts(told: Floats) -> NDArray[np.object_]:
    value, lower, upper, *rest = told.T
    names = ("p_value", "floor", "noise_ratio", "worthwhile")
    estimates = {
        name: Estimate(one, one, one, 0.95, "") for name, one in zip(names, rest, strict=True)
    }
    estimates["effect"] = Estimate(value, lower, upper, 0.95, "")
    return judge_changes(estimates, np.ones(len(told), bool), ChangeRule())


def main(draws: int = 1_000) -> None:
    """Print, for each case, the verdicts on the first outcome, and any on the others."""
    print("| case | evidence | no evidence | cannot tell | evidence on any other |")
    print("|---|---|---|---|---|")
    for case in CASES:
        found = list(roll_outs(case, draws))
        first = Counter(verdicts[0] for verdicts in found)
        other = sum("evidence of a change" in verdicts[1:] for verdicts in found)
        kinds = ("evidence of a change", "no evidence seen", "cannot tell")
        cells = [f"{100 * first[kind] / draws:.1f}%" for kind in kinds]
        print(f"| {case} | {' | '.join(cells)} | {100 * other / draws:.1f}% |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
