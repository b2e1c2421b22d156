"""Makes evaluation_hours, _region_effects and _subgroups.csv: `python evaluation_subgroups.py`.

With Python 3.11, pyfixest 0.60.0 and SciPy 1.17. Generated hours of people of three working
patterns in twelve regions, before and after; five regions take up the role. Regressions with the
interactions of pattern, role and after, clustered by region (CRV3); and of one effect for each
region and pattern on the pattern, weighted by people, where one pattern is missing from some
regions. pyfixest's CRV3 is the plain sum of squared changes (times G / (G - 1) unless told not to);
the (G - 1) / G of MacKinnon, Nielsen and Webb (2023) is put to it here, and t(G - 1) limits.
"""

import numpy as np
import pandas as pd
import pyfixest as pf
from scipy.stats import t

random = np.random.default_rng(2024)
regions, drift = range(12), random.normal(0, 0.6, 12)
rows = [
    (region, int(region < 5), after, pattern)
    for region in regions
    for after in (0, 1)
    for pattern in (0, 1, 2)
    for _ in range(random.integers(3, 9))
]
people = pd.DataFrame(rows, columns=["region", "role", "after", "pattern"])
gain = np.array([-2.9, -1.2, -2.5])[people["pattern"]]
people["hours"] = (
    13
    + drift[people["region"]] * people["after"]
    + gain * people["role"] * people["after"]
    + random.normal(0, 1.5, len(people))
).round(3)

told = []


def keep(model, fitted):
    """Coefficient and error of every term, and its t(G - 1) limits and p-value."""
    errors, reach = fitted.se() * np.sqrt(11 / 12), t.ppf(0.975, 11)
    for term, value in fitted.coef().items():
        error = errors[term]
        p = 2 * t.sf(abs(value) / error, 11)
        told.append((model, term, value, error, p, value - reach * error, value + reach * error))


exact = pf.ssc(k_adj=False, G_adj=False)
people["effect"] = people["role"] * people["after"]
keep(
    "people",
    pf.feols("hours ~ C(pattern) * role * after", people, vcov={"CRV3": "region"}, ssc=exact),
)
cells = pd.DataFrame(
    [(region, pattern) for region in regions for pattern in (0, 1, 2)],
    columns=["region", "pattern"],
)
cells["people"] = random.integers(4, 40, len(cells))
cells["effect"] = (gain.mean() + drift[cells["region"]] + random.normal(0, 1, len(cells))).round(3)
cells.loc[(cells["pattern"] == 2) & (cells["region"] > 7), "people"] = 0
for pattern in (1, 2):
    pair = cells[cells["pattern"].isin([0, pattern]) & (cells["people"] > 0)]
    keep(
        f"cells {pattern}",
        pf.feols("effect ~ C(pattern)", pair, weights="people", vcov={"CRV3": "region"}, ssc=exact),
    )

COMMENT = "# Python 3.11, pyfixest 0.60.0, evaluation_subgroups.py\n"
for name, table in (
    ("evaluation_hours.csv", people.drop(columns="effect")),
    ("evaluation_region_effects.csv", cells),
    (
        "evaluation_subgroups.csv",
        pd.DataFrame(told, columns=["model", "term", "value", "error", "p", "lower", "upper"]),
    ),
):
    with open(name, "w", encoding="utf-8") as file:
        file.write(COMMENT)
        table.to_csv(file, index=False)
