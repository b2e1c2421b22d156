"""Measure it, from the project's folder: `python -m benchmarks.disclosure.reports`."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.disclosure.reports.campaigns import FILE, parameters, sizes, write
from workbench.analyses.recruitment_funnel import TIES, Parameters, analyse
from workbench.disclosure import Release, release
from workbench.disclosure.attack import attack
from workbench.disclosure.rounding import HIDDEN
from workbench.errors import WorkbenchError
from workbench.vocabulary.terms import PolicyName


def withheld(released: Release) -> tuple[int, int, int]:
    """Return how many counts are printed, as a band, and not at all; wherever they stand."""
    printed = [
        count.shown
        for finding in released.findings
        for cell in finding.cells
        for count in cell.counts.values()
    ]
    bands = sum(one.startswith("<") for one in printed)
    return len(printed), bands, printed.count(HIDDEN)


def reported(name: str, asked: Parameters, policy: PolicyName) -> tuple[int, int, int] | None:
    """Print what one report withholds and what it costs; None where it is refused."""
    try:
        findings = analyse(asked)
        start, processor = time.perf_counter(), time.process_time()
        released = release(findings, policy)
        protecting, used = time.perf_counter() - start, time.process_time() - processor
        start, processor = time.perf_counter(), time.process_time()
        found = attack(released, TIES)
    except WorkbenchError as error:
        print(f"{name}: refused. {error}", flush=True)
        return None
    attacking, more = time.perf_counter() - start, time.process_time() - processor
    counts, bands, hidden = withheld(released)
    print(
        f"{name}: {len(released.findings)} tables, {counts} counts, {bands} bands, {hidden} [c]; "
        f"release {protecting:.1f} s ({used:.1f} of one processor), "
        f"attack {attacking:.1f} s ({more:.1f}); found out: {found.figures.get('found_out', 0)}",
        flush=True,
    )
    return counts, bands, hidden


def several(folder: Path, policy: PolicyName, reports: int, *, whole: bool) -> None:
    """Print what so many campaigns of 60 to 400 applicants withhold, one by one and together."""
    kind = "every question" if whole else "four characteristics and region"
    told = [
        reported(
            f"{policy}, {kind}, {size} applicants",
            parameters(write(folder, size, seed), whole=whole),
            policy,
        )
        for seed, size in enumerate(sizes(reports), start=1)
    ]
    figures = np.array([one for one in told if one is not None]).reshape(-1, 3)
    counts, bands, hidden = figures.sum(axis=0)
    print(
        f"{policy}, {kind}: {len(told)} campaigns, {len(told) - len(figures)} refused; of "
        f"{counts} counts {bands / max(counts, 1):.1%} are bands and "
        f"{hidden / max(counts, 1):.2%} withheld ({hidden}, in "
        f"{int((figures[:, 2] > 0).sum())} reports)",
        flush=True,
    )


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--open", type=int, default=20, help="campaigns under 'open'")
    asked.add_argument("--restricted", type=int, default=5, help="campaigns under 'restricted'")
    asked.add_argument("--plain", action="store_true", help="ask four characteristics only")
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for policy, reports in (("open", wanted.open), ("restricted", wanted.restricted)):
            if reports:
                several(Path(place), policy, reports, whole=not wanted.plain)
    if not wanted.plain:
        reported("open, the synthetic campaign", Parameters.from_file(FILE), "open")
