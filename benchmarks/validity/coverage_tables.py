"""What was found of coverage, as tables."""

from __future__ import annotations

import numpy as np

from benchmarks.validity.coverage import RATES, Coverage, Measure, pair_coverage
from benchmarks.validity.least_coverage import least_coverage
from benchmarks.validity.rate_coverage import critical_rates, rate_coverage
from benchmarks.validity.tables import percent, table

GOAL = 0.945
SIZES = (10, 20, 40, 100, 400)
PAIRS = ((20, 20), (40, 40), (100, 100), (20, 1_000))
ROUNDED_SIZES = (30, 32, 40, 42, 100, 102, 400)
ROUNDED_PAIRS = ((40, 40), (42, 43), (60, 60), (100, 100), (102, 103), (40, 400), (200, 400))
NAMES: dict[Measure, str] = {
    "relative_rate_index": "Rate ratio, Koopman",
    "rate_difference": "Difference, Newcombe",
}


def wilson_least(sizes: range = range(10, 401)) -> dict[int, float]:
    """Return the least coverage of Wilson's interval for every size."""
    return {n: float(rate_coverage(n, "analyst", critical_rates(n)).covered.min()) for n in sizes}


def wilson_table() -> str:
    """Mean over rates and least, by size."""
    least = wilson_least()
    rows = [
        (n, percent(rate_coverage(n, "analyst", RATES).covered.mean(), 2), percent(least[n], 2))
        for n in SIZES
    ]
    under = [n for n, value in least.items() if value < 0.92]
    worst = min((value, n) for n, value in least.items() if n > max(under))
    note = (
        f"Under 92% somewhere: sizes {under[0]} to {under[-1]} ({len(under)} sizes of 10 to 400). "
        f"Of all greater sizes the least is {percent(worst[0], 2)}%, at {worst[1]}."
    )
    return table(("People", "Mean %", "Least %"), rows) + "\n\n" + note


def pair_table() -> str:
    """Mean over all pairs of rates, least on their grid, and least beside every jump."""
    rows = []
    for sizes in PAIRS:
        found = pair_coverage(tuple(NAMES), *sizes, "analyst")
        for measure, name in NAMES.items():
            low = least_coverage(measure, *sizes, RATES)
            rows.append(
                (
                    f"{sizes[0]} and {sizes[1]}",
                    name,
                    percent(found[measure].overall, 2),
                    percent(found[measure].least(), 2),
                    percent(low.coverage, 2),
                    f"{low.rate:.3f} and {low.comparator_rate:.2f}",
                )
            )
    head = ("People", "Interval", "Mean %", "Least on grid %", "Least found %", "at rates")
    return table(head, rows)


def hull_table() -> str:
    """Coverage of what `open` shows, for one rate and for two."""
    rows = [
        _hull_row(str(n), "Rate, Wilson", rate_coverage(n, "open", RATES)) for n in ROUNDED_SIZES
    ]
    for sizes in ROUNDED_PAIRS:
        found = pair_coverage(tuple(NAMES), *sizes, "open")
        rows += [
            _hull_row(f"{sizes[0]} and {sizes[1]}", name, found[measure])
            for measure, name in NAMES.items()
        ]
    head = (
        "People",
        "Interval",
        "Shown %",
        "Covers, of shown %",
        "Least where shown in half or more %",
        "Rates with less than 94.5 %",
        "Shown there at most %",
        "Shown and misses at most %",
    )
    return table(head, rows)


def _hull_row(people: str, name: str, found: Coverage) -> tuple[str, ...]:
    short = np.nan_to_num(found.of_released, nan=1.0) < GOAL
    return (
        people,
        name,
        percent(found.released.mean()),
        percent(found.overall, 2),
        percent(found.least(0.5), 2),
        percent(short.mean()),
        percent(found.released[short].max(initial=0.0)),
        percent(found.missed.max(), 2),
    )
