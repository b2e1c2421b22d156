"""fairlearn's MetricFrame on the first rows, with its own bootstrap intervals."""

from __future__ import annotations

import sys
from time import perf_counter

import pandas as pd
from fairlearn.metrics import MetricFrame, selection_rate

from benchmarks.speed.columns import CHARACTERISTICS, STAGES
from benchmarks.speed.told import tell

BOOTSTRAPS = 100
"""Few for a 95% interval; more take longer in proportion."""


def scan(path: str) -> dict[str, float]:
    """Take the rates, ratios, differences and intervals of every characteristic and stage."""
    start = perf_counter()
    frame = pd.read_parquet(path, columns=[*CHARACTERISTICS, *STAGES])
    for stage in STAGES:
        here = frame[frame[stage].notna() & ~frame[stage].isin(["Pending", "Exempt"])]
        passed = (here[stage] == "Pass").astype(int)
        for characteristic in CHARACTERISTICS:
            made = MetricFrame(
                metrics=selection_rate,
                y_true=passed,
                y_pred=passed,
                sensitive_features=here[characteristic].astype(str),
                n_boot=BOOTSTRAPS,
                ci_quantiles=[0.025, 0.975],
                random_state=1,
            )
            made.by_group_ci, made.ratio(), made.difference()
    return {"seconds": perf_counter() - start}


if __name__ == "__main__":
    tell(scan(sys.argv[1]))
