"""What rounding costs in power: how often a true disparity is evidence, exact and under `open`.

Run it with `python benchmarks/price_of_open.py`; docs/policies.md holds what it printed.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from workbench.disclosure import policy_named
from workbench.disclosure.hull import measure_hull
from workbench.disclosure.rounding import ShownCounts, shown
from workbench.measures.comparison import TWO_SIDES, comparison, exact_test

REPEATS, COMPARATORS, BASE = 2_000, 1_000, 0.3


def evidence(counts: Mapping[str, ShownCounts]) -> np.ndarray:
    """Tell where one unadjusted test at 5% and its interval both point to a disparity."""
    ratio = measure_hull(comparison(0.95), counts).estimates["relative_rate_index"]
    p_value = measure_hull(exact_test(), counts).p_value
    assert p_value is not None
    return (p_value <= 0.05) & ((ratio.lower > 1) | (ratio.upper < 1))


def power(entered: int, ratio: float, seed: int) -> tuple[float, float]:
    """Return the share of samples with evidence, from exact and from rounded counts."""
    random = np.random.default_rng(seed)
    passed = random.binomial(entered, BASE * ratio, REPEATS)
    others = random.binomial(COMPARATORS, BASE, REPEATS)
    sides = (passed, np.full(REPEATS, entered), others, np.full(REPEATS, COMPARATORS))
    shares = []
    for name in ("analyst", "open"):
        policy = policy_named(name)
        counts = {
            side: shown(values, policy) for side, values in zip(TWO_SIDES, sides, strict=True)
        }
        group = counts["passed"].value, counts["entered"].value
        enough = (group[0] >= policy.minimum_cell) & (group[1] >= policy.minimum_entered)
        enough &= group[1] - group[0] >= policy.minimum_cell
        found = evidence({side: count.at(enough) for side, count in counts.items()})
        shares.append(found.sum() / REPEATS)
    return shares[0], shares[1]


if __name__ == "__main__":
    print("entered  true ratio  exact  open")
    for people in (30, 60, 100, 200, 400):
        for true_ratio in (1.0, 0.8, 0.6):
            exact, rounded = power(people, true_ratio, seed=people)
            print(f"{people:7}  {true_ratio:10.1f}  {exact:5.0%}  {rounded:4.0%}")
