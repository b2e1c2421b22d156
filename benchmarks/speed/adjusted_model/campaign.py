"""Every adjusted gap of a campaign: eleven characteristics by six stages, from cells."""

from __future__ import annotations

import sys
from time import perf_counter

import numpy as np

from benchmarks.speed.adjusted_model.people import LEVELS, draw
from benchmarks.speed.adjusted_model.workbench_cells import count
from benchmarks.speed.told import tell
from workbench.statistics.adjustment.standardised_campaign import standardised_campaign

CHARACTERISTICS, STAGES = 11, 6


def campaign(size: int) -> dict[str, float]:
    """Return the seconds of all models, without the counting, and how many gaps came of which."""
    seconds, penalised, plain = 0.0, 0, 0
    for characteristic in range(CHARACTERISTICS):
        people, passed, entered = draw(size, seed=characteristic), [], []
        for _ in range(STAGES):
            codes, x, n = count(people)
            passed.append(x)
            entered.append(n)
            kept = np.flatnonzero(people["passed"])
            redrawn = draw(len(kept), seed=characteristic)["passed"]
            people = {name: people[name][kept] for name in LEVELS} | {"passed": redrawn}
        start = perf_counter()
        table = standardised_campaign(
            codes[:, 0],
            codes[:, 1:],
            np.stack(passed, axis=1),
            np.stack(entered, axis=1),
            stages=[str(stage) for stage in range(STAGES)],
            group_levels=next(iter(LEVELS.values())),
            covariate_levels=list(LEVELS.values())[1:],
            comparator=0,
        )
        seconds += perf_counter() - start
        penalised += int((table["method"] == "Firth").sum())
        plain += int((table["method"] == "maximum likelihood").sum())
    return {"seconds": seconds, "by Firth": penalised, "by maximum likelihood": plain}


if __name__ == "__main__":
    tell(campaign(int(sys.argv[1])))
