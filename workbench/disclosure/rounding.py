"""Counts as a policy shows them, and every count that what is shown could stand for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.disclosure.policy import DisclosurePolicy
from workbench.findings import ShownCounts

HIDDEN = "[c]"
"""What the Government Analysis Function prints where a count is confidential."""


def shown(counts: NDArray[np.int64], policy: DisclosurePolicy) -> ShownCounts:
    """Round and band counts.

    Parameters
    ----------
    counts : int array
        Exact counts, each rounded on its own.
    policy : DisclosurePolicy
        What it shows.

    Examples
    --------
    >>> from workbench.disclosure.policy import policy_named
    >>> result = shown(np.array([0, 4, 5, 7, 8]), policy_named("open"))
    >>> result.value.tolist(), result.banded.tolist()
    ([0, 0, 5, 5, 10], [True, True, False, False, False])
    >>> result.low.tolist(), result.high.tolist()
    ([0, 0, 5, 5, 8], [4, 4, 7, 7, 12])
    """
    counts = np.asarray(counts, np.int64)
    banded = counts < policy.band
    half = policy.base // 2
    rounded = (counts + half) // policy.base * policy.base
    value = np.where(banded, 0, rounded)
    low = np.where(banded, 0, np.maximum(value - half, policy.band))
    high = np.where(banded, max(policy.band - 1, 0), value + half)
    return ShownCounts(value, banded, low, high)


def count_text(value: int, banded: bool, policy: DisclosurePolicy, *, hidden: bool = False) -> str:
    """Return a count as it is printed.

    Examples
    --------
    >>> from workbench.disclosure.policy import policy_named
    >>> count_text(0, True, policy_named("open")), count_text(3890, False, policy_named("open"))
    ('<5', '3,890')
    """
    if hidden:
        return HIDDEN
    return f"<{policy.band}" if banded else f"{value:,}"
