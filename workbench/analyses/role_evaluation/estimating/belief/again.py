"""The headline test made again, of some of the units or of other dates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.estimating.effect import noise_before
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.effect_weights import simple_effects
from workbench.statistics.evaluation.inference.as_if_random import AsIfRandom
from workbench.statistics.evaluation.inference.assignments import assignments
from workbench.statistics.evaluation.inference.randomisation import (
    RandomisationTest,
    randomisation_test,
)
from workbench.statistics.evaluation.inference.randomisation_set import EffectSet, effect_set
from workbench.statistics.evaluation.panel import Panel, checked_panel

DRAWN = 1_999
"""Roll-outs drawn: fewer than for the headline, since the test is made again many times."""


@dataclass(frozen=True, slots=True, eq=False)
class Again:
    """An effect where the role was there, and its test.

    Attributes
    ----------
    with_role : EffectSet
    test : RandomisationTest
        Of no effect at all.
    noise : AsIfRandom
        Whether dates can be exchanged.
    """

    with_role: EffectSet
    test: RandomisationTest
    noise: AsIfRandom


def again(
    parameters: Parameters,
    panel: Panel,
    dose: NDArray[np.float64],
    strata: NDArray[np.int64],
) -> Again:
    """Estimate the effect per dose of a panel, and test it by dealing its dates out anew.

    Parameters
    ----------
    parameters : Parameters
    panel : Panel
        Of shape (units, periods).
    dose : ndarray of float, shape (units, periods)
        1 where the role was there, else 0; NaN where the outcome is missing.
    strata : ndarray of int, shape (units,)
        Dates change hands only within these.

    Returns
    -------
    Again

    Raises
    ------
    EstimationError
        If no unit has an effect, or the treated had no dose.
    """
    arranged = assignments(
        panel.starts, panel.clusters, strata, seed=parameters.seed, drawn=DRAWN, enumerated=DRAWN
    )
    dosed = checked_panel(dose, panel.starts, panel.weights, panel.clusters)
    effects, doses = (
        simple_effects(
            one,
            arranged.units(),
            anticipation=parameters.anticipation,
            base_months=parameters.base_months,
        )
        for one in (panel, dosed)
    )
    if not (np.isfinite(effects[0]) and np.isfinite(doses[0])):
        raise EstimationError("nobody given the role can be compared with another in any month.")
    found = effect_set(effects, doses, level=parameters.level)
    noise = noise_before(panel, dose, parameters.anticipation)
    return Again(found, randomisation_test(effects, level=parameters.level), noise)
