"""The simple effect under every roll-out, and its test, by the workbench."""

from __future__ import annotations

import sys
from time import perf_counter, process_time

import numpy as np

from benchmarks.evaluation.rollout import ANTICIPATION, DATES, REGIONS, UNITS_EACH, invent, write
from benchmarks.speed.told import tell
from workbench.parameters.root import INSTALLED
from workbench.statistics.evaluation.effects.aggregates import simple
from workbench.statistics.evaluation.effects.effect_weights import simple_effects
from workbench.statistics.evaluation.effects.group_time import group_time
from workbench.statistics.evaluation.inference.assignments import assignments
from workbench.statistics.evaluation.inference.randomisation import randomisation_test
from workbench.statistics.evaluation.panel import Floats, checked_panel
from workbench.statistics.inputs import Counts

SEED = 20260502
TIMES = 5
"""All of it; the middle one is told."""
FOLDER = INSTALLED / "data/private/benchmarks"


def milliseconds_alone(outcome: Floats, arranged: Counts) -> float:
    """Return the milliseconds of one roll-out by itself, as peers take it, of the first hundred."""
    used = process_time()
    for starts in arranged[:100]:
        simple(group_time(checked_panel(outcome, starts), anticipation=ANTICIPATION))
    return 10 * (process_time() - used)


def scan(level: str) -> dict[str, object]:
    """Draw roll-outs, take the effect of each and test; write what the peers need."""
    outcome = invent()
    units = np.arange(REGIONS * UNITS_EACH)
    clusters = units // UNITS_EACH if level == "regions" else units
    observed = np.array(DATES[level])[clusters]
    taken = []
    for _ in range(TIMES):
        clock, used = [perf_counter()], process_time()
        arranged = assignments(observed, clusters, seed=SEED).units()
        clock.append(perf_counter())
        panel = checked_panel(outcome, observed, clusters=clusters)
        effects = simple_effects(panel, arranged, anticipation=ANTICIPATION)
        found = randomisation_test(effects)
        clock.append(perf_counter())
        taken.append((process_time() - used, *np.subtract(clock[1:], clock[0]).tolist()))
    write(FOLDER / f"rollouts-{level}.npz", outcome, arranged)
    used, drawn, seconds = sorted(taken)[TIMES // 2]
    return {
        "seconds": seconds,
        "used": used,
        "drawn": drawn,
        "alone_ms": milliseconds_alone(outcome, arranged),
        "rollouts": found.arrangements,
        "effects": effects[:100].tolist(),
    }


if __name__ == "__main__":
    tell(scan(sys.argv[1]))
