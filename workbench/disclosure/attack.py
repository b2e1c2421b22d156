"""An attacker who sees only what is published, and puts all of it together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.disclosure.audit import audit_of, dangers
from workbench.disclosure.policy import DisclosurePolicy, policy_named
from workbench.disclosure.protection import SECONDS, could_not_be_protected
from workbench.disclosure.released import Release, ReleasedCount
from workbench.disclosure.rounding import HIDDEN
from workbench.disclosure.tied import pairs_of
from workbench.disclosure.universe import universe
from workbench.errors import DisclosureError
from workbench.findings.finding import KEYS
from workbench.findings.tally import Tally, Ties

Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Attack:
    """What an attack on a release found.

    Attributes
    ----------
    problems : tuple of str
        What is found out and how to mend it; empty where all small counts stay open.
    figures : mapping
        How many counts were published, hidden and attacked.
    """

    problems: tuple[str, ...]
    figures: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Return plain values for the manifest."""
        verdict = (
            "nothing small is found out" if not self.problems else "small counts are found out"
        )
        return {"verdict": verdict, **self.figures}


@dataclass(frozen=True, slots=True, eq=False)
class Statements:
    """What a release says of tallies, each once."""

    bounds: Mapping[Tally, Bounds]
    pairs: tuple[tuple[Tally, Tally], ...]


def attack(
    release: Release, ties: Ties | None, *, seconds: float = SECONDS, whole: bool = False
) -> Attack:
    """Try to find small counts out from a release.

    Parameters
    ----------
    release : Release
        What is published, and nothing else.
    ties : Ties or None
        Those of its analysis.
    seconds : float
        Time allowed.
    whole : bool
        Whether the attacker uses that people are whole: exact, and far slower.

    Returns
    -------
    Attack

    Raises
    ------
    DisclosureError
        If the release cannot be attacked: its analysis does not tie its counts to people, what it
        says contradicts itself, or time runs out. It must not be published then.
    """
    policy = policy_named(release.policy)
    if policy.complete:
        return Attack((), {"attacked": "not: this policy shows exact figures"})
    said = statements(release, ties, policy)
    everybody = universe(tuple(said.bounds), ties.people(release.context)) if ties else None
    if everybody is None or not said.bounds:
        return Attack((), {"attacked": "not: no count of people was published"})
    audit = audit_of(everybody, said.pairs)
    low, high = (np.array(ends, float) for ends in zip(*said.bounds.values(), strict=True))
    found = dangers(audit, low, high, policy, seconds=seconds, whole=whole)
    figures = {
        "counts": len(low),
        "hidden": int(np.isinf(high).sum()),
        "worked_out": len(audit.complements),
        "cells": everybody.system.atoms,
        "found_out": int(found.counts.size),
    }
    titles = release.context.titles
    problems = (could_not_be_protected(audit, found, titles),) if found.counts.size else ()
    return Attack(problems, figures)


def statements(release: Release, ties: Ties | None, policy: DisclosurePolicy) -> Statements:
    """Return between which numbers a release says that each of its tallies lies."""
    bounds: dict[Tally, Bounds] = {}
    pairs: dict[tuple[Tally, Tally], None] = {}
    for finding in release.findings:
        for cell in finding.cells:
            if cell.counts and ties is None:
                raise DisclosureError(
                    "the analysis does not tie its counts to people, so its report cannot be "
                    f"audited under the policy '{policy.name}'."
                )
            keys = {name: getattr(cell, name) or "" for name in KEYS}
            told = {
                name: ties.tally(finding.name, keys, name, release.context)
                for name in cell.counts
                if ties
            }
            for name, tally in told.items():
                if tally is not None:
                    before = bounds.get(tally, (0.0, np.inf))
                    bounds[tally] = _both(before, read(cell.counts[name], policy))
            pairs |= dict.fromkeys(pairs_of(told))
    return Statements(bounds, tuple(pairs))


def read(count: ReleasedCount, policy: DisclosurePolicy) -> Bounds:
    """Return the least and greatest that a count can be, by what is printed of it.

    Examples
    --------
    >>> rounded = policy_named("open")
    >>> read(ReleasedCount(25, "25"), rounded), read(ReleasedCount(None, "<5"), rounded)
    ((23.0, 27.0), (0.0, 4.0))
    """
    if count.shown == HIDDEN:
        return 0.0, np.inf
    if count.value is None:
        return 0.0, float(policy.band - 1)
    half = policy.base // 2
    return float(max(count.value - half, policy.band)), float(count.value + half)


def _both(one: Bounds, other: Bounds) -> Bounds:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    if low > high:
        raise DisclosureError(
            "one count is shown as two different numbers, so the report cannot be audited. "
            "The ties of the analysis are at fault."
        )
    return low, high
