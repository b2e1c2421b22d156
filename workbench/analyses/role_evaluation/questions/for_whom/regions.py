"""The effect in each region by itself, and whether regions differ by more than chance."""

from __future__ import annotations

from math import nan

import numpy as np

from workbench.analyses.role_evaluation.cells import Number, Row, finest_of, stated
from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect
from workbench.analyses.role_evaluation.estimating.for_whom import FEWEST_OFFICERS
from workbench.analyses.role_evaluation.estimating.for_whom_regions import (
    OwnEffects,
    own_effects,
    regions_differ,
)
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.for_whom.keys import (
    DATES,
    DIFFER,
    REGION,
    REGIONS,
    SECTION,
)
from workbench.analyses.role_evaluation.questions.question import Evaluated
from workbench.errors import EstimationError
from workbench.findings import Finding
from workbench.statistics.evaluation.inference.assignments import Assignments
from workbench.statistics.evaluation.inference.randomisation import RandomisationTest

ARRANGEMENTS = 2_000
"""Dates dealt out anew for regions, whose effects are estimated one by one."""
METHOD = "pretended dates before the roll-out, t"
NEVER = (
    "the role was there in too few of the months since its date, or nobody was left to compare with"
)


def effect_of(parameters: Parameters, evaluated: Evaluated) -> OutcomeEffect | None:
    """Return the primary effect, if it can be told of regions; one that counts people cannot."""
    effect = evaluated.effects.get(parameters.primary)
    if effect is None or parameters.outcomes[parameters.primary].count:
        return None
    observed = evaluated.observed
    shared = bool((observed.clusters == observed.panel.region).all())
    heads = np.bincount(observed.panel.region, np.nan_to_num(observed.people))
    return effect if shared and (heads >= FEWEST_OFFICERS).sum() > 1 else None


def differ(
    parameters: Parameters,
    evaluated: Evaluated,
    effect: OutcomeEffect,
    arrangements: Assignments,
) -> RandomisationTest | None:
    """Test whether regions differ by more than chance; None where that cannot be asked."""
    dates, actual = arrangements.starts[:ARRANGEMENTS], evaluated.observed.panel.actual
    try:
        return regions_differ(effect, actual, dates, level=parameters.level)
    except EstimationError:
        return None


def finding(
    parameters: Parameters,
    evaluated: Evaluated,
    effect: OutcomeEffect,
    test: RandomisationTest | None,
    p_adjusted: float,
) -> Finding:
    """Return the effect in each region that was given the role, in the order of their names."""
    own = own_effects(effect, level=parameters.level)
    rows = [
        _region(evaluated, effect, own, place)
        for place in range(own.clusters.size)
        if own.followed[place] > 0
    ]
    return stated(
        REGIONS,
        SECTION,
        f"{parameters.title_of(parameters.primary)} by region",
        [*rows, _test(test, p_adjusted, rows)],
        level=parameters.level,
        finest=finest_of(parameters.outcomes[parameters.primary].worthwhile),
    )


def _region(evaluated: Evaluated, effect: OutcomeEffect, own: OwnEffects, place: int) -> Row:
    panel, people = effect.panel, np.nan_to_num(evaluated.observed.people)
    label = int(own.clusters[place])
    here = panel.clusters == label
    start = int(panel.starts[here][0])
    later = panel.starts > min(start + effect.times.anticipation, panel.periods - 1)
    value, lower, upper = (float(part[place]) for part in (own.value, own.lower, own.upper))
    return Row(
        {"stage": REGION, "group": evaluated.observed.regions[label]},
        {
            "effect": Number(value, lower, upper, method=METHOD),
            "followed": Number(float(own.followed[place]), measured=False),
        },
        float(people[here].sum()),
        float(people[later & ~here].sum()),
        reason=None if np.isfinite(value) else NEVER,
    )


def _test(test: RandomisationTest | None, p_adjusted: float, rows: list[Row]) -> Row:
    keys = {"stage": DIFFER}
    people = sum(row.people for row in rows)
    others = max((row.others for row in rows), default=0.0)
    if test is None:
        nothing = {"p_value": Number(nan, measured=False)}
        return Row(keys, nothing, people, others, reason="too few regions have an effect")
    numbers = {
        "p_value": Number(test.p_value, measured=False, method=DATES),
        "p_adjusted": Number(p_adjusted, measured=False, method="Holm"),
        "floor": Number(test.floor, measured=False),
    }
    return Row(keys, numbers, people, others)
