"""What the gate is asked to let out of gaps once circumstances are equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.attrition.questions.like_with_like.cells import RiskCells
from workbench.analyses.attrition.questions.like_with_like.fit import Fitted
from workbench.findings import Anchor, Measure, Measured, Modelled
from workbench.statistics.attrition.gaps import Gap
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.estimate import Estimate

SIDES = ("passed", "entered", "comparator_passed", "comparator_entered")
FITS = {"maximum likelihood": "adjusted", "Jeffreys penalty": "penalised"}
OWN = "standardised to the group's own months, hazard model by "
COARSE = 0.1
"""Shares of a gap are let out in steps of ten of every hundred: no plain number stands beside."""
ALL = "All of these together"
FINEST = {"ratio": 0.01, "difference": 0.001}
"""Ratios are let out to hundredths, differences to a tenth of every 100, where counts bear it."""
Floats = NDArray[np.float64]


def ratios(told: pd.DataFrame, of: RiskCells, fit: Fitted, level: float) -> tuple[Modelled, ...]:
    """Return ratios and differences of the same months, all together and like with like.

    Where counts are rounded, each is told as what it changes of the plain one of the opening
    staff, whose counts are shown. Leavers a year leave with exact counts alone; from rounded ones
    they follow from the difference and the people shown. From the ratio and the leavers shown
    they would not: those leavers vary with chance too.

    Parameters
    ----------
    told : DataFrame
        The declared groups beside their comparator, with the counts of `SIDES`.
    of : RiskCells
        What was fitted.
    fit : Fitted
        The fit.
    level : float
        Confidence level.
    """
    if fit.gaps is None:
        empty = _everywhere(np.full(len(told), np.nan), level)
        return (_modelled({"adjusted_ratio": empty}, told, of, fit),)
    found = _by_kind(told, fit)
    counts = {side: told[side].to_numpy(np.int64) for side in SIDES}
    plain = Measure(SIDES, partial(_plain, level=level))
    against = [
        _modelled(
            found[kind],
            told,
            of,
            fit,
            anchor=Anchor(plain, counts, dict.fromkeys(found[kind], kind), factor, (least, np.inf)),
            finest=FINEST[kind],
        )
        for kind, factor, least in (("ratio", True, 0.0), ("difference", False, -np.inf))
    ]
    return (*against, _modelled(found["excess"], told, of, fit, exact_only=True))


def _by_kind(told: pd.DataFrame, fit: Fitted) -> dict[str, dict[str, Estimate]]:
    """Return ratios, differences and leavers, all together and like with like."""
    assert fit.gaps is not None, "there are gaps"
    places = [fit.gaps.groups.index(group) for group in told["group"]]
    gaps = fit.gaps.adjusted if not fit.reason else None
    name = FITS.get(fit.gaps.adjusted.fit.method, "adjusted")
    both = partial(_both, fit.gaps.crude, gaps, name=name, places=places)
    return {
        "ratio": both("ratio"),
        "difference": both("difference", scale=0.01),
        "excess": both("excess", said="leavers"),
    }


def shares(
    told: pd.DataFrame, blocks: Sequence[str], of: RiskCells, fit: Fitted, level: float
) -> tuple[Modelled, ...]:
    """Return what each block accounts for, and all of them, in leavers and of the gap.

    Parameters
    ----------
    told : DataFrame
        A row a group and block, and one of all blocks, group by group.
    blocks : sequence of str
        Titles, as they are ordered there.
    of, fit, level
        As for `ratios`.
    """
    found = fit.accounted
    assert found is not None, "there is something to share out"
    places = [found.groups.index(group) for group in dict.fromkeys(told["group"])]
    crude = np.repeat(found.gaps.crude.excess.value[places], len(blocks) + 1)
    value, lower, upper = _rows(found.shares[places], found.total, places)
    # A share has a sense only of a gap that is there.
    clear = np.repeat(np.isfinite(found.percent[places]).any(axis=1), len(blocks) + 1)
    base = np.where(clear, crude, np.nan)
    ends = np.sort(np.stack([lower / base, upper / base]), axis=0)
    share = Estimate(value / base, ends[0], ends[1], level, found.total.method)
    number = Estimate(value, lower, upper, level, found.total.method)
    least = np.minimum(*_left(told, fit))
    return (
        _modelled({"share_accounted": share}, told, of, fit, finest=COARSE, events=least),
        _modelled({"leavers_accounted": number}, told, of, fit, exact_only=True),
    )


def _rows(shares: Floats, total: Estimate, places: Sequence[int]) -> tuple[Floats, ...]:
    """Return values and limits, blocks first and then the total; a block has no limits."""
    value, lower, upper = (getattr(total, part)[places] for part in ("value", "lower", "upper"))
    open_ends = np.full_like(shares, np.inf)
    return tuple(
        np.column_stack([part, whole]).ravel()
        for part, whole in ((shares, value), (-open_ends, lower), (open_ends, upper))
    )


def _both(
    crude: Gap,
    adjusted: Gap | None,
    kind: str,
    *,
    name: str,
    places: Sequence[int],
    said: str = "",
    scale: float = 1.0,
) -> dict[str, Estimate]:
    """Return one kind of number all together and like with like, under the name of the fit."""
    named = {"crude": crude} | ({name: adjusted} if adjusted else {})
    found = {}
    for which, gap in named.items():
        one: Estimate = getattr(gap, kind)
        known = np.isfinite(one.value[places])
        value, lower, upper = (
            np.where(known, scale * getattr(one, part)[places], np.nan)
            for part in ("value", "lower", "upper")
        )
        method = f"{OWN}{gap.fit.method}; {one.method}"
        found[f"{which}_{said or kind}"] = Estimate(value, lower, upper, one.level, method)
    return found


def _modelled(
    estimates: Mapping[str, Estimate],
    told: pd.DataFrame,
    of: RiskCells,
    fit: Fitted,
    *,
    anchor: Anchor | None = None,
    finest: float | None = None,
    exact_only: bool = False,
    events: NDArray[np.int64] | None = None,
) -> Modelled:
    many = len(told)
    freedom = fit.gaps.adjusted.fit.residual_degrees_of_freedom if fit.gaps else 0
    fewest = np.full(many, of.events) if events is None else np.minimum(events, of.events)
    return Modelled(
        estimates,
        fewest,
        np.full(many, of.stayed),
        np.full(many, freedom),
        _reasons(told, fit),
        finest,
        anchor,
        exact_only,
    )


def _reasons(told: pd.DataFrame, fit: Fitted) -> tuple[str | None, ...]:
    if fit.gaps is None:
        return (fit.reason,) * len(told)
    why = dict(zip(fit.gaps.groups, fit.gaps.reason, strict=True))
    return tuple(why[group] or fit.reason or None for group in told["group"])


def _left(told: pd.DataFrame, fit: Fitted) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the leavers of each row's group and of its comparator."""
    assert fit.gaps is not None, "there are gaps"
    left = dict(zip(fit.gaps.groups, fit.gaps.left.astype(np.int64), strict=True))
    own = np.array([left[group] for group in told["group"]])
    return own, np.full(len(told), left[fit.gaps.comparator])


def _everywhere(value: Floats, level: float) -> Estimate:
    return Estimate(value, value, value, level, OWN)


def _plain(counts: Mapping[str, NDArray[np.int64]], *, level: float) -> Measured:
    sides = [counts[side] for side in SIDES]
    return Measured(
        {
            "ratio": relative_rate_index(*sides, level=level),
            "difference": rate_difference(*sides, level=level),
        }
    )
