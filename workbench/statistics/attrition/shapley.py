"""How much of a gap in leaving goes with each block of drivers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

from workbench.errors import EstimationError
from workbench.statistics.attrition.cell_bootstrap import accounted_replicates
from workbench.statistics.attrition.excess_leavers import ExcessLeavers, excess_leavers
from workbench.statistics.attrition.gap_reasons import Reason
from workbench.statistics.attrition.gaps import group_model, own_and_others
from workbench.statistics.attrition.hazard import HazardFit
from workbench.statistics.attrition.hazard_design import collapsed
from workbench.statistics.attrition.hazard_matrix import Floats, HazardDesign
from workbench.statistics.estimate import Estimate

MOST_BLOCKS = 5

MOST_LOST = 0.05
"""Largest share of replicates without a fit with which an interval is told."""

METHOD = "percentiles of cells drawn again"


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
    replicates : int
        Draws behind the limits of the total.
    """

    blocks: tuple[str, ...]
    shares: Floats
    total: Estimate
    percent: Floats
    gaps: ExcessLeavers
    replicates: int

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
    *,
    comparator: str,
    months: float,
    seed: int,
    replicates: int = 200,
    clusters: str | None = None,
    level: float = 0.95,
    most_without_comparator: float = 0.1,
) -> ShapleyShares:
    """Split crude less adjusted excess leavers over blocks of drivers.

    Parameters
    ----------
    cells : DataFrame
        As `excess_leavers`; a missing value is a level, so that every model is of the same rows.
    characteristic, comparator, months, clusters, level, most_without_comparator
        As `excess_leavers`.
    blocks : mapping of str to sequence of str
        One to five named blocks of drivers, the tenure band one of them.
    seed : int
        Of the draws behind the limits of the total.
    replicates : int
        Number of draws; 0 for no limits.

    Returns
    -------
    ShapleyShares

    Raises
    ------
    EstimationError
        As `excess_leavers`; no block, more than five, or a driver in two.

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
    >>> found = shapley_shares(
    ...     cells, "group", {"workload": ["cases"]}, comparator="A", months=12, seed=1
    ... )
    >>> print(found.shares[1].round(6), found.total.value[1].round(6), found.percent[1].round(3))
    [26.] 26.0 [100.]
    """
    names, drivers = _checked(blocks)
    alike = collapsed(
        cells, [*dict.fromkeys((characteristic, *drivers, *((clusters,) if clusters else ())))]
    )
    gaps = excess_leavers(
        alike,
        characteristic,
        drivers,
        comparator=comparator,
        months=months,
        clusters=clusters,
        level=level,
        most_without_comparator=most_without_comparator,
    )
    tell = [group for group, why in zip(gaps.groups, gaps.reason, strict=True) if not why]
    places = [gaps.groups.index(group) for group in tell]
    shares = np.full((len(gaps.groups), len(names)), np.nan)
    limits = np.full((2, len(gaps.groups)), np.nan)
    if tell:
        worth = _worths(alike, characteristic, blocks, comparator, tell, gaps)
        shares[places] = _shares(worth, len(names)) * 12 / months
        if replicates:
            design, fit = group_model(
                alike, characteristic, drivers, comparator=comparator, like=gaps.adjusted.fit
            )
            drawn = accounted_replicates(
                design,
                fit,
                characteristic,
                tell,
                comparator=comparator,
                months=months,
                replicates=replicates,
                random=np.random.default_rng(seed),
            )
            limits[:, places] = _percentiles(drawn, level)
    total = Estimate(shares.sum(axis=1), limits[0], limits[1], level, METHOD)
    return ShapleyShares(
        blocks=names,
        shares=shares,
        total=total,
        percent=_percent(shares, gaps.crude.excess),
        gaps=gaps,
        replicates=replicates,
    )


def _checked(blocks: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], list[str]]:
    drivers = [driver for block in blocks.values() for driver in block]
    twice = sorted({driver for driver in drivers if drivers.count(driver) > 1})
    if not 1 <= len(blocks) <= MOST_BLOCKS:
        raise EstimationError(f"Blocks must be one to {MOST_BLOCKS}; found {len(blocks)}.")
    if twice:
        raise EstimationError(f"A driver must be in one block; in more than one: {twice}.")
    return tuple(blocks), drivers


def _worths(
    cells: pd.DataFrame,
    characteristic: str,
    blocks: Mapping[str, Sequence[str]],
    comparator: str,
    groups: Sequence[str],
    gaps: ExcessLeavers,
) -> dict[frozenset[int], Floats]:
    """Crude less adjusted excess of each group over all months, by the blocks adjusted for."""
    full: HazardFit = gaps.adjusted.fit
    lists = list(blocks.values())
    excess: dict[frozenset[int], Floats] = {}
    for size in range(len(lists) + 1):
        for chosen in combinations(range(len(lists)), size):
            drivers = [driver for place in chosen for driver in lists[place]]
            penalised = bool(drivers) and full.method == "Jeffreys penalty"
            design, fit = group_model(
                cells,
                characteristic,
                drivers,
                comparator=comparator,
                penalty="always" if penalised else "never",
                like=full,
            )
            excess[frozenset(chosen)] = np.array(
                [_excess(design, fit, characteristic, group, comparator) for group in groups]
            )
    crude = excess[frozenset()]
    return {chosen: crude - adjusted for chosen, adjusted in excess.items()}


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


def _percentiles(drawn: Floats, level: float) -> Floats:
    lost = np.isnan(drawn).any(axis=1)
    if lost.mean() > MOST_LOST:
        return np.full((2, drawn.shape[1]), np.nan)
    return np.asarray(np.quantile(drawn[~lost], [(1 - level) / 2, (1 + level) / 2], axis=0))


def _percent(shares: Floats, crude: Estimate) -> Floats:
    apart = (crude.lower > 0) | (crude.upper < 0)
    base = np.where(apart, crude.value, np.nan)
    return np.asarray(100 * shares / base[:, None])
