"""How much of a gap in leaving goes with each block of drivers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

from workbench.errors import EstimationError
from workbench.statistics.attrition.accounted_limits import DELTA_OF_BOTH, accounted_errors
from workbench.statistics.attrition.excess_leavers import ExcessLeavers
from workbench.statistics.attrition.gap_reasons import Reason
from workbench.statistics.attrition.gaps import group_model, own_and_others
from workbench.statistics.attrition.hazard import HazardFit
from workbench.statistics.attrition.hazard_design import collapsed
from workbench.statistics.attrition.hazard_matrix import Floats, HazardDesign
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import critical_value

MOST_BLOCKS = 5

Model = tuple[HazardDesign, HazardFit]


@dataclass(frozen=True, eq=False, slots=True)
class ShapleyShares:
    """What each block of drivers accounts for in each group's gap.

    Attributes
    ----------
    blocks : tuple of str
        Names of the blocks, in order.
    shares : ndarray of float, shape (groups, blocks)
        Leavers a year; a block that widens the gap has a share below 0. NaN where there is no
        adjusted gap.
    total : Estimate
        Crude less adjusted excess leavers a year, shape (groups,): what all blocks account for
        together, to which the shares add up.
    percent : ndarray of float, shape (groups, blocks)
        Shares of the crude gap in percent; NaN where its interval holds 0.
    gaps : ExcessLeavers
        The crude gap, and that with every block.
    """

    blocks: tuple[str, ...]
    shares: Floats
    total: Estimate
    percent: Floats
    gaps: ExcessLeavers

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups, in order."""
        return self.gaps.groups

    @property
    def reason(self) -> tuple[Reason, ...]:
        """Why a group has no shares; empty where it has."""
        return self.gaps.reason


def shapley_shares(
    cells: pd.DataFrame,
    characteristic: str,
    blocks: Mapping[str, Sequence[str]],
    gaps: ExcessLeavers,
    *,
    months: float,
) -> ShapleyShares:
    """Split crude less adjusted excess leavers over blocks of drivers.

    Parameters
    ----------
    cells : DataFrame
        As `excess_leavers`; a missing value is a level, so that every model is of the same rows.
    characteristic, months
        As `excess_leavers`.
    blocks : mapping of str to sequence of str
        One to five named blocks of drivers, the tenure band one of them.
    gaps : ExcessLeavers
        The gaps of these cells, adjusted for all drivers of the blocks.

    Returns
    -------
    ShapleyShares

    Raises
    ------
    EstimationError
        No block, more than five, a driver in two, or gaps adjusted for others.

    Notes
    -----
    v(S) = crude less adjusted for the drivers of S, in leavers, by refits for all subsets of
    blocks: Shapley (1953); Shorrocks (2013), J. Econ. Inequal. 11, 99-126. "Accounted for" is not
    "justified": drivers may carry discrimination.

    Examples
    --------
    >>> cells = pd.DataFrame(
    ...     {
    ...         "group": pd.Categorical(["A", "A", "B", "B"], ["A", "B"]),
    ...         "cases": pd.Categorical(["under 50", "50+"] * 2, ["under 50", "50+"]),
    ...         "at_risk": [9000, 1000, 1000, 3000], "left": [90, 20, 10, 60],
    ...     }
    ... )
    >>> from workbench.statistics.attrition.excess_leavers import excess_leavers
    >>> gaps = excess_leavers(cells, "group", ["cases"], comparator="A", months=12)
    >>> found = shapley_shares(cells, "group", {"workload": ["cases"]}, gaps, months=12)
    >>> print(found.shares[1].round(6), found.total.value[1].round(6), found.percent[1].round(3))
    [26.] 26.0 [100.]
    """
    drivers = _checked(blocks, characteristic, gaps)
    alike = collapsed(cells, [*dict.fromkeys((characteristic, *drivers))])
    tell = [group for group, why in zip(gaps.groups, gaps.reason, strict=True) if not why]
    places = [gaps.groups.index(group) for group in tell]
    shares = np.full((len(gaps.groups), len(blocks)), np.nan)
    error = np.full(len(gaps.groups), np.nan)
    if tell:
        worth, whole = _worths(alike, characteristic, list(blocks.values()), gaps, tell)
        told = accounted_errors(*whole, characteristic, tell, comparator=gaps.comparator)
        shares[places] = _shares(worth, len(blocks)) * 12 / months
        error[places] = told * 12 / months
    value, level = shares.sum(axis=1), gaps.crude.excess.level
    reach = critical_value(level) * error
    total = Estimate(value, value - reach, value + reach, level, DELTA_OF_BOTH)
    return ShapleyShares(tuple(blocks), shares, total, _percent(shares, gaps.crude.excess), gaps)


def _checked(
    blocks: Mapping[str, Sequence[str]], characteristic: str, gaps: ExcessLeavers
) -> list[str]:
    drivers = [driver for block in blocks.values() for driver in block]
    twice = sorted({driver for driver in drivers if drivers.count(driver) > 1})
    if not 1 <= len(blocks) <= MOST_BLOCKS:
        raise EstimationError(f"Blocks must be one to {MOST_BLOCKS}; found {len(blocks)}.")
    if twice:
        raise EstimationError(f"A driver must be in one block; in more than one: {twice}.")
    others = {term for term, _ in gaps.adjusted.fit.columns} - {characteristic, *drivers}
    if others:
        raise EstimationError(f"Gaps are adjusted for more than the blocks: {sorted(others)}.")
    return drivers


def _worths(
    cells: pd.DataFrame,
    characteristic: str,
    blocks: Sequence[Sequence[str]],
    gaps: ExcessLeavers,
    groups: Sequence[str],
) -> tuple[dict[frozenset[int], Floats], Model]:
    """Crude less adjusted excess over all months, by the blocks held equal; and the full model."""
    full, excess = gaps.adjusted.fit, {}
    for chosen in _subsets(len(blocks)):
        drivers = [driver for place in chosen for driver in blocks[place]]
        penalised = bool(drivers) and full.method == "Jeffreys penalty"
        model = group_model(
            cells,
            characteristic,
            drivers,
            comparator=gaps.comparator,
            penalty="always" if penalised else "never",
            like=full,
        )
        excess[frozenset(chosen)] = np.array(
            [_excess(*model, characteristic, group, gaps.comparator) for group in groups]
        )
    crude = excess[frozenset()]
    return {chosen: crude - adjusted for chosen, adjusted in excess.items()}, model


def _subsets(many: int) -> Iterator[tuple[int, ...]]:
    """Yield all sets of places, none first and all of them last."""
    for size in range(many + 1):
        yield from combinations(range(many), size)


def _excess(
    design: HazardDesign, fit: HazardFit, characteristic: str, group: str, comparator: str
) -> float:
    if not fit.converged:
        return float("nan")
    own, others = own_and_others(design, fit, characteristic, group, comparator)
    return own.value - others.value


def _shares(worth: Mapping[frozenset[int], Floats], count: int) -> Floats:
    """Mean gain of each block over all orders in which the blocks can come, by group."""
    shares = []
    for block in range(count):
        without = [chosen for chosen in worth if block not in chosen]
        share = np.zeros_like(worth[frozenset()])
        for chosen in without:
            size = len(chosen)
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            share = share + weight * (worth[chosen | {block}] - worth[chosen])
        shares.append(share)
    return np.stack(shares, axis=1)


def _percent(shares: Floats, crude: Estimate) -> Floats:
    apart = (crude.lower > 0) | (crude.upper < 0)
    base = np.where(apart, crude.value, np.nan)
    return np.asarray(100 * shares / base[:, None])
