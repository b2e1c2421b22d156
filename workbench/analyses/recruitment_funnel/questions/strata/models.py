"""What the gate is asked to let out of comparisons over strata."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from workbench.analyses.recruitment_funnel.questions.strata.pooled import Counts, Pooled
from workbench.findings import Modelled
from workbench.statistics.estimate import Estimate

NOTHING_IS_FITTED = 10**9
FINEST_SHARE = 0.01
"""Shares and points of a gap are let out to whole points at the finest."""
KINDS = ("ratios", "tests", "shares", "standardised")


def modelled(pooled: Sequence[Pooled]) -> tuple[Modelled, ...]:
    """Return three models of the cells of all choices of circumstances, one choice below another.

    Ratios, tests and shares rest on who passed and who did not of a group and of its comparator;
    rates at one mix of strata rest on each stratum by itself.
    """
    ratios, tests, shares, standardised = (
        {name: _below(kind, name, pooled) for name in _names(kind, pooled)} for kind in KINDS
    )
    reasons = tuple(reason for one in pooled for reason in one.reasons.ravel().tolist())
    events, non_events = _flat(one.events for one in pooled), _flat(p.non_events for p in pooled)
    least = _flat(one.least_events for one in pooled)
    least_non_events = _flat(one.least_non_events for one in pooled)
    free = np.full(events.shape, NOTHING_IS_FITTED)
    return (
        Modelled(ratios | tests, events, non_events, free, reasons),
        Modelled(shares, events, non_events, free, reasons, finest=FINEST_SHARE),
        Modelled(standardised, least, least_non_events, free, finest=FINEST_SHARE),
    )


def _names(kind: str, pooled: Sequence[Pooled]) -> list[str]:
    return list(dict.fromkeys(name for one in pooled for name in getattr(one, kind)))


def _flat(counts: Iterable[Counts]) -> Counts:
    return np.concatenate([one.ravel() for one in counts])


def _below(kind: str, name: str, pooled: Sequence[Pooled]) -> Estimate:
    """Return an estimate of all choices, missing where one of them does not have it."""
    each = [getattr(one, kind).get(name) for one in pooled]
    like = next(one for one in each if one is not None)
    value, lower, upper = (
        np.concatenate(
            [
                np.full(one.events.size, np.nan) if own is None else getattr(own, part).ravel()
                for one, own in zip(pooled, each, strict=True)
            ]
        )
        for part in ("value", "lower", "upper")
    )
    return Estimate(value, lower, upper, like.level, like.method)
