"""Value for money laid out as findings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import nan

import numpy as np

from workbench.analyses.role_evaluation.cells import Number, Row, finest_of, stated
from workbench.analyses.role_evaluation.estimating.worth import Valued, Yearly
from workbench.analyses.role_evaluation.estimating.worth.inputs import why_left_out
from workbench.analyses.role_evaluation.estimating.worth.streams import LEAVERS, POSTS, TIME
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.effects import people_behind
from workbench.analyses.role_evaluation.questions.question import Evaluated
from workbench.analyses.role_evaluation.questions.worth.behind import Behind, told_as_finely
from workbench.analyses.role_evaluation.questions.worth.sensitivity import (
    at_both_ends,
    breaking_even,
)
from workbench.findings import Finding
from workbench.statistics.estimate import Estimate

SECTION = "worth"
CASH, NOT_CASH = "cash", "not cash"
HEADLINE, YEAR, OVER_YEARS = "reach", "a year", "over the years"
plain = partial(Number, measured=False)


def of(
    parameters: Parameters, evaluated: Evaluated, found: Valued, behind: Behind
) -> tuple[Finding, ...]:
    """Return every finding of value for money.

    Parameters
    ----------
    parameters : Parameters
        With `worth`.
    evaluated : Evaluated
    found : Valued
    behind : Behind

    Returns
    -------
    tuple of Finding
    """
    made = partial(stated, section=SECTION, level=parameters.level)
    quality = tuple(_quality(parameters, evaluated))
    headline = tuple(_headline(parameters, evaluated, found, behind))
    told = [
        made("worth", title="What it costs and what it is worth", rows=headline),
        made("worth_streams", title="Costs and benefits", rows=_streams(parameters, found, behind)),
        made("worth_who", title="Who gains and who pays", rows=_who(found, behind)),
        made(
            "worth_tornado", title="What matters most", rows=at_both_ends(parameters, found, behind)
        ),
        made(
            "worth_switching",
            title="Where it breaks even",
            rows=breaking_even(parameters, found, behind),
        ),
    ]
    if quality:
        told.append(made("worth_quality", title="What has no price", rows=quality))
    return tuple(told)


def _number(one: Estimate) -> Number:
    value, lower, upper = (float(part) for part in (one.value, one.lower, one.upper))
    return plain(value, lower, upper, method=one.method)


def _measured(one: Estimate) -> Number:
    """Return an estimate in the outcome's own unit."""
    value, lower, upper = (np.ravel(part)[0] for part in (one.value, one.lower, one.upper))
    return Number(float(value), float(lower), float(upper), method=one.method)


def _headline(
    parameters: Parameters, evaluated: Evaluated, found: Valued, behind: Behind
) -> Iterator[Row]:
    worth, reach = parameters.worth, found.reach
    assert worth is not None, "prices are stated"
    price = worth.cost_of_post
    low, high = price.ends
    posts = {
        "officers": plain(reach.officers),
        "posts_filled": plain(reach.filled),
        "posts_funded": plain(reach.funded),
        "cost_a_year": plain(*(reach.filled * one for one in (price.value, low, high))),
        "spent_so_far": plain(reach.spent),
        "stated_so_far": plain(*(reach.post_years * one for one in (price.value, low, high))),
    }
    yield behind.plain({"stage": HEADLINE}, posts)
    if found.year is not None and worth.hours is not None:
        name = worth.hours.outcome
        numbers = _year(found.year) | _in_full(evaluated, parameters, found.year, name)
        numbers["effect"] = _measured(evaluated.effects[name].clustered.estimate)
        row = behind.row({"stage": YEAR, "group": name}, numbers, name)
        yield told_as_finely(row, finest_of(parameters.outcomes[name].worthwhile))
    yield behind.row({"stage": OVER_YEARS}, _over_years(found))


def _year(year: Yearly) -> dict[str, Number]:
    return {
        "hours_a_week": _number(year.hours),
        "time_value_a_year": _number(year.value),
        "pound_for_pound": _number(year.for_each_pound),
        "break_even_hours": _measured(year.break_even),
    }


def _in_full(
    evaluated: Evaluated, parameters: Parameters, year: Yearly, name: str
) -> dict[str, Number]:
    """Return the same with as many posts in every month as at the end, by the set of effects."""
    in_full = evaluated.effects[name].in_full
    if in_full is None:
        return {}
    better = -1.0 if parameters.outcomes[name].better == "lower" else 1.0
    each = better * year.pounds_an_hour_of_each
    one = in_full.estimate
    value, *ends = (each * float(part) for part in (one.value, one.lower, one.upper))
    return {"pound_for_pound_in_full": plain(value, min(ends), max(ends), method=one.method)}


def _over_years(found: Valued) -> dict[str, Number]:
    money, spread = found.central, found.distribution
    return {
        "net_present_value": _number(spread.net_present_value),
        "ratio": _number(spread.ratio),
        "probability_above_one": plain(spread.probability),
        "draws": plain(float(spread.draws)),
        "benefits": plain(float(money.present.benefits)),
        "costs": plain(float(money.present.costs)),
        "cashable_benefits": plain(money.cashable_benefits),
        "cashable_costs": plain(money.cashable_costs),
    }


def _outcome_of(parameters: Parameters, stream: str) -> str:
    worth = parameters.worth
    assert worth is not None, "prices are stated"
    one = {TIME: worth.hours, LEAVERS: worth.leavers}.get(stream)
    return one.outcome if one else ""


def _streams(parameters: Parameters, found: Valued, behind: Behind) -> list[Row]:
    rows = []
    for place, stream in enumerate(found.appraisal.streams):
        keys = {
            "stage": stream.kind,
            "group": stream.name,
            "basis": CASH if stream.cashable else NOT_CASH,
            "stratum": stream.who,
        }
        numbers = {"a_year": _number(found.a_year[place]), "present": _number(found.present[place])}
        name = _outcome_of(parameters, stream.name)
        rows.append(
            behind.plain(keys, numbers) if stream.name == POSTS else behind.row(keys, numbers, name)
        )
    for stream_name in (TIME, LEAVERS):
        because = behind.left_out.get(_outcome_of(parameters, stream_name))
        if because is not None:
            people = max(behind.people.values())
            keys = {"stage": "benefit", "group": stream_name}
            numbers = {"a_year": plain(nan), "present": plain(nan)}
            rows.append(Row(keys, numbers, people, people, because))
    return rows


def _who(found: Valued, behind: Behind) -> list[Row]:
    return [
        behind.row(
            {"group": who},
            {"gains": _number(found.gains[place]), "pays": _number(found.pays[place])},
        )
        for place, who in enumerate(found.central.who)
    ]


def _quality(parameters: Parameters, evaluated: Evaluated) -> Iterator[Row]:
    worth = parameters.worth
    assert worth is not None, "prices are stated"
    for name in worth.quality:
        outcome, keys = parameters.outcomes[name], {"group": name}
        finest = finest_of(outcome.worthwhile)
        effect = evaluated.effects.get(name)
        if effect is None:
            people = float(np.nansum(evaluated.observed.people))
            because = why_left_out(name, evaluated.effects, evaluated.unknown)
            yield Row(keys, {"effect": Number(nan)}, people, people, because, finest)
            continue
        people, others = people_behind(evaluated, effect)
        yield Row(
            keys,
            {"effect": _measured(effect.with_role.estimate)},
            people,
            others,
            None,
            finest,
            outcome.count is None,
        )
