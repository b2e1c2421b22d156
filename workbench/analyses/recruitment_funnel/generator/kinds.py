"""Every kind of applicant that the stages can tell apart, with its share of all who apply."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.generator import plan
from workbench.analyses.recruitment_funnel.generator.people import Codes, People
from workbench.analyses.recruitment_funnel.generator.shares import GROUPS, SHARES

ADJUSTMENTS = ("did not ask", "in time", "late")
TOLD_APART = ("ethnicity", "region", "route", "disability")
"""What stages look at besides the effects of the plan, and what others depend on."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """Kinds of applicants; every array has one entry for each.

    Attributes
    ----------
    people : People
        One of each kind, with nothing declared.
    adjustment : ndarray of int
        Positions in `ADJUSTMENTS`.
    share : ndarray of float
        Of all who apply; above 0, adding up to 1.
    """

    people: People
    adjustment: NDArray[np.int64]
    share: NDArray[np.float64]

    def by_group(self, name: str, weight: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add up weights in the groups of a characteristic, those told apart by it or not.

        Whatever kinds are not told apart by follows from what it depends on.
        """
        if name in self.people.actual:
            return totals(self.people.actual[name], weight, len(GROUPS[name]))
        shares = SHARES[name]
        if shares.given is None:
            return weight.sum() * shares.table[0]
        return self.by_group(shares.given, weight) @ shares.table


def totals(
    cell: NDArray[np.integer], weight: NDArray[np.float64], cells: int
) -> NDArray[np.float64]:
    """Add up weights in cells, which are numbered from 0."""
    return np.bincount(cell, weights=weight, minlength=cells).astype(np.float64)


def kinds() -> Kinds:
    """Return every kind that there is, a few thousand.

    Examples
    --------
    >>> found = kinds()
    >>> float(found.share.sum().round(12)), len(found.share) < 10_000
    (1.0, True)
    """
    actual: dict[str, Codes] = {}
    share = np.ones(1)
    for name in _told_apart():
        shares, groups = SHARES[name], len(GROUPS[name])
        cell = 0 if shares.given is None else actual[shares.given]
        each = np.broadcast_to(shares.table[cell], (len(share), groups))
        actual = {known: codes.repeat(groups) for known, codes in actual.items()}
        actual[name] = np.tile(np.arange(groups, dtype=np.int8), len(share))
        share = (share[:, None] * each).ravel()
    return _adjusted(actual, share)


def _told_apart() -> list[str]:
    wanted = {*TOLD_APART, *(effect.characteristic for effect in plan.EFFECTS)}
    wanted |= {given for name in wanted if (given := SHARES[name].given)}
    return [name for name in SHARES if name in wanted]


def _adjusted(actual: dict[str, Codes], share: NDArray[np.float64]) -> Kinds:
    """Tell disabled applicants apart by what became of their adjustment, and drop who is not."""
    disabled = actual["disability"] == GROUPS["disability"].index("Disabled")
    asked, in_time = plan.ADJUSTMENT_ASKED, plan.ADJUSTMENT_IN_TIME
    parts = np.array([1 - asked, asked * in_time, asked * (1 - in_time)])
    split = (share[:, None] * np.where(disabled[:, None], parts, (1, 0, 0))).ravel()
    there = split > 0
    adjustment = np.tile(np.arange(len(ADJUSTMENTS)), len(share))[there]
    codes = {name: each.repeat(len(ADJUSTMENTS))[there] for name, each in actual.items()}
    late = ADJUSTMENTS.index("late")
    return Kinds(People(codes, {}, adjustment > 0, adjustment == late), adjustment, split[there])
