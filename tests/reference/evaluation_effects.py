"""Makes evaluation_panels.csv and evaluation_effects.csv: `python evaluation_effects.py` here.

Needs csdid 0.4.3 and pyfixest 0.60.0 in an environment of its own, numpy 2 and pandas 3. Panels
are drawn here and kept with three decimals, so that both sides read the same numbers.

- csdid: ATT(g, t) and its aggregates, not-yet-treated comparators, one base period ("universal"),
  for panels without gaps, of equal and of unequal weights.
- pyfixest: every ATT(g, t) as a regression with fixed effects of unit and period on the rows of
  that cohort and its comparators in two periods, which is also defined where there are gaps; and
  ("saturated") the event study of Sun and Abraham, which compares with the never treated alone.
"""

import warnings

import numpy as np
import pandas as pd
import pyfixest
from csdid.att_gt import ATTgt

PERIODS = 12
STARTS = {"never": [1, 4, 4, 6, 6, 6, 9, 12, 12, 12], "all": [3, 3, 5, 5, 5, 8, 8, 10, 10]}


def drawn(name, seed, gaps):
    """One row per unit and period observed."""
    random = np.random.default_rng(seed)
    starts = np.repeat(STARTS[name], 2)
    periods = np.arange(PERIODS)
    since = periods - starts[:, None]
    level = random.normal(40, 5, (starts.size, 1)) + random.normal(0, 1, PERIODS).cumsum()
    effect = np.where(since >= 0, -1 - 0.3 * since, 0)
    outcome = (level + effect + random.normal(0, 1, level.shape)).round(3)
    weight = random.integers(3, 40, starts.size)
    rows = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(starts.size), PERIODS),
            "period": np.tile(periods, starts.size),
            "start": np.repeat(starts, PERIODS),
            "weight": np.repeat(weight, PERIODS),
            "outcome": outcome.ravel(),
        }
    )
    return rows[random.random(len(rows)) >= gaps]


def by_csdid(panel, rows, weighted, anticipation):
    """Effects and aggregates as csdid has them."""
    first = np.where(rows.start < PERIODS, rows.start + 1, 0)
    data = rows.assign(first=first, period=rows.period + 1)
    settings = {"control_group": "notyettreated", "anticipation": anticipation}
    if weighted:
        settings["weights_name"] = "weight"
    found = ATTgt("outcome", "period", "unit", "first", data, **settings)
    found = found.fit(est_method="reg", base_period="universal", bstrap=False)
    key = {"panel": panel, "peer": "csdid", "weighted": weighted, "anticipation": anticipation}
    told = found.results
    for group, year, att in zip(told["group"], told["year"], told["att"], strict=True):
        yield key | {"kind": "cell", "at": int(group) - 1, "period": int(year) - 1, "value": att}
    for kind in ("simple", "dynamic", "group", "calendar"):
        average = found.aggte(typec=kind, na_rm=True, bstrap=False, cband=False).atte
        yield key | {"kind": kind, "at": "overall", "value": average["overall_att"]}
        if kind == "simple":
            continue
        shift = 0 if kind == "dynamic" else 1
        for at, value in zip(average["egt"], average["att_egt"], strict=True):
            yield key | {"kind": kind, "at": int(at) - shift, "value": value}


def by_regression(panel, rows, weighted, anticipation):
    """Each ATT(g, t) from a regression on its own rows."""
    key = {"panel": panel, "peer": "pyfixest", "weighted": weighted, "anticipation": anticipation}
    for start in sorted(set(rows.start) - {PERIODS}):
        base = start - 1 - anticipation
        for period in range(PERIODS) if base >= 0 else ():
            latest = min(max(period, base) + anticipation, PERIODS - 1)
            used = rows[(rows.start == start) | (rows.start > latest)]
            used = used[used.period.isin([base, period])]
            both = used[used.groupby("unit").period.transform("size") == 2]
            if period == base or both.start.nunique() < 2 or start not in set(both.start):
                continue
            both = both.assign(on=((both.start == start) & (both.period == period)).astype(float))
            fit = pyfixest.feols(
                "outcome ~ on | unit + period", both, weights="weight" if weighted else None,
                fixef_tol=1e-14,
            )  # fmt: skip
            value = fit.coef()["on"]
            yield key | {"kind": "cell", "at": start, "period": period, "value": value}


def by_saturation(panel, rows):
    """Effects against the never treated, from one saturated regression."""
    first = np.where(rows.start < PERIODS, rows.start + 1, 0)
    data = rows.assign(first=first, period=rows.period + 1)
    fit = pyfixest.event_study(
        data, "outcome", "unit", "period", "first", estimator="saturated", cluster="unit"
    )
    key = {
        "panel": panel,
        "peer": "saturated",
        "weighted": False,
        "anticipation": 0,
        "kind": "cell",
    }
    for name, value in fit.coef().items():
        since, start = (float(part.split(":")[0]) for part in name.split("::")[1:])
        yield key | {"at": int(start) - 1, "period": int(start + since) - 1, "value": value}


def main():
    """Write both files."""
    panels = {
        "balanced": drawn("never", 11, 0),
        "none never": drawn("all", 12, 0),
        "gaps": drawn("never", 13, 0.15),
    }
    kept, effects = [], []
    for name, rows in panels.items():
        kept.append(rows.assign(panel=name))
        for weighted in (False, True):
            for anticipation in (0, 2):
                if name != "gaps":
                    effects += by_csdid(name, rows, weighted, anticipation)
                effects += by_regression(name, rows, weighted, anticipation)
    effects += by_saturation("balanced", panels["balanced"])
    columns = ["panel", "unit", "period", "start", "weight", "outcome"]
    write("panels", pd.concat(kept)[columns], "numpy 2.4, three decimals")
    write(
        "effects", pd.DataFrame(effects).astype({"period": "Int64"}), "csdid 0.4.3, pyfixest 0.60.0"
    )


def write(name, table, source):
    """Write a file under its source."""
    with open(f"evaluation_{name}.csv", "w", encoding="utf-8") as file:
        file.write(f"# {source}, evaluation_effects.py\n")
        table.to_csv(file, index=False, lineterminator="\n")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
