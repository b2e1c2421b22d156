"""The gap taken apart stage by stage with 2,000 draws of counts, beside a bootstrap of people."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from benchmarks.speed.questions.intakes import comparisons, parameters
from benchmarks.speed.told import tell
from workbench.analyses.recruitment_funnel import Parameters
from workbench.statistics.comparison.decomposition import decompose

REPLICATES = 2_000
GROUP = ("ethnicity", "Black")


def ours(made: Path) -> tuple[dict[str, float], np.ndarray]:
    """Take every group of every characteristic apart; return seconds and the one group's limits."""
    found = list(comparisons(made, None))
    sides = np.stack([counts.to_numpy().T for *_, counts in found], axis=1)
    one = [group[:2] for group in found].index(GROUP)

    def take(places: slice) -> tuple[float, np.ndarray]:
        start, random = perf_counter(), np.random.default_rng(1)
        part = decompose(*sides[:, places], generator=random, replicates=REPLICATES)
        return perf_counter() - start, np.stack([part.share.lower, part.share.upper])

    take(slice(one, one + 1))
    alone, limits = take(slice(one, one + 1))
    everyone, _ = take(slice(None))
    told = {"comparisons": sides.shape[1], "one": alone, "all": everyone}
    return told | {"each of all": everyone / sides.shape[1]}, limits[:, 0]


def people(given: Parameters) -> pd.DataFrame:
    """Return the outcomes of everyone in the group and its comparator."""
    name, group = GROUP
    frame = pd.read_parquet(given.data_path, columns=[name, *given.stages])
    return frame[frame[name].isin([group, given.comparator(name)])]


def shares(sample: pd.DataFrame, given: Parameters) -> np.ndarray:
    """Return each stage's share of the log ratio, as an analyst would work it out of rows."""
    name, group = GROUP
    logs = []
    for stage in given.stages:
        here = sample[sample[stage].notna() & ~sample[stage].isin(["Pending", "Exempt"])]
        rate = (here[stage] == "Pass").groupby(here[name], observed=True).mean()
        logs.append(np.log(rate[group] / rate[given.comparator(name)]))
    return np.array(logs) / sum(logs)


def bootstrap(given: Parameters, replicates: int) -> tuple[dict[str, float], np.ndarray]:
    """Draw people with replacement on each side; return seconds and the shares' limits."""
    sides = [side for _, side in people(given).groupby(GROUP[0], observed=True)]
    start, random = perf_counter(), np.random.default_rng(1)
    drawn = [
        shares(
            pd.concat([side.sample(frac=1, replace=True, random_state=random) for side in sides]),
            given,
        )
        for _ in range(replicates)
    ]
    seconds = perf_counter() - start
    told = {"replicates run": replicates, "peer, all replicates": seconds / replicates * REPLICATES}
    return told, np.quantile(drawn, [0.025, 0.975], axis=0)


if __name__ == "__main__":
    made = Path(sys.argv[1])
    own, limits = ours(made)
    peer, of_peer = bootstrap(parameters(made), int(sys.argv[2]))
    apart = {
        "limits apart": float(np.abs(limits - of_peer).max()),
        "widest": float((limits[1] - limits[0]).max()),
    }
    tell(own | peer | (apart if peer["replicates run"] == REPLICATES else {}))
