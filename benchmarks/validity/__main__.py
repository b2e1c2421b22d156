"""Run the whole: ``python -m benchmarks.validity`` from the project's folder."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.validity import campaign_tables, coverage_tables, verdict_tables
from benchmarks.validity.campaigns import synthetic_intake
from benchmarks.validity.false_alarms import draw as draw_campaigns
from benchmarks.validity.false_alarms import simulate
from benchmarks.validity.plot import draw as draw_plot
from benchmarks.validity.questions import POLICIES

PLOT = Path("docs") / "validity.svg"
CAMPAIGNS = 3_000
RELEASED = 10
"""Campaigns of each size and policy that also go the whole way of a report."""


def told(title: str, make: Callable[[], str]) -> None:
    """Print a table under its title, and how long it took."""
    start = time.perf_counter()
    text = make()
    print(f"\n## {title}\n\n{text}\n\n({time.perf_counter() - start:.0f} s)", flush=True)


def single_comparisons() -> None:
    """Enumerate coverage, the verdict and the other rules for one comparison."""
    told("Coverage of a rate, Wilson", coverage_tables.wilson_table)
    told("Coverage of two rates, exact counts", coverage_tables.pair_table)
    told("Coverage of the hull under open", coverage_tables.hull_table)
    told("Verdicts, evidence/none seen/cannot tell", verdicts_and_plot)
    told("Size of one mid-p test", verdict_tables.size_table)
    told("Power at 40 people and a ratio of 0.7", verdict_tables.power_table)
    told("Four-fifths rule alone, one comparison", campaign_tables.four_fifths_table)


def verdicts_and_plot() -> str:
    """Enumerate the verdicts, draw them, and return their table."""
    found = verdict_tables.sweep()
    draw_plot(found, PLOT)
    return verdict_tables.verdict_table(found)


def whole_campaigns() -> None:
    """Simulate fair campaigns."""
    intake = synthetic_intake()
    # statsmodels collects garbage at every adjustment; what is here already need not be looked at.
    gc.freeze()
    fair: campaign_tables.Fair = {}
    for size in campaign_tables.SIZES:
        counts = draw_campaigns(intake, size, CAMPAIGNS)
        for policy in POLICIES:
            start = time.perf_counter()
            fair[size, policy] = simulate(intake, counts, policy)
            print(f"{size} applicants, {policy}: {time.perf_counter() - start:.0f} s", flush=True)
    told("False alarms per fair campaign", lambda: campaign_tables.false_alarm_table(fair))
    told("Coverage in fair campaigns", lambda: campaign_tables.campaign_coverage_table(fair))
    told("Other rules on the same campaigns", lambda: campaign_tables.other_rules_table(fair))
    told("The gate", lambda: campaign_tables.gate_line(intake, RELEASED))


if __name__ == "__main__":
    begun = time.perf_counter()
    single_comparisons()
    whole_campaigns()
    print(f"\n{(time.perf_counter() - begun) / 60:.0f} minutes in all")
