"""Some of the roll-outs by a peer, one after another: it takes one at a time.

csdid takes the same simple effect. pyfixest has no such estimator: its saturated event study
estimates every cohort's effects beside units never treated, and its two-way regression, which is
biased where effects differ, is the least work that it can be asked for.
"""

from __future__ import annotations

import io
import sys
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout
from time import perf_counter, process_time

import numpy as np
import pandas as pd

from benchmarks.evaluation.rollout import ANTICIPATION, first_treated, rows
from benchmarks.speed.told import tell

Fit = Callable[[pd.DataFrame], float]


def csdid(data: pd.DataFrame) -> float:
    """Callaway and Sant'Anna's simple effect, comparators not yet treated."""
    from csdid.att_gt import ATTgt

    names = ("outcome", "period", "unit", "first", data)
    options = {"control_group": "notyettreated", "anticipation": ANTICIPATION}
    fit = ATTgt(*names, **options).fit(est_method="reg", base_period="universal", bstrap=False)
    with redirect_stdout(io.StringIO()):
        return float(fit.aggte("simple", bstrap=False, cband=False).atte["overall_att"])


def saturated(data: pd.DataFrame) -> float:
    """Estimate one effect a cohort and event time; no anticipation can be given."""
    import pyfixest

    named = {"yname": "outcome", "idname": "unit", "tname": "period", "gname": "first"}
    fit = pyfixest.event_study(data, **named, estimator="saturated")
    return float(fit.coef().iloc[0])


def two_way(data: pd.DataFrame) -> float:
    """Estimate one coefficient, with the cheapest of its variances."""
    import pyfixest

    treated = ((data["first"] > 0) & (data["period"] >= data["first"])).astype(float)
    rows_of = data.assign(treated=treated)
    fit = pyfixest.feols("outcome ~ treated | unit + period", rows_of, vcov="iid")
    return float(fit.coef().iloc[0])


PEERS: dict[str, Fit] = {"csdid": csdid, "saturated": saturated, "two_way": two_way}


def scan(path: str, name: str, times: int) -> dict[str, object]:
    """Fit some roll-outs, after one that compiles and imports what is needed."""
    warnings.simplefilter("ignore")
    given = np.load(path)
    data, fit = pd.DataFrame(rows(given["outcome"])), PEERS[name]
    periods = given["outcome"].shape[1]
    fit(data.assign(first=first_treated(given["starts"][0], periods)))
    start, used = perf_counter(), process_time()
    effects = [
        fit(data.assign(first=first_treated(starts, periods))) for starts in given["starts"][:times]
    ]
    told = {"seconds": perf_counter() - start, "used": process_time() - used}
    return {**told, "rollouts": times, "effects": effects}


if __name__ == "__main__":
    tell(scan(sys.argv[1], sys.argv[2], int(sys.argv[3])))
