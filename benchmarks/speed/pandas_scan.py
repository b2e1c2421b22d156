"""The same numbers with pandas and statsmodels, as an analyst would write them."""

from __future__ import annotations

import sys
import warnings
from time import perf_counter

import pandas as pd
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from benchmarks.speed.columns import CHARACTERISTICS, COMPARATORS, STAGES, UNDECLARED
from benchmarks.speed.told import tell


def counts(frame: pd.DataFrame) -> dict[tuple[str, str], pd.DataFrame]:
    """Return passed and entered by group, for each characteristic and stage."""
    found = {}
    for characteristic in CHARACTERISTICS:
        for stage in STAGES:
            here = frame[frame[stage].notna() & (frame[stage] != "Pending")]
            here = here[here[stage] != "Exempt"]
            passed = (here[stage] == "Pass").groupby(here[characteristic], observed=True)
            found[characteristic, stage] = passed.agg(["sum", "count"])
    return found


def compare(table: pd.DataFrame, comparator: str) -> list[float]:
    """Return the p-values of one table's groups beside their comparator, with all intervals."""
    x, n = table.loc[comparator]
    p_values = []
    for group, row in table.iterrows():
        proportion_confint(row["sum"], row["count"], method="wilson")
        if group == comparator or group in UNDECLARED:
            continue
        sides = (row["sum"], row["count"], x, n)
        for how, method in (("ratio", "score"), ("diff", "newcomb")):
            confint_proportions_2indep(*sides, compare=how, method=method)
        others = (row["count"] - row["sum"], row["count"], n - x, n)
        confint_proportions_2indep(*others, compare="ratio", method="score")
        margins = [[row["sum"], row["count"] - row["sum"]], [x, n - x]]
        p_values.append(fisher_exact(margins)[1])
    return p_values


def scan(path: str) -> dict[str, float]:
    """Read, count and compare; return the seconds of each step."""
    clock = [perf_counter()]
    frame = pd.read_parquet(path, columns=[*CHARACTERISTICS, *STAGES])
    clock.append(perf_counter())
    tables = counts(frame)
    clock.append(perf_counter())
    p_values = [p for (name, _), table in tables.items() for p in compare(table, COMPARATORS[name])]
    multipletests(p_values, method="fdr_bh")
    clock.append(perf_counter())
    steps = {name: clock[n + 1] - clock[n] for n, name in enumerate(("read", "count", "compare"))}
    return {"seconds": sum(steps.values()), **steps}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    tell(scan(sys.argv[1]))
