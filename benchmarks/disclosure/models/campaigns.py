"""Random campaigns of one small group beside its comparator, in a few places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
BASE, HALF, BAND = 5, 2, 5


@dataclass(frozen=True, slots=True, eq=False)
class Campaign:
    """Passed and entered of a group and of its comparator, shape (strata,)."""

    passed: Counts
    entered: Counts
    comparator_passed: Counts
    comparator_entered: Counts

    @property
    def sides(self) -> tuple[Counts, Counts, Counts, Counts]:
        """Return the four counts."""
        return self.passed, self.entered, self.comparator_passed, self.comparator_entered


def draw(people: int, strata: int, random: np.random.Generator) -> Campaign:
    """Draw a campaign of a small group: 15 passed and 15 did not, or a few more."""
    while True:
        entered = int(random.integers(45, 50 + min(people, 1_000) // 20))
        shares = random.dirichlet(np.full(strata, 3.0), size=2)
        rates = random.uniform(0.25, 0.65, strata)
        n, n0 = (
            random.multinomial(size, share)
            for size, share in zip((entered, people - entered), shares, strict=True)
        )
        x, x0 = random.binomial(n, 0.9 * rates), random.binomial(n0, rates)
        if min(x.sum(), n.sum() - x.sum()) >= 15 and (n > 0).sum() > 1:
            return Campaign(x, n, x0, n0)


def shown(counts: Counts) -> Counts:
    """Round to 5; fewer than 5 are one band, here −1. By hand: the attacker trusts no one."""
    return np.where(counts < BAND, -1, (counts + HALF) // BASE * BASE)


def candidates(
    campaign: Campaign, draws: int, random: np.random.Generator
) -> tuple[Counts, Counts]:
    """Return tables of the group that show as the true one does over all strata.

    All of them with two strata, else so many drawn about what a knowing attacker would guess. The
    last is the true one.
    """
    wholes = [_window(int(side.sum())) for side in (campaign.passed, campaign.entered)]
    if len(campaign.entered) == 2:
        x, n = _every(*wholes)
    else:
        x, n = _some(campaign, wholes, draws, random)
    return np.vstack([x, campaign.passed]), np.vstack([n, campaign.entered])


def _window(count: int) -> Counts:
    value = (count + HALF) // BASE * BASE
    return np.arange(value - HALF, value + HALF + 1)


def _every(passed: Counts, entered: Counts) -> tuple[Counts, Counts]:
    ways = np.meshgrid(
        entered, np.arange(entered[-1] + 1), passed, np.arange(passed[-1] + 1), indexing="ij"
    )
    total, n, whole, x = (one.ravel() for one in ways)
    possible = (n <= total) & (x <= n) & (x <= whole) & (whole - x <= total - n)
    total, n, whole, x = (one[possible] for one in (total, n, whole, x))
    return np.column_stack([x, whole - x]), np.column_stack([n, total - n])


def _some(
    campaign: Campaign, wholes: list[Counts], draws: int, random: np.random.Generator
) -> tuple[Counts, Counts]:
    passed, entered = (random.choice(whole, draws) for whole in wholes)
    share = random.dirichlet(campaign.entered * 0.5 + 0.5, size=draws)
    n = random.multinomial(entered, share)
    rate = (campaign.passed + 0.5) / (campaign.entered + 1)
    x = random.binomial(n, np.clip(rate * np.exp(random.normal(0, 0.15, n.shape)), 0, 1))
    here = x.sum(axis=1) - passed
    # Put the total right where it can be: one person at a time, wherever there is room.
    for _ in range(12):
        up, down = (here < 0)[:, None] & (x < n), (here > 0)[:, None] & (x > 0)
        for room, by in ((up, 1), (down, -1)):
            able = np.flatnonzero(room.any(axis=1))
            place = (room[able] * random.random(room[able].shape)).argmax(axis=1)
            x[able, place] += by
        here = x.sum(axis=1) - passed
    kept = here == 0
    return x[kept], n[kept]
