"""Measure it all, from the project's folder: `python -m benchmarks.disclosure.tables`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from scipy import sparse

from benchmarks.disclosure.tables.cases import (
    Case,
    case_of,
    linked,
    margin,
    people,
    successive,
    table,
)
from benchmarks.disclosure.tables.judge import found_out
from benchmarks.disclosure.tables.rounding import rounded
from workbench.errors import DisclosureError


def judged(name: str, make: Callable[[np.random.Generator], Case], cases: int) -> None:
    """Print what is disclosed and what is hidden over generated cases, beside the plain rule."""
    leaks, plain, sensitive, hidden, small, cells = 0, 0, 0, 0, 0, 0
    lost, lost_plain, all_people, refused = 0.0, 0.0, 0.0, 0
    for seed in range(cases):
        case = make(np.random.default_rng(seed))
        try:
            hide, simple = case.hide(), case.hide_small()
        except DisclosureError:
            refused += 1
            continue
        leaks += found_out(case, hide).size
        plain += found_out(case, simple & ~case.fixed).size
        sensitive += int(case.sensitive.sum())
        new = case.published & ~case.fixed
        hidden, small, cells = (
            hidden + int(hide.sum()),
            small + int((simple & new).sum()),
            cells + int(new.sum()),
        )
        lost += float(case.exact[hide].sum())
        lost_plain += float(case.exact[simple & new].sum())
        all_people += float(case.exact[new].sum())
    print(f"{name}: {cases} cases, {cells} cells, {sensitive} sensitive counts, {refused} refused")
    print(f"  found out: {leaks} (hide-under-5 alone: {plain})")
    print(f"  cells hidden: {hidden / cells:.1%} (hide-under-5: {small / cells:.1%})")
    share, share_plain = lost / all_people, lost_plain / all_people
    print(f"  people hidden: {share:.1%} (hide-under-5: {share_plain:.1%})", flush=True)


def rounded_only(name: str, make: Callable[[np.random.Generator], Case], cases: int) -> None:
    """Print what rounding to 5 with a band gives away over the same cases; it hides no one."""
    bands, cells, present, narrow, exact = 0, 0, 0, 0, 0
    for seed in range(cases):
        case = make(np.random.default_rng(seed))
        found = rounded(case)
        bands, cells = bands + found.bands, cells + case.exact.size
        present, narrow, exact = present + found.present, narrow + found.narrow, exact + found.exact
    print(
        f"{name}, rounded to 5 with a band: {cases} cases, {cells} cells, {bands / cells:.1%} "
        f"banded; of {bands} bands {present} are known not to be 0, {narrow} have fewer than "
        f"three values left, {exact} one",
        flush=True,
    )


def regions(size: int = 3000) -> Case:
    """Make 12 regions by 6 groups by 7 exits, with reached counts and all margins."""
    shape = (12, 6, 7)
    reached = sparse.csr_array(np.triu(np.ones((7, 7))))
    forms = []
    for kept in ((2,), (0, 2), (1, 2), (0, 1, 2)):
        exits = margin(shape, kept)
        lines = sparse.eye_array(exits.shape[0] // 7)
        forms += [exits, sparse.csr_array(sparse.kron(lines, reached) @ exits)]
    return case_of(forms, people(np.random.default_rng(1), shape, size))


def timed(name: str, case: Case) -> None:
    """Print how long one case takes to protect."""
    wall, processor = time.perf_counter(), time.process_time()
    hide = case.hide(600)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(f"{name}: {wall:.1f} s, {processor:.1f} s of one processor, {hide.mean():.0%} hidden")


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--share", type=float, default=1.0, help="of the full number of cases")
    share = asked.parse_args().share
    judged("tables", table, int(500 * share))
    judged("linked sets", linked, int(100 * share))
    rounded_only("tables", table, int(500 * share))
    rounded_only("linked sets", linked, int(100 * share))
    judged("successive", lambda random: successive(random, known=False), int(50 * share))
    judged(
        "successive, number known", lambda random: successive(random, known=True), int(50 * share)
    )
    timed("12 regions by 6 groups by 7 exits", regions())
