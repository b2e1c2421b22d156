"""One plain year: what the posts cost, what the time released is worth, and where both meet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.analyses.role_evaluation.estimating.worth.drawn import Drawn
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.value.appraisal import Appraisal, present_values


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
    pounds_an_hour_of_each : float
        What one hour a week of each officer, for the better, is worth for each pound that is spent.
    """

    hours: Estimate
    cost: Estimate
    value: Estimate
    for_each_pound: Estimate
    break_even: Estimate
    pounds_an_hour_of_each: float


def yearly(appraisal: Appraisal, drawn: Drawn) -> Yearly:
    """Work out one year of posts and time.

    Parameters
    ----------
    appraisal : Appraisal
        As `one_year` makes it: time, then posts.
    drawn : Drawn
        Of its inputs, and maybe of others.

    Returns
    -------
    Yearly
    """
    time = appraisal.streams[0]
    # What one hour a week better, of each officer, would be worth.
    hour = {time.quantity[0]: float(np.sign(time.scale))}
    middle, found = (present_values(appraisal, of) for of in (drawn.central, drawn.draws))
    at_one, found_at_one = (
        present_values(appraisal, {**of, **hour}) for of in (drawn.central, drawn.draws)
    )
    changes = [of[time.quantity[0]] for of in (drawn.central, drawn.draws)]
    return Yearly(
        hours=drawn.limits(float(time.scale * changes[0]), np.asarray(time.scale * changes[1])),
        cost=drawn.limits(float(middle.costs), found.costs),
        value=drawn.limits(float(middle.benefits), found.benefits),
        for_each_pound=drawn.limits(float(middle.ratio), found.ratio),
        break_even=drawn.limits(float(1 / at_one.ratio), 1 / found_at_one.ratio),
        pounds_an_hour_of_each=float(at_one.ratio),
    )
