"""Value for money of a role, from its effects, its reach and what is stated of prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect
from workbench.analyses.role_evaluation.estimating.worth.drawn import Drawn, drawn_of
from workbench.analyses.role_evaluation.estimating.worth.inputs import uncertain
from workbench.analyses.role_evaluation.estimating.worth.reach import Reach
from workbench.analyses.role_evaluation.estimating.worth.streams import one_year, over_years
from workbench.analyses.role_evaluation.estimating.worth.yearly import Yearly, yearly
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.value.appraisal import Appraisal, present_values
from workbench.statistics.evaluation.value.streams import full_year
from workbench.statistics.evaluation.value.switching import SwitchingValues, switching_values
from workbench.statistics.evaluation.value.tornado import Tornado, tornado
from workbench.statistics.evaluation.value.uncertain_inputs import UncertainInputs
from workbench.statistics.evaluation.value.uncertainty import ValueDistribution, value_distribution
from workbench.statistics.evaluation.value.value_for_money import ValueForMoney, appraise

Floats = NDArray[np.float64]
Estimates = tuple[Estimate, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Valued:
    """What the role is worth.

    Attributes
    ----------
    reach : Reach
    year : Yearly or None
        None where no time is priced, or its effect has no estimate.
    appraisal : Appraisal
        Over the years stated.
    inputs : UncertainInputs
        Of the appraisal.
    central : ValueForMoney
        With every input at its value.
    distribution : ValueDistribution
    a_year, present : tuple of Estimate
        Of each stream: in a full year, with optimism bias; and its present value.
    gains, pays : tuple of Estimate
        Present values, by `central.who`.
    tornado : Tornado
    switching : SwitchingValues
    """

    reach: Reach
    year: Yearly | None
    appraisal: Appraisal
    inputs: UncertainInputs
    central: ValueForMoney
    distribution: ValueDistribution
    a_year: tuple[Estimate, ...]
    present: tuple[Estimate, ...]
    gains: tuple[Estimate, ...]
    pays: Estimates
    tornado: Tornado
    switching: SwitchingValues


def valued(parameters: Parameters, effects: Mapping[str, OutcomeEffect], reach: Reach) -> Valued:
    """Work out value for money.

    Parameters
    ----------
    parameters : Parameters
        With `worth`.
    effects : mapping of str to OutcomeEffect
        Of priced outcomes, each with a standard error; at least one.
    reach : Reach
        With posts that are filled.

    Returns
    -------
    Valued

    Notes
    -----
    Effects are drawn as estimate + standard error × t, the standard errors and their correlation
    from leaving out each region (CRV3), t with one degree of freedom fewer than regions. That is
    no randomisation of roll-out dates, and is to be labelled so.
    """
    worth, outcomes = parameters.worth, parameters.outcomes
    assert worth is not None, "prices are stated"
    appraisal = over_years(worth, outcomes, effects, reach)
    inputs = uncertain(appraisal, worth, effects)
    central = appraise(appraisal, inputs.central)
    draws, seed, level = parameters.draws, parameters.seed, parameters.level
    found = value_distribution(appraisal, inputs, seed=seed, draws=draws, level=level)
    drawn = drawn_of(inputs, draws=draws, seed=seed, level=level, method=found.ratio.method)
    has_time = worth.hours is not None and worth.hours.outcome in effects
    a_year, present = _streams(appraisal, drawn)
    gains, pays = _parties(appraisal, drawn, central)
    return Valued(
        reach=reach,
        year=yearly(one_year(worth, outcomes, reach), drawn) if has_time else None,
        appraisal=appraisal,
        inputs=inputs,
        central=central,
        distribution=found,
        a_year=a_year,
        present=present,
        gains=gains,
        pays=pays,
        tornado=tornado(appraisal, inputs, level=level),
        switching=switching_values(appraisal, inputs, level=level),
    )


def _streams(appraisal: Appraisal, drawn: Drawn) -> tuple[Estimates, Estimates]:
    middle, found = (present_values(appraisal, of).streams for of in (drawn.central, drawn.draws))
    a_year = tuple(
        drawn.limits(float(full_year(one, drawn.central)), full_year(one, drawn.draws))
        for one in appraisal.streams
    )
    return a_year, tuple(
        drawn.limits(float(value), some) for value, some in zip(middle, found, strict=True)
    )


def _parties(
    appraisal: Appraisal, drawn: Drawn, central: ValueForMoney
) -> tuple[Estimates, Estimates]:
    found = present_values(appraisal, drawn.draws).streams

    def side(kind: str, middle: Floats) -> Estimates:
        return tuple(
            drawn.limits(float(value), found[_of(appraisal, kind, who)].sum(axis=0))
            for who, value in zip(central.who, middle, strict=True)
        )

    return side("benefit", central.gains), side("cost", central.pays)


def _of(appraisal: Appraisal, kind: str, who: str) -> NDArray[np.bool_]:
    return np.array([one.kind == kind and one.who == who for one in appraisal.streams])
