"""The role's costs and benefits as yearly streams."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from workbench.analyses.role_evaluation.estimating.worth.inputs import effect_of
from workbench.analyses.role_evaluation.estimating.worth.reach import Reach
from workbench.analyses.role_evaluation.stated.outcome import Outcome
from workbench.analyses.role_evaluation.stated.worth import Worth
from workbench.statistics.evaluation.value.appraisal import Appraisal
from workbench.statistics.evaluation.value.discounting import RateBand
from workbench.statistics.evaluation.value.streams import Stream

TIME, LEAVERS, POSTS = "Time released", "Leavers avoided", "Posts"
OF_100 = 100.0


def bands_of(worth: Worth) -> tuple[RateBand, ...]:
    """Return the discount schedule, each rate until the next begins.

    Examples
    --------
    >>> from workbench.analyses.role_evaluation.stated.worth import Price, Rate
    >>> rates = ({"from_year": 2023, "rate": 3.5}, {"from_year": 2053, "rate": 3})
    >>> bands_of(Worth(first_year=2023, price_year=2023, discount=rates,
    ...                cost_of_post=Price(value=1)))[0]
    RateBand(first=2023, last=2052, rate=0.035)
    """
    following = [one.from_year for one in worth.discount[1:]]
    lasts = [*(year - 1 for year in following), None]
    return tuple(
        RateBand(one.from_year, last, one.rate / 100)
        for one, last in zip(worth.discount, lasts, strict=True)
    )


def over_years(
    worth: Worth, outcomes: Mapping[str, Outcome], known: Collection[str], reach: Reach
) -> Appraisal:
    """Return everything that is priced, over the years stated, costs raised by optimism bias.

    Parameters
    ----------
    worth : Worth
    outcomes : mapping of str to Outcome
    known : collection of str
        Outcomes with an effect; the benefits of others are left out.
    reach : Reach

    Returns
    -------
    Appraisal
    """
    profile = np.ones(worth.years)
    benefits = benefits_of(worth, outcomes, known, reach, profile)
    bias = "optimism_bias" if worth.optimism_bias.ends[1] > 0 else None
    posts = _posts(worth, reach, profile, bias)
    return Appraisal((*benefits, posts), bands_of(worth), base_year=worth.first_year)


def one_year(worth: Worth, outcomes: Mapping[str, Outcome], reach: Reach) -> Appraisal:
    """Return time released and posts in one year as they are: no optimism bias, no discount."""
    assert worth.hours is not None, "there is time released"
    profile = np.ones(1)
    time = benefits_of(worth, outcomes, {worth.hours.outcome}, reach, profile)[0]
    return Appraisal((time, _posts(worth, reach, profile, None)), (), base_year=worth.first_year)


def benefits_of(
    worth: Worth,
    outcomes: Mapping[str, Outcome],
    known: Collection[str],
    reach: Reach,
    profile: np.ndarray,
) -> tuple[Stream, ...]:
    """Return what is gained, time first; above 0 where it changes for the better."""
    growth = "keeps" if min(worth.keeps.ends) < 1 and profile.size > 1 else None
    told = []
    if worth.hours and worth.hours.outcome in known:
        name = worth.hours.outcome
        told.append(
            Stream(
                TIME, "benefit", (effect_of(name), "weeks_worked"), ("pounds_an_hour",), profile,
                worth.hours.cashable, worth.gains, growth=growth,
                scale=_better(outcomes[name]) * reach.officers,
            )
        )  # fmt: skip
    if worth.leavers and worth.leavers.outcome in known:
        name = worth.leavers.outcome
        told.append(
            Stream(
                LEAVERS, "benefit", (effect_of(name),), ("replacement_cost",), profile,
                worth.leavers.cashable, worth.leavers.gains or worth.pays, growth=growth,
                scale=_better(outcomes[name]) * reach.officers / OF_100,
            )
        )  # fmt: skip
    return tuple(told)


def _posts(worth: Worth, reach: Reach, profile: np.ndarray, bias: str | None) -> Stream:
    return Stream(
        POSTS, "cost", (), ("cost_of_post",), profile, True, worth.pays, bias, scale=reach.filled
    )


def _better(outcome: Outcome) -> float:
    return -1.0 if outcome.better == "lower" else 1.0
