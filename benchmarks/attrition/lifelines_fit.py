"""Cox's model by lifelines, with late entry, or with columns that change."""

from __future__ import annotations

import sys
from time import perf_counter

from lifelines import CoxPHFitter, CoxTimeVaryingFitter

from benchmarks.attrition.columns import TERMS
from benchmarks.attrition.peer_rows import read_rows, told
from benchmarks.speed.told import tell


def scan(path: str, kind: str) -> dict[str, object]:
    """Read and fit; return the seconds of each, and the coefficients."""
    clock = [perf_counter()]
    rows = read_rows(path, TERMS[kind])
    clock.append(perf_counter())
    if kind == "spells":
        fit = CoxPHFitter().fit(rows, "exit", "left", entry_col="entry")
    else:
        named = {"id_col": "person", "start_col": "entry", "stop_col": "exit"}
        fit = CoxTimeVaryingFitter().fit(rows, event_col="left", **named)
    clock.append(perf_counter())
    steps = {"read": clock[1] - clock[0], "fit": clock[2] - clock[1]}
    found = told(list(fit.params_.index), fit.params_.to_numpy(), fit.standard_errors_.to_numpy())
    return {"seconds": clock[2] - clock[0], **steps, "told": found}


if __name__ == "__main__":
    tell(scan(sys.argv[1], sys.argv[2]))
