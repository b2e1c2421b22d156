"""Whether what staff say changed otherwise for one group than for its comparator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.cells import Number, Row, stated
from workbench.analyses.role_evaluation.estimating.survey.groups import (
    GroupDifference,
    group_difference,
)
from workbench.analyses.role_evaluation.estimating.survey.sample import SUPPORTED, Answers, Sample
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.survey.changes import (
    FEW,
    UNTOLD,
    WHOLE_POINT,
)
from workbench.analyses.role_evaluation.questions.survey.keys import (
    BY,
    COMPARED_SECTION,
    DIFFERENCE,
    SECTION,
    without_counts,
)
from workbench.findings import Finding
from workbench.findings.change import ChangeRule, judge_changes
from workbench.parameters.stated.comparing import in_words
from workbench.records.panel.waves import FEWEST_RESPONDENTS
from workbench.statistics.estimate import Estimate
from workbench.statistics.multiplicity import adjust

Place = tuple[str, str, str]
"""A characteristic, an item and a group."""


def by_group(parameters: Parameters, sample: Sample) -> tuple[Finding, ...]:
    """Return a finding for each characteristic; p-values are adjusted over all of them."""
    survey = parameters.survey
    assert survey is not None, "there is a survey"
    told: dict[Place, GroupDifference | None] = {}
    for name in survey.characteristics:
        codes = {group: code for code, group in enumerate(sample.answers.results[name])}
        comparator = survey.comparator(name)
        for item in sample.answers.items:
            beside = _answers(sample, item, {name: codes[comparator]})
            for group in survey.groups(name):
                if group != comparator:
                    own = _answers(sample, item, {name: codes[group]})
                    told[name, item, group] = _difference(own, beside, parameters.level)
    p_values = [np.nan if one is None else one.p_value for one in told.values()]
    adjusted = adjust(np.nan_to_num(np.array(p_values), nan=1.0), "holm")
    by_place = dict(zip(told, adjusted.tolist(), strict=True))
    return tuple(
        _finding(parameters, name, told, by_place, sample) for name in survey.characteristics
    )


def _answers(sample: Sample, item: str, groups: Mapping[str, int]) -> Answers:
    return sample.of(item, SUPPORTED, groups).of_waves(sample.compared)


def _difference(own: Answers, beside: Answers, level: float) -> GroupDifference | None:
    """Return None where fewer answered, in any of the eight cells, than anything is told of."""
    few = min(int(one.people.sum(axis=(0, 3)).min()) for one in (own, beside))
    return None if few < FEWEST_RESPONDENTS else group_difference(own, beside, level=level)


def _finding(
    parameters: Parameters,
    name: str,
    told: Mapping[Place, GroupDifference | None],
    adjusted: Mapping[Place, float],
    sample: Sample,
) -> Finding:
    survey = parameters.survey
    assert survey is not None, "there is a survey"
    places = [place for place in told if place[0] == name]
    floor = min(len(told) / sample.orders, 1.0)
    rows = [
        _row(place, survey.comparator(name), told[place], (adjusted[place], worthwhile, floor))
        for place in places
        for worthwhile in (survey.items[place[1]].worthwhile,)
    ]
    finding = stated(
        f"{SECTION} {BY}{name}",
        COMPARED_SECTION,
        in_words(name),
        rows,
        level=parameters.level,
        finest=WHOLE_POINT,
    )
    worthwhile = np.array([survey.items[item].worthwhile for _, item, _ in places])
    rule = ChangeRule(parameters.alpha, randomised=True)
    return replace(
        without_counts(finding), verdicts=partial(judge_differences, worthwhile, rule=rule)
    )


def _row(
    place: Place,
    comparator: str,
    one: GroupDifference | None,
    judged: tuple[float, float, float],
) -> Row:
    p_adjusted, worthwhile, floor = judged
    name, item, group = place
    keys = {
        "characteristic": name,
        "group": group,
        "role": "declared",
        "comparator": comparator,
        "stage": item,
        "stratum": DIFFERENCE,
    }
    if one is None:
        nothing = {"difference": Number(np.nan)}
        return Row(keys, nothing, 0, 0, reason=FEW, of_measurements=False)
    numbers = {
        "difference": _number(one.difference),
        "change": _number(one.change),
        "change_of_comparator": _number(one.of_comparator),
        "p_value": Number(one.p_value, measured=False),
        "p_adjusted": Number(p_adjusted, measured=False),
        "worthwhile": Number(worthwhile),
        "floor": Number(floor, measured=False),
    }
    reason = None if np.isfinite(one.p_value) else UNTOLD
    return Row(keys, numbers, *one.fewest, reason=reason, of_measurements=False)


def _number(estimate: Estimate) -> Number:
    value, lower, upper = (float(part) for part in (estimate.value, estimate.lower, estimate.upper))
    return Number(value, lower, upper, method=estimate.method)


def judge_differences(
    worthwhile: NDArray[np.float64], estimates: Mapping[str, Estimate], *, rule: ChangeRule
) -> NDArray[np.object_]:
    """Return the verdict on each difference as it is shown; none where none is shown."""
    verdicts = np.full(len(worthwhile), None, dtype=object)
    if not {"difference", "p_adjusted", "floor"} <= estimates.keys():
        return verdicts
    known = np.isfinite(estimates["difference"].value)
    for place in np.flatnonzero(known):
        own = np.arange(len(worthwhile)) == place
        told = {
            "effect": estimates["difference"],
            "p_value": estimates["p_adjusted"],
            "floor": estimates["floor"],
            "noise_ratio": _constant(np.ones(len(worthwhile))),
            "worthwhile": _constant(worthwhile),
        }
        # Adjusted already, over more than this finding: each is judged by itself.
        verdicts[place] = judge_changes(told, own, rule)[place]
    return verdicts


def _constant(values: NDArray[np.float64]) -> Estimate:
    return Estimate(values, values, values, 0.95, "")
