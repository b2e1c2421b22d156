"""How near pooled rates of intersections come to the truth, and how often intervals cover it.

Run ``python -m benchmarks.validity.intersections [campaigns]``; it prints a table, one row for
each base rate and standard deviation of the cells' own effects.
"""

from __future__ import annotations

import sys
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.estimate import Estimate
from workbench.statistics.intersections.pooled_intersections import pooled_intersections

Floats = NDArray[np.float64]

APPLICANTS, CAMPAIGNS, SEED = 5600, 200, 20250207
LEVELS, COMPARATOR = (2, 5), (0, 0)
CODES = np.array(list(product(range(2), range(5))))
SHARES = np.outer([0.24, 0.76], [0.73, 0.11, 0.10, 0.05, 0.01]).ravel()
SEX, ETHNICITY = np.array([0.0, 0.1]), np.array([0, -0.35, -0.25, -0.15, -0.3])
MAIN = SEX[CODES[:, 0]] + ETHNICITY[CODES[:, 1]]
"""Main effects on the logit scale: the sexes 0.1 apart, the ethnic groups up to 0.35."""


def campaign(base: float, sigma: float, random: np.random.Generator) -> dict[str, float]:
    """Simulate one campaign and compare its estimates with the truth.

    Parameters
    ----------
    base : float
        Selection rate of the comparator's cell without its own effect.
    sigma : float
        Standard deviation of the cells' own effects on the logit scale.
    random : Generator
        Source of the draws.

    Returns
    -------
    dict of float
        Means over the cells that could be estimated.
    """
    entered = random.multinomial(APPLICANTS, SHARES)
    truth = expit(logit(base) + MAIN + sigma * random.normal(size=len(MAIN)))
    passed = random.binomial(entered, truth)
    found = pooled_intersections(passed=passed, entered=entered, **_crossing())
    shown = ~np.isnan(found.rate.value)
    if not shown.any():
        return {"estimated": 0.0}
    pooled, raw = found.rate.value - truth, found.raw_rate - truth
    small = shown & (entered < 100)
    wilson = selection_rate(passed, entered)
    return {
        "estimated": shown.mean(),
        "pooled_error": (pooled[shown] ** 2).mean(),
        "raw_error": (raw[shown] ** 2).mean(),
        "additive_error": ((found.additive_rate - truth)[shown] ** 2).mean(),
        "rate_covered": _covers(found.rate, truth)[shown].mean(),
        "rate_covered_small": _covers(found.rate, truth)[small].mean() if small.any() else np.nan,
        "ratio_covered": _covers(found.relative_rate, truth / truth[0])[shown][1:].mean(),
        "width_to_wilson": (_width(found.rate) / _width(wilson))[shown].mean(),
        "sigma": float(found.sigma.value),
        "sigma_covered": float(_covers(found.sigma, np.asarray(sigma))),
        "share": float(found.non_additive_share.value),
        "share_covered": float(_covers(found.non_additive_share, np.asarray(_share(sigma)))),
    }


def table(campaigns: int = CAMPAIGNS) -> pd.DataFrame:
    """Average the campaigns of each base rate and sigma.

    Parameters
    ----------
    campaigns : int
        Campaigns simulated for each.

    Returns
    -------
    DataFrame
    """
    random = np.random.default_rng(SEED)
    rows = []
    for base, sigma in product((0.16, 0.6), (0.0, 0.15, 0.3, 0.6)):
        runs = pd.DataFrame([campaign(base, sigma, random) for _ in range(campaigns)])
        mean = runs.mean()
        mean["pooled_to_raw"] = mean.pop("pooled_error") / mean["raw_error"]
        mean["additive_to_raw"] = mean.pop("additive_error") / mean.pop("raw_error")
        rows.append({"base": base, "true_sigma": sigma, "true_share": _share(sigma), **mean})
    return pd.DataFrame(rows)


def _crossing() -> dict[str, object]:
    return {"codes": CODES, "levels": LEVELS, "comparator": COMPARATOR}


def _share(sigma: float) -> float:
    return float(sigma**2 / (sigma**2 + MAIN.var(ddof=1)))


def _covers(interval: Estimate, truth: Floats) -> NDArray[np.bool_]:
    return (interval.lower <= truth) & (truth <= interval.upper)


def _width(interval: Estimate) -> Floats:
    return interval.upper - interval.lower


if __name__ == "__main__":
    shown = table(int(sys.argv[1]) if len(sys.argv) > 1 else CAMPAIGNS)
    print(shown.set_index(["base", "true_sigma"]).T.round(3).to_string())
