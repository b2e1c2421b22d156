"""What was found of single comparisons and their verdicts, as tables."""

from __future__ import annotations

from benchmarks.validity.enumeration import Truth
from benchmarks.validity.operating_characteristics import (
    COMPARATORS,
    RATIOS,
    Shares,
    power,
    sizes_of_test,
    verdict_shares,
    with_ratio,
)
from benchmarks.validity.questions import POLICIES
from benchmarks.validity.tables import percent, table

SETTINGS = ((400, 0.3), (1_500, 0.7), (400, 0.95), (100, 0.3), (100, 0.7), (40, 0.3))
"""Size of the group, and rate at which the comparator passes."""
TOLD = (1.0, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5)
Sweep = dict[tuple[int, float, str], list[Shares]]


def sweep() -> Sweep:
    """Return the shares of verdicts at every ratio of `RATIOS`, in every setting and policy."""
    return {
        (n, base, policy): verdict_shares([with_ratio(n, base, ratio) for ratio in RATIOS], policy)
        for n, base in SETTINGS
        for policy in POLICIES
    }


def verdict_table(found: Sweep) -> str:
    """Evidence, none seen and cannot tell, in per cent, by true ratio."""
    rows = [
        (f"{n:,}", f"{base:.0%}", policy, *(_told(shares[RATIOS.index(ratio)]) for ratio in TOLD))
        for (n, base, policy), shares in found.items()
    ]
    return table(("Group", "Base", "Policy", *(f"{ratio:g}" for ratio in TOLD)), rows)


def size_table() -> str:
    """Greatest and mean chance that one test of equal rates reaches a level."""
    rows = []
    for n, others in ((20, 20), (20, 1_000), (40, 40), (40, 1_000), (100, 1_000), (400, 1_000)):
        row = [n, others]
        for alpha in (0.05, 0.005, 0.0025):
            sizes = sizes_of_test(n, others, alpha)
            row.append(f"{percent(sizes.mean(), 3)} (at most {percent(sizes.max(), 3)})")
        rows.append(row)
    return table(("Group", "Comparator", "5%", "0.5%", "0.25%"), rows)


def power_table() -> str:
    """Exact power of one exact test of 40 people whose true ratio is 0.7."""
    rows = [
        (
            others,
            *(
                f"{power(Truth(40, others, 0.7 * base, base), 0.05):.0%}"
                for base in (0.3, 0.5, 0.7)
            ),
        )
        for others in (40, 200, COMPARATORS)
    ]
    return table(("Comparator", "30% pass", "50% pass", "70% pass"), rows)


def _told(shares: Shares) -> str:
    return "/".join(
        percent(value, 0) for value in (shares.evidence, shares.none, shares.cannot_tell)
    )
