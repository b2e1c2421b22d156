"""The effect in each group of a split, and how it differs from the comparator's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import nan

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.cells import Number, Row, finest_of, stated
from workbench.analyses.role_evaluation.estimating.for_whom import Compared, GroupEffect
from workbench.analyses.role_evaluation.estimating.series_waves import FEWEST
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.for_whom.keys import (
    DATES,
    DIFFERENCE,
    GROUP,
    SECTION,
)
from workbench.findings import Finding
from workbench.findings.change import ChangeRule, judge_changes
from workbench.statistics.estimate import Estimate


def finding(parameters: Parameters, one: Compared, adjusted: list[float]) -> Finding:
    """Return the effect in each group of a split, and its difference from the comparator."""
    split = one.split
    worthwhile = parameters.outcomes[split.outcome].worthwhile
    # Of one group alone that is not told, what is told of all and of the others would tell it.
    whole = all(group.effect is not None and group.people >= FEWEST for group in one.groups)
    rows = [_group(split.characteristic, one.groups[0], "", before=whole)]
    for place, group in enumerate(one.groups[1:], 1):
        rows.append(_group(split.characteristic, group, split.comparator, before=whole))
        rows.append(_difference(one, place, adjusted[place - 1], worthwhile))
    return stated(
        f"{SECTION}_{split.outcome}_{split.characteristic}",
        SECTION,
        f"{parameters.title_of(split.outcome)} by {parameters.title_of(split.characteristic)}",
        rows,
        level=parameters.level,
        finest=finest_of(worthwhile),
        verdicts=partial(
            judge_differences,
            judged=np.array([row.keys["stage"] == DIFFERENCE for row in rows]),
            worthwhile=worthwhile,
            rule=ChangeRule(parameters.alpha, randomised=parameters.randomised),
        ),
    )


def _group(characteristic: str, group: GroupEffect, comparator: str, *, before: bool) -> Row:
    keys = {
        "stage": GROUP,
        "characteristic": characteristic,
        "group": group.name,
        "role": "declared" if comparator else "comparator",
        "comparator": comparator,
    }
    if group.effect is None:
        return Row(keys, {"effect": Number(nan)}, 0, 0, reason=group.reason)
    found = group.effect.with_role.estimate
    numbers = {
        "effect": _number(found),
        **({"before": Number(group.effect.before)} if before else {}),
        "clusters": Number(float(group.clusters), measured=False),
    }
    return Row(keys, numbers, group.people, group.others)


def _difference(one: Compared, place: int, p_adjusted: float, worthwhile: float) -> Row:
    group, comparator = one.groups[place], one.groups[0]
    keys = {
        "stage": DIFFERENCE,
        "characteristic": one.split.characteristic,
        "group": group.name,
        "role": "declared",
        "comparator": comparator.name,
    }
    test, found = one.tests[place], one.differences.difference
    if test is None:
        reason = group.reason or comparator.reason
        return Row(keys, {"difference": Number(nan)}, 0, 0, reason=reason)
    numbers = {
        "difference": _number(found, place),
        "p_value": Number(test.p_value, measured=False, method=DATES),
        "p_adjusted": Number(p_adjusted, measured=False, method="Holm"),
        "floor": Number(test.floor, measured=False),
        "noise_ratio": Number(one.noise_ratios[place], measured=False),
        "worthwhile": Number(worthwhile),
    }
    people, others = min(group.people, comparator.people), min(group.others, comparator.others)
    return Row(keys, numbers, people, others)


def _number(found: Estimate, place: int | None = None) -> Number:
    parts = (np.asarray(part) for part in (found.value, found.lower, found.upper))
    told = [float(part if place is None else part[place]) for part in parts]
    return Number(told[0], told[1], told[2], method=found.method)


def judge_differences(
    estimates: Mapping[str, Estimate],
    *,
    judged: NDArray[np.bool_],
    worthwhile: float,
    rule: ChangeRule,
) -> NDArray[np.object_]:
    """Return the verdict on each difference as it is shown; none where none is shown.

    Evidence needs both: a range, by leaving out regions, that does not reach 0, and a p-value, by
    dealing out the dates, that is small after Holm's adjustment.
    """
    verdicts = np.full(len(judged), None, dtype=object)
    names = {"difference", "p_adjusted", "floor", "noise_ratio"}
    if not names <= estimates.keys():
        return verdicts
    same = np.full(len(judged), worthwhile)
    told = {
        "effect": estimates["difference"],
        "p_value": estimates["p_adjusted"],
        "floor": estimates["floor"],
        "noise_ratio": estimates["noise_ratio"],
        "worthwhile": Estimate(same, same, same, rule.alpha, ""),
    }
    for place in np.flatnonzero(judged & np.isfinite(estimates["difference"].value)):
        # Adjusted already, over more than this finding: each is judged by itself.
        alone = ChangeRule(rule.alpha, int(place), rule.randomised)
        verdicts[place] = judge_changes(told, np.arange(len(judged)) == place, alone)[place]
    return verdicts
