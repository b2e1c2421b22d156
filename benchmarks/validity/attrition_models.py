"""Coverage, false alarms and power of what the hazard models of attrition say.

``python -m benchmarks.validity.attrition_models`` from the project's folder, about two minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.validity.attrition_planted import GROUPS, MONTHS, TERMS, WORK, Planted, planted
from benchmarks.validity.tables import percent, table
from workbench.statistics.attrition.excess_leavers import excess_leavers
from workbench.statistics.attrition.hazard import fit_hazard
from workbench.statistics.attrition.hazard_design import hazard_design
from workbench.statistics.attrition.scenario import leavers_avoided
from workbench.statistics.attrition.standardised import standardised_leaving
from workbench.statistics.estimate import Estimate

SEED = 20260401
"""Chosen as a date before the first run, and never changed for what came of it."""
SIZES = {13_000: 2_000, 1_500: 500}
"""People, and how many years are drawn."""
REFERENCE = "work 1"
CAPPED = {"work 2": REFERENCE, "work 3": REFERENCE}
NONE_AT = {"ratio": 1.0, "difference": 0.0, "excess": 0.0, "avoided": 0.0}
HEAD = ("People", "Quantity", "True", "Mean found", "Told %", "Covers %", "±", "Leaves out none %")

Ends = tuple[float, float, float]
Key = tuple[str, str]
"""What of, and which quantity."""


def truths(staff: Planted) -> dict[Key, float]:
    """Return the true value of each quantity, from the planted hazards alone."""
    months, own = staff.months, staff.hazard()
    base = months @ staff.hazard(work=1)
    found: dict[Key, float] = {}
    for band in range(len(WORK)):
        if band != 1:
            sum_at = months @ staff.hazard(work=band)
            found[f"work {band}", "ratio"] = sum_at / base
            found[f"work {band}", "difference"] = 1200 * (sum_at - base) / months.sum()
    for place, name in enumerate(GROUPS[1:], start=1):
        inside = staff.codes[:, 3] == place
        like, seen = (months[inside] @ one[inside] for one in (staff.hazard(group=0), own))
        others = staff.codes[:, 3] == 0
        plain = months[others] @ own[others] / months[others].sum() * months[inside].sum()
        found[f"{name}, crude", "ratio"] = seen / plain
        found[f"{name}, crude", "excess"] = seen - plain
        found[f"{name}, like with like", "ratio"] = seen / like
        found[f"{name}, like with like", "excess"] = seen - like
    high = staff.codes[:, 2] > 1
    found["Cap", "avoided"] = months[high] @ (own - staff.hazard(work=1))[high]
    return found


def told(staff: Planted, random: np.random.Generator) -> dict[Key, Ends]:
    """Draw one year and return what is said of it, with limits."""
    cells = staff.drawn(random)
    design = hazard_design(cells, list(TERMS))
    fit = fit_hazard(design)
    bands = standardised_leaving(design, fit, "work", reference=REFERENCE)
    cap = leavers_avoided(design, fit, {"work": CAPPED}, design.at_risk)
    gaps = excess_leavers(cells, "group", list(TERMS[:3]), comparator=GROUPS[0], months=MONTHS)
    sides = ((", crude", gaps.crude), (", like with like", gaps.adjusted))
    return dict(
        [
            *_ends("difference", bands.levels, bands.difference),
            *_ends("ratio", bands.levels, bands.ratio),
            *_ends("avoided", ["Cap"], cap.avoided),
            *(
                one
                for side, gap in sides
                for what, estimate in (("ratio", gap.ratio), ("excess", gap.excess))
                for one in _ends(what, [f"{name}{side}" for name in gaps.groups], estimate)
            ),
        ]
    )


def _ends(what: str, names: list[str], one: Estimate) -> Iterator[tuple[Key, Ends]]:
    for name, *ends in zip(names, one.value, one.lower, one.upper, strict=True):
        yield (name, what), tuple(map(float, ends))


def simulate(people: int, draws: int, seed: int = SEED) -> dict[Key, np.ndarray]:
    """Return value, lower and upper limit of each quantity in each year, shape (draws, 3)."""
    staff, random = planted(people), np.random.default_rng([seed, people])
    with threadpool_limits(1):
        years = [told(staff, random) for _ in range(draws)]
    return {key: np.array([year[key] for year in years]) for key in truths(staff)}


def coverage(ends: np.ndarray, truth: float) -> float:
    """Return the share of the intervals told that hold the truth.

    Examples
    --------
    >>> coverage(np.array([[2, 1, 3], [5, 4, 6], [np.nan, 0, 9]]), 2.5)
    0.5
    """
    known = ends[~np.isnan(ends[:, 0])]
    return float(((known[:, 1] <= truth) & (truth <= known[:, 2])).mean())


def found(ends: np.ndarray, none: float) -> float:
    """Return how often, of all years, an interval leaves out that there is nothing."""
    known = ~np.isnan(ends[:, 0])
    return float((known & ((ends[:, 1] > none) | (ends[:, 2] < none))).mean())


def rows(people: int, draws: int) -> Iterator[tuple[object, ...]]:
    """Return a row of the table for each quantity."""
    truth = truths(planted(people))
    for (name, what), ends in simulate(people, draws).items():
        known, held = ~np.isnan(ends[:, 0]), coverage(ends, truth[name, what])
        error = np.sqrt(held * (1 - held) / max(known.sum(), 1))
        yield (
            f"{people:,}",
            f"{name}: {what}",
            f"{truth[name, what]:.3g}",
            f"{np.nanmean(ends[:, 0]):.3g}",
            percent(known.mean()),
            percent(held),
            percent(error),
            percent(found(ends, NONE_AT[what])),
        )


if __name__ == "__main__":
    print(table(HEAD, [row for size, draws in SIZES.items() for row in rows(size, draws)]))
