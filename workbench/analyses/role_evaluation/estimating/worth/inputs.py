"""What goes into value for money: the parameters' prices, and effects with their joint error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite

import numpy as np

from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect
from workbench.analyses.role_evaluation.stated.worth import Price, Worth, prices
from workbench.statistics.evaluation.inference.clustered import Clustered
from workbench.statistics.evaluation.value.appraisal import Appraisal
from workbench.statistics.evaluation.value.uncertain_inputs import (
    Assumption,
    EstimatedEffects,
    UncertainInputs,
)

NO_RANGE = "without one of the regions it cannot be estimated, so that it has no range"


def effect_of(outcome: str) -> str:
    """Return what the effect on an outcome is called among the inputs.

    Examples
    --------
    >>> effect_of("leavers")
    'effect of leavers'
    """
    return f"effect of {outcome}"


def why_left_out(
    outcome: str, effects: Mapping[str, OutcomeEffect], unknown: Mapping[str, str]
) -> str | None:
    """Return why the effect on an outcome cannot be priced, after "because"; None if it can."""
    if outcome not in effects:
        return unknown.get(outcome, "it could not be estimated").removesuffix(".")
    clustered = effects[outcome].clustered
    known = isfinite(clustered.estimate.value[0]) and isfinite(clustered.standard_error[0])
    return None if known else NO_RANGE


def uncertain(
    appraisal: Appraisal, worth: Worth, effects: Mapping[str, OutcomeEffect]
) -> UncertainInputs:
    """Return every input of an appraisal, and no other.

    Parameters
    ----------
    appraisal : Appraisal
        Whose inputs they are.
    worth : Worth
        The stated prices and their ranges, taken as triangular.
    effects : mapping of str to OutcomeEffect
        Estimated effects by outcome.

    Returns
    -------
    UncertainInputs
    """
    stated = tuple(
        _assumption(name, price) for name, price in prices(worth).items() if name in appraisal.names
    )
    names = [name for name in effects if effect_of(name) in appraisal.names]
    return UncertainInputs(stated, joint(names, [effects[name].clustered for name in names]))


def _assumption(name: str, price: Price) -> Assumption:
    # What is kept each year is the growth that an appraisal takes, and one more.
    less = 1 if name == "keeps" else 0
    low, high = price.ends
    return Assumption(name, price.value - less, low - less, high - less)


def joint(names: Sequence[str], found: Sequence[Clustered]) -> EstimatedEffects | None:
    """Return effects with their covariance, from leaving out the same clusters from each (CRV3).

    Parameters
    ----------
    names : sequence of str
        Outcomes.
    found : sequence of Clustered
        Of one value each.

    Returns
    -------
    EstimatedEffects or None
        Independent where the clusters are not the same; None of no outcome.
    """
    if not names:
        return None
    value, error = (
        np.array([part[0] for part in parts], dtype=np.float64)
        for parts in (
            [one.estimate.value for one in found],
            [one.standard_error for one in found],
        )
    )
    return EstimatedEffects(
        tuple(effect_of(name) for name in names),
        value,
        error,
        np.array([one.clusters.size - 1.0 for one in found]),
        _covariance(found),
    )


def _covariance(found: Sequence[Clustered]) -> np.ndarray | None:
    clusters = [one.clusters for one in found]
    if any(not np.array_equal(one, clusters[0]) for one in clusters):
        return None
    apart = np.column_stack([one.left_out[:, 0] - one.estimate.value[0] for one in found])
    count = len(apart)
    return np.asarray((count - 1) / count * apart.T @ apart)
