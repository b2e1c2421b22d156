"""Cox's model and the hazard model on rows, by statsmodels."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import Any

import pandas as pd
import statsmodels.api as sm

from benchmarks.attrition.columns import TERMS
from benchmarks.attrition.peer_rows import read_rows, told
from benchmarks.speed.told import tell


def scan(path: str, kind: str, model: str) -> dict[str, object]:
    """Read and fit; return the seconds of each, and the coefficients."""
    clock = [perf_counter()]
    rows = read_rows(path, TERMS[kind], service=model == "glm")
    clock.append(perf_counter())
    entry, left, stop = rows.pop("entry"), rows.pop("left"), rows.pop("exit")
    rows = rows.drop(columns="person", errors="ignore")
    fit = _cox(entry, left, stop, rows) if model == "cox" else _glm(left, rows)
    clock.append(perf_counter())
    steps = {"read": clock[1] - clock[0], "fit": clock[2] - clock[1]}
    names = [*rows.columns] if model == "cox" else ["const", *rows.columns]
    return {
        "seconds": clock[2] - clock[0],
        **steps,
        "told": told(names, list(fit.params), list(fit.bse)),
    }


def _cox(entry: pd.Series, left: pd.Series, stop: pd.Series, rows: pd.DataFrame) -> Any:
    # It counts those who enter at a moment among those who could have left at it; others do not.
    return sm.PHReg(stop, rows, status=left, entry=entry + 0.5, ties="efron").fit()


def _glm(left: pd.Series, rows: pd.DataFrame) -> Any:
    link = sm.families.links.CLogLog()
    return sm.GLM(left, sm.add_constant(rows), sm.families.Binomial(link)).fit()


if __name__ == "__main__":
    tell(scan(sys.argv[1], sys.argv[2], sys.argv[3]))
