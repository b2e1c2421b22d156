"""One logistic model to a stage: each group beside its comparator, circumstances held equal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.questions.adjusted.levels import Codes, put_together
from workbench.analyses.recruitment_funnel.questions.strata.counts import SIDES, ByPlace, by_place
from workbench.disclosure.policy import policy_named
from workbench.disclosure.rounding import shown
from workbench.statistics.adjustment.standardised_campaign import standardised_campaign

LEAST_GROUP = 30
"""A group with fewer entrants is left out of the fit; it could only add to its noise.

Told from the number rounded to 5, as it is shown, so that a figure tells nothing more of it."""
NOTHING_IS_FITTED = 10**9
FEW = "fewer than 30 got this far"
NOT_APART = "too few people to hold circumstances apart"
ALIKE = "everyone is alike in what is held equal"
ONE_OUTCOME = "all have the same outcome"


def fit_places(
    cells: pd.DataFrame,
    name: str,
    comparator: str,
    stages: Sequence[str],
    covariates: Sequence[str],
    level: float,
) -> pd.DataFrame:
    """Fit one model to every stage, and one to all of them together.

    Parameters
    ----------
    cells : DataFrame
        As `workbench.counts.count_cells` returns it, by the characteristic and the covariates.
    name, comparator : str
        The characteristic, and the group that the others are held against.
    stages, covariates : sequence of str
        Stages in order; columns that are held equal.
    level : float
        Confidence level.

    Returns
    -------
    DataFrame
        As `standardised_campaign` returns it, with ``group`` by its label, ``basis``, and the
        counts of `SIDES`.
    """
    labels = list(cells[name].cat.categories)
    (counts,) = by_place(cells, name, labels, stages, [covariates])
    codes = np.column_stack([cells[one].cat.codes.to_numpy(np.int64) for one in covariates])
    # The strata of `by_place` are these combinations, in this order.
    circumstances = np.unique(codes, axis=0)
    against = labels.index(comparator)
    told = [
        _at(place, counts, circumstances, against, level) for place in range(len(counts.places))
    ]
    found = pd.concat(told, ignore_index=True)
    return _refused(found.assign(group=[labels[code] for code in found["group"]]))


def _at(
    place: int, counts: ByPlace, circumstances: Codes, comparator: int, level: float
) -> pd.DataFrame:
    stage, basis = counts.places[place]
    sides = counts.passed[:, place], counts.entered[:, place]
    held, why_not = _held_equal(circumstances, *(side.sum(axis=0) for side in sides))
    passed, entered = (side.sum(axis=1) for side in sides)
    few = shown(entered, policy_named("open")).value < LEAST_GROUP
    kept = [np.where(few[:, None], 0, side) for side in sides]
    table = _fitted(stage, held, (kept[0], kept[1]), comparator, level)
    refused = np.full(len(few), why_not, dtype=object)
    refused[(table["reason"] == ONE_OUTCOME).to_numpy()] = ONE_OUTCOME
    refused[few | few[comparator]] = FEW
    told = (passed, entered, passed[comparator], entered[comparator])
    return table.assign(basis=basis, refused=refused, **dict(zip(SIDES, told, strict=True)))


def _held_equal(
    circumstances: Codes, passed: Codes, entered: Codes
) -> tuple[list[Codes], str | None]:
    """Return what is held equal at a stage, and why nothing can be."""
    told = [put_together(column, passed, entered) for column in circumstances.T]
    held = [codes for codes, _ in told]
    if all(len(np.unique(column[entered > 0])) < 2 for column in circumstances.T):
        return held, ALIKE
    return held, None if all(apart for _, apart in told) else NOT_APART


def _fitted(
    stage: str, held: list[Codes], counts: tuple[Codes, Codes], comparator: int, level: float
) -> pd.DataFrame:
    combined, stratum = np.unique(np.column_stack(held), axis=0, return_inverse=True)
    groups = len(counts[0])
    sides = []
    for count in counts:
        side = np.zeros((len(combined), groups), dtype=np.int64)
        np.add.at(side, stratum.ravel(), count.T)
        sides.append(side.T.reshape(-1, 1))
    return standardised_campaign(
        np.repeat(np.arange(groups), len(combined)),
        np.tile(combined, (groups, 1)),
        sides[0],
        sides[1],
        stages=[stage],
        group_levels=groups,
        covariate_levels=[int(codes.max(initial=0)) + 1 for codes in held],
        comparator=comparator,
        level=level,
    )


def _refused(found: pd.DataFrame) -> pd.DataFrame:
    """Take back the numbers of groups that are refused, and say why."""
    here, few = found["refused"].notna(), found["refused"] == FEW
    # Of a group of a few, no policy that counts people may say more than that they are too few;
    # any other reason rests on the two groups alone, since nothing is fitted.
    nothing = np.where(few, 0, NOTHING_IS_FITTED)
    return found.assign(
        ratio=found["ratio"].where(~here),
        difference=found["difference"].where(~here),
        method=found["method"].where(~here, None),
        reason=found["refused"].where(here, found["reason"]),
        **{
            name: found[name].where(~here, nothing)
            for name in ("events", "non_events", "residual_degrees_of_freedom")
        },
    )
