"""Averages of planted effects over SPO and months."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from workbench.analyses.role_evaluation.generator.rollout import BEGAN, Floats, Units, Whole
from workbench.analyses.role_evaluation.generator.words import MONTHS


def mean(values: Floats, weights: Whole | Floats) -> float:
    """Return a weighted mean, to four decimals."""
    return round(float(np.average(values, weights=weights)), 4)


def since(starts: Whole, these: Units) -> Whole:
    """Return months since the start of each region, shape (units, months)."""
    found: Whole = np.arange(MONTHS) - starts[these.region][:, None]
    return found


def by_event_time(effect: Floats, these: Units, behind: Whole) -> Iterator[dict[str, Any]]:
    """Yield the mean effect at each number of months since the actual start."""
    event_time = since(BEGAN, these)
    weights = np.broadcast_to(behind[:, None], effect.shape)
    for months in range(event_time.max() + 1):
        at = event_time == months
        regions = int((BEGAN + months < MONTHS).sum())
        yield {"months": months, "regions": regions, "effect": mean(effect[at], weights[at])}


def simple(effect: Floats, starts: Whole, these: Units, behind: Whole) -> float:
    """Return the mean effect of all units and months from the starts on."""
    treated = since(starts, these) >= 0
    return mean(effect[treated], np.broadcast_to(behind[:, None], effect.shape)[treated])
