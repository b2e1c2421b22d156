"""What did the role do? The effect on each outcome, and how sure that is."""

from __future__ import annotations

from functools import partial

import numpy as np

from workbench.analyses.role_evaluation.cells import Number, Row, finest_of, stated
from workbench.analyses.role_evaluation.estimating.averages import KINDS, averages
from workbench.analyses.role_evaluation.estimating.detectable import detectable
from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect, arranged
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.question import (
    Answer,
    Evaluated,
    NotCovered,
    Question,
)
from workbench.analyses.role_evaluation.questions.singled_out import FEW, few_before, told_along
from workbench.findings import Finding
from workbench.findings.change import ChangeRule, judge_changes
from workbench.statistics.estimate import Estimate

HEADLINE = "headline"


def answer(parameters: Parameters, evaluated: Evaluated) -> Answer:
    """Return the effects as one finding, then how each came about, as one an outcome."""
    if parameters.mode == "design":
        return NotCovered("the role has not begun anywhere")
    known = [name for name in _in_order(parameters) if name in evaluated.effects]
    if not known:
        return NotCovered("; ".join(dict.fromkeys(evaluated.unknown.values())))
    # What cannot be estimated was asked all the same.
    asked = [name for name in _in_order(parameters) if name in (*known, *parameters.judged)]
    return (
        _headlines(parameters, evaluated, asked),
        *(_along(parameters, evaluated, name) for name in known if _by_month(parameters, name)),
    )


QUESTION = Question("What did the role do?", answer)


def _in_order(parameters: Parameters) -> tuple[str, ...]:
    """Return outcomes: those judged, then the others, placebos last."""
    rest = [name for name in parameters.outcomes if name not in parameters.judged]
    plain = [name for name in rest if name not in parameters.placebos]
    return (*parameters.judged, *plain, *parameters.placebos)


def _by_month(parameters: Parameters, name: str) -> bool:
    """Tell whether an outcome may be told month by month: one that counts people may not."""
    return parameters.outcomes[name].count is None


def people_behind(evaluated: Evaluated, effect: OutcomeEffect) -> tuple[float, float]:
    """Return the officers of units given the role, and of those they are compared with."""
    panel, people = effect.panel, evaluated.observed.people
    seen = np.isfinite(panel.outcome).any(axis=1)
    latest = int(panel.starts[seen].max(initial=0))
    given = panel.starts < min(panel.periods, latest)
    return float(people[seen & given].sum()), float(people[seen & ~given].sum())


def _headlines(parameters: Parameters, evaluated: Evaluated, names: list[str]) -> Finding:
    arrangements = arranged(parameters, evaluated.observed)
    rows = []
    for name in names:
        if name not in evaluated.effects:
            rows.append(_unknown(evaluated, name))
            continue
        effect = evaluated.effects[name]
        people, others = people_behind(evaluated, effect)
        numbers = _numbers(parameters, name, effect)
        if not _by_month(parameters, name) and few_before(evaluated.observed, effect, name):
            # A rate of known officers tells how many it counts.
            del numbers["before"]
        if name in parameters.judged:
            seen = detectable(parameters, evaluated.observed, effect, arrangements)
            numbers["detectable"] = _number(seen)
        rows.append(
            Row(
                {"stage": HEADLINE, "group": name},
                numbers,
                people,
                others,
                finest=finest_of(parameters.outcomes[name].worthwhile),
                of_measurements=_by_month(parameters, name),
            )
        )
    judged = np.array([name in parameters.judged for name in names])
    rule = ChangeRule(
        parameters.alpha,
        primary=names.index(parameters.primary),
        randomised=parameters.randomised,
    )
    return stated(
        "effects",
        "effect",
        "What the role did",
        rows,
        level=parameters.level,
        verdicts=partial(judge_changes, judged=judged, rule=rule),
    )


def _unknown(evaluated: Evaluated, name: str) -> Row:
    """Return a row without numbers, and why it has none."""
    people = float(evaluated.observed.people.sum())
    nothing = {"effect": Number(np.nan)}
    return Row(
        {"stage": HEADLINE, "group": name}, nothing, people, people, reason=evaluated.unknown[name]
    )


def _number(estimate: Estimate, place: int | None = None, *, measured: bool = True) -> Number:
    parts = (np.asarray(part) for part in (estimate.value, estimate.lower, estimate.upper))
    told = [float(part if place is None else part[place]) for part in parts]
    return Number(told[0], told[1], told[2], measured=measured, method=estimate.method)


def _numbers(parameters: Parameters, name: str, effect: OutcomeEffect) -> dict[str, Number]:
    test, crv3 = effect.test, effect.clustered.estimate
    plain = partial(Number, measured=False)
    told = {
        "effect": _number(effect.with_role.estimate),
        "given": Number(effect.simple),
        "effect_crv3": _number(crv3, 0),
        "before": Number(effect.before),
        "worthwhile": Number(parameters.outcomes[name].worthwhile),
        "p_value": plain(test.p_value, method="randomisation of roll-out dates"),
        "floor": plain(test.floor),
        "attainable_size": plain(test.attainable_size),
        "arrangements": plain(float(test.arrangements)),
        "noise_ratio": plain(effect.noise.ratio),
        "clusters": plain(float(np.unique(effect.panel.clusters).size)),
    }
    if effect.in_full is not None:
        told["in_full"] = _number(effect.in_full.estimate)
    return told


def _along(parameters: Parameters, evaluated: Evaluated, name: str) -> Finding:
    effect = evaluated.effects[name]
    people, others = people_behind(evaluated, effect)
    rows = []
    for kind in KINDS:
        found = averages(parameters, effect, kind)
        told = told_along(evaluated.observed, effect, kind, found.at.tolist())
        for place, at in enumerate(found.at):
            label = str(at) if kind == "months since" else evaluated.observed.months[at]
            keys = {"stage": kind, "group": name, "stratum": label}
            one = _number(found.estimate, place) if told[place] else Number(np.nan)
            # The same people all along, so that a gap does not tell how large one unit is.
            reason = None if told[place] else FEW
            rows.append(Row(keys, {"effect": one}, people, others, reason=reason))
    return stated(
        f"along_{name}",
        "along",
        parameters.title_of(name),
        rows,
        level=parameters.level,
        finest=finest_of(parameters.outcomes[name].worthwhile),
    )
