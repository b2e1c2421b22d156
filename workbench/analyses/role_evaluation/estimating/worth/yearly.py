"""One plain year: what the posts cost, what the time released is worth, and where both meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect
from workbench.analyses.role_evaluation.estimating.worth.inputs import effect_of, uncertain
from workbench.analyses.role_evaluation.estimating.worth.reach import Reach
from workbench.analyses.role_evaluation.estimating.worth.streams import one_year
from workbench.analyses.role_evaluation.stated.outcome import Outcome
from workbench.analyses.role_evaluation.stated.worth import Worth
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.value.appraisal import present_values
from workbench.statistics.evaluation.value.uncertainty import value_distribution


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """How the Monte Carlo is drawn."""

    draws: int
    seed: int
    level: float

    def limits(self, value: float, drawn: np.ndarray, method: str) -> Estimate:
        """Return a value with equal-tailed quantiles of its draws; it lies between them."""
        tails = [(1 - self.level) / 2, (1 + self.level) / 2]
        lower, upper = np.quantile(np.broadcast_to(drawn, (self.draws,)), tails)
        low, high = np.asarray(min(lower, value)), np.asarray(max(upper, value))
        return Estimate(np.asarray(value), low, high, self.level, method)


@dataclass(frozen=True, slots=True, eq=False)
class Yearly:
    """One year with the posts that are filled at the end; each number without shape.

    Attributes
    ----------
    hours : Estimate
        Hours a week released of all officers with the role; below 0 where there are fewer.
    cost, value : Estimate
        Pounds: the posts as stated, without optimism bias; the time released.
    for_each_pound : Estimate
        Value over cost.
    break_even : Estimate
        The change in hours a week of each officer, for the better, at which both are the same.
    """

    hours: Estimate
    cost: Estimate
    value: Estimate
    for_each_pound: Estimate
    break_even: Estimate


def yearly(
    worth: Worth,
    outcomes: Mapping[str, Outcome],
    effects: Mapping[str, OutcomeEffect],
    reach: Reach,
    drawing: Drawing,
) -> Yearly:
    """Work out one year of posts and time; `worth.hours` is there, and its effect known."""
    appraisal = one_year(worth, outcomes, reach)
    inputs = uncertain(appraisal, worth, effects)
    found = value_distribution(
        appraisal, inputs, seed=drawing.seed, draws=drawing.draws, level=drawing.level
    )
    method = found.ratio.method
    assert worth.hours is not None, "there is time released"
    name = effect_of(worth.hours.outcome)
    drawn, central = inputs.draw(drawing.draws, drawing.seed), inputs.central
    streams, middle = present_values(appraisal, drawn).streams, present_values(appraisal, central)
    scale = appraisal.streams[0].scale
    # What one hour a week less, of each officer, would be worth.
    hour = {name: np.sign(scale)}
    evens = streams[1] / present_values(appraisal, {**drawn, **hour}).streams[0]
    at_one = present_values(appraisal, {**central, **hour}).streams
    return Yearly(
        hours=drawing.limits(scale * central[name], scale * drawn[name], method),
        cost=drawing.limits(float(middle.streams[1]), streams[1], method),
        value=drawing.limits(float(middle.streams[0]), streams[0], method),
        for_each_pound=found.ratio,
        break_even=drawing.limits(float(at_one[1] / at_one[0]), evens, method),
    )
