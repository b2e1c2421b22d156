"""Coverage of leaving rates, verdicts on who left, and false alarms among quarters.

``python -m benchmarks.validity.attrition_rates`` from the project's folder, about two minutes.
Coverage and verdicts are exact; quarters are simulated.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from benchmarks.validity.coverage import TOLERANCE, Coverage
from benchmarks.validity.false_alarms import Share
from benchmarks.validity.operating_characteristics import verdict_shares, with_ratio
from benchmarks.validity.questions import POLICIES
from benchmarks.validity.tables import percent, table
from workbench.disclosure import policy_named
from workbench.disclosure.rounding import shown
from workbench.measures.leaving import enough_leavers
from workbench.measures.ranges import ranges, rounded_people
from workbench.measures.shown import ROUNDED
from workbench.statistics.attrition.leaving_rate import Ranged, leaving_rate
from workbench.statistics.attrition.quarters import quarter_rates
from workbench.vocabulary.terms import PolicyName

Floats = NDArray[np.float64]

SEED = 20260403
"""Chosen as a date before the first run, and never changed for what came of it."""
SIZES = (30, 60, 100, 400, 2_000)
RATES = np.round(np.arange(0.02, 0.3005, 0.002), 3)
"""True shares of those in post who leave in a year."""
GROUPS, BASE, RATIOS = (100, 400, 1_500), 0.09, (1.0, 1.2, 1.33, 1.5, 2.0)
QUARTERS, HISTORIES = 16, 400
IN_POST = (300, 3_000, 13_000)
TAILS = {"95%": 0.025, "three standard deviations": 0.00135}


def rate_coverage(people: int, policy: PolicyName, rates: Floats = RATES) -> Coverage:
    """Enumerate who leaves of so many, each of them for good, at each true rate.

    Examples
    --------
    >>> one = rate_coverage(100, "analyst", np.array([0.09]))
    >>> one.released.round(2), one.of_released.round(2)
    (array([1.]), array([0.97]))
    """
    left = np.arange(people + 1)
    terms = policy_named(policy)
    gone, post = (shown(side, terms) for side in (left, np.full(left.size, people)))
    there = rounded_people(post, left.shape) if not terms.exact else Ranged.exact(post.value)
    found = leaving_rate(ranges(gone, left.shape), there)
    known = enough_leavers(gone, there) & ~gone.hidden(ROUNDED.band)
    chance = binom.pmf(left, people, rates[:, None])
    lower, upper = found.lower - TOLERANCE, found.upper + TOLERANCE
    covers = known & (lower <= rates[:, None]) & (rates[:, None] <= upper)
    return Coverage(chance @ known, (chance * covers).sum(axis=1))


def rate_rows() -> Iterator[tuple[object, ...]]:
    """Return a row for each size and policy."""
    for people in SIZES:
        for policy in POLICIES:
            found = rate_coverage(people, policy)
            often = found.released > 0.5
            yield (
                f"{people:,}",
                "exact" if policy == "analyst" else policy,
                percent(found.released.mean()),
                percent(found.overall),
                percent(found.of_released[often].min()) if often.any() else "",
            )


def verdict_rows() -> Iterator[tuple[object, ...]]:
    """Return a row for each size and policy: evidence, in per cent, by the true ratio."""
    for people in GROUPS:
        for policy in POLICIES:
            truths = [with_ratio(people, BASE, ratio) for ratio in RATIOS]
            told = (percent(one.evidence) for one in verdict_shares(truths, policy))
            yield f"{people:,}", "exact" if policy == "analyst" else policy, *told


def alarms(in_post: int, tail: float, histories: int, seed: int = SEED) -> NDArray[np.bool_]:
    """Tell which quarters are called unusual where nothing changes; histories by quarters."""
    random = np.random.default_rng([seed, in_post])
    post = Ranged.exact(np.full(QUARTERS, float(in_post)))
    left = random.poisson(BASE * in_post / 4, (histories, QUARTERS))
    return np.stack(
        [quarter_rates(Ranged.exact(one), post, tail=tail).unusual != 0 for one in left]
    )


def quarter_rows() -> Iterator[tuple[object, ...]]:
    """Return a row for each number in post and each pair of limits."""
    for in_post in IN_POST:
        for name, tail in TAILS.items():
            found = alarms(in_post, tail, HISTORIES)
            some = Share.of(found.any(axis=1))
            each = percent(found[:, 4:].mean(), 2)
            yield f"{in_post:,}", name, each, f"{percent(some.value)} ± {percent(some.error)}"


RATE_HEAD = ("In post", "", "Shown %", "Covers, of shown %", "Least where half are shown %")
VERDICT_HEAD = ("Group", "", *(f"{ratio:g}" for ratio in RATIOS))
QUARTER_HEAD = ("In post", "Limits", "A quarter judged: beyond %", "Any of 16: beyond %")

if __name__ == "__main__":
    for head, rows in (
        (RATE_HEAD, rate_rows),
        (VERDICT_HEAD, verdict_rows),
        (QUARTER_HEAD, quarter_rows),
    ):
        print(table(head, rows()), end="\n\n", flush=True)
