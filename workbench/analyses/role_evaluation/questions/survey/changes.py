"""The change in each item with the role, less the change without it; for others as a placebo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.cells import Number, Row, stated
from workbench.analyses.role_evaluation.contract import ROLE
from workbench.analyses.role_evaluation.estimating.survey.change import ItemChange, item_change
from workbench.analyses.role_evaluation.estimating.survey.sample import (
    OTHERS,
    SUPPORTED,
    Answers,
    Sample,
)
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.survey.agreement import AGREES
from workbench.analyses.role_evaluation.questions.survey.keys import (
    CHANGE,
    INDEX,
    INDEX_CHANGE,
    OTHER_CHANGE,
    OTHER_INDEX_CHANGE,
    SECTION,
    SIDES,
    without_counts,
)
from workbench.findings import Finding
from workbench.findings.change import ChangeRule, judge_changes
from workbench.records.panel.waves import FEWEST_RESPONDENTS
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.survey.likert import likert_summary
from workbench.statistics.multiplicity import adjust
from workbench.vocabulary.terms import CANNOT_TELL

WHOLE_POINT = 1.0
"""How finely points are told: a difference of shares of few counts, told finer, would narrow them
down."""
FEW = f"fewer than {FEWEST_RESPONDENTS} people answered"
UNTOLD = "too few regions, or answers too much alike, to tell a range"


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """One item: answers, and its change weighted and as the answers stand."""

    answers: Answers
    change: ItemChange
    plain: ItemChange | None


def changes(parameters: Parameters, sample: Sample, *, weighed: bool) -> tuple[Finding, ...]:
    """Return a finding for each item; p-values are adjusted over the items."""
    told = {
        role: {
            item: _told(parameters, sample.of(item, role), sample, weighed=weighed)
            for item in sample.answers.items
        }
        for role in (SUPPORTED, OTHERS)
    }
    mine = told[SUPPORTED]
    p_values = np.array([one.change.p_value for one in mine.values()])
    # What cannot be tested was asked all the same.
    adjusted = adjust(np.nan_to_num(p_values, nan=1.0), "holm")
    others = told[OTHERS] if ROLE in sample.answers.groups else {}
    return tuple(
        _finding(parameters, sample, item, (one, others.get(item)), float(p_adjusted))
        for (item, one), p_adjusted in zip(mine.items(), adjusted, strict=True)
    )


def _told(parameters: Parameters, answers: Answers, sample: Sample, *, weighed: bool) -> _Told:
    both = answers.of_waves(sample.compared)
    settled = partial(item_change, level=parameters.level, alpha=parameters.alpha)
    counted = both.people.astype(float)
    plain = settled(Answers(both.people, counted, counted)) if weighed else None
    return _Told(answers, settled(both), plain)


def _finding(
    parameters: Parameters,
    sample: Sample,
    item: str,
    told: tuple[_Told, _Told | None],
    p_adjusted: float,
) -> Finding:
    assert parameters.survey is not None, "there is a survey"
    mine, others = told
    waves = [sample.answers.waves[place] for place in sample.compared]
    keys = {"group": item, "basis": waves[0], "stratum": waves[1]}
    floor = len(sample.answers.items) / sample.orders
    judged = (p_adjusted, parameters.survey.items[item].worthwhile, floor)
    rows = [*_of_role(keys, (CHANGE, INDEX_CHANGE), mine, judged, sample.since)]
    if others is not None and others.answers.people.any():
        rows += _of_role(keys, (OTHER_CHANGE, OTHER_INDEX_CHANGE), others)
    rows += _levels(sample, item, mine.answers, parameters.level)
    finding = stated(
        f"{SECTION}_{item}",
        SECTION,
        parameters.title_of(item),
        rows,
        level=parameters.level,
        finest=WHOLE_POINT,
    )
    rule = ChangeRule(parameters.alpha, randomised=True)
    worthwhile = parameters.survey.items[item].worthwhile
    return replace(
        without_counts(finding), verdicts=partial(judge_by_t, worthwhile=worthwhile, rule=rule)
    )


def _of_role(
    keys: Mapping[str, str],
    stages: tuple[str, str],
    told: _Told,
    judged: tuple[float, float, float] | None = None,
    since: int | None = None,
) -> Iterator[Row]:
    """Yield the change in agreement, which is of counts, and in the index, which is of scores."""
    one = told.change
    few = min(one.respondents) < FEWEST_RESPONDENTS
    reason = FEW if few else None if np.isfinite(one.detectable) else UNTOLD
    # One name at least, so that the gate has something to say why it is missing.
    points = {"points": Number(np.nan)} if few else _agreement(told, judged)
    index = {"index": Number(np.nan)} if few else _index(told, since)
    yield Row(
        {**keys, "stage": stages[0]}, points, *one.fewest, reason=reason, of_measurements=False
    )
    # An index of people who nearly all answer alike tells how many agree, and so do its limits.
    yield Row({**keys, "stage": stages[1]}, index, *one.fewest, reason=reason)


def _agreement(told: _Told, judged: tuple[float, float, float] | None) -> dict[str, Number]:
    one = told.change
    numbers = {
        "points": _number(one.points),
        "odds_ratio": replace(_number(one.odds), measured=False),
        "p_value": Number(one.p_value, measured=False),
        "detectable": Number(one.detectable),
        "clusters": Number(float(one.clusters), measured=False),
    }
    if told.plain is not None:
        numbers["points_unweighted"] = _number(told.plain.points)
    if judged is not None:
        p_adjusted, worthwhile, floor = judged
        numbers["p_adjusted"] = Number(p_adjusted, measured=False)
        numbers["worthwhile"] = Number(worthwhile)
        numbers["floor"] = Number(min(floor, 1.0), measured=False)
    return numbers


def _index(told: _Told, since: int | None) -> dict[str, Number]:
    numbers = {"index": _number(told.change.index)}
    if told.plain is not None:
        numbers["index_unweighted"] = _number(told.plain.index)
    if since is not None:
        numbers["waves_since"] = Number(float(since), measured=False)
    return numbers


def _number(estimate: Estimate) -> Number:
    value, lower, upper = (float(part) for part in (estimate.value, estimate.lower, estimate.upper))
    return Number(value, lower, upper, method=estimate.method)


def _levels(sample: Sample, item: str, answers: Answers, level: float) -> Iterator[Row]:
    """Yield the engagement index of each side and wave."""
    people, weight, squared = (
        part.sum(axis=0) for part in (answers.people, answers.weight, answers.squared)
    )
    found = likert_summary(people, weighted=weight, squared=squared, level=level)
    for side, name in enumerate(SIDES):
        for wave, label in enumerate(sample.answers.waves):
            one = found.engagement
            number = Number(
                float(one.value[side, wave]),
                float(one.lower[side, wave]),
                float(one.upper[side, wave]),
                method=one.method,
            )
            agree = int(people[side, wave, AGREES].sum())
            yield Row(
                {"stage": INDEX, "group": item, "stratum": name, "basis": label},
                {"index": number},
                agree,
                int(people[side, wave].sum()) - agree,
                reason=FEW if found.suppressed[side, wave] else None,
            )


def judge_by_t(
    estimates: Mapping[str, Estimate], *, worthwhile: float, rule: ChangeRule
) -> NDArray[np.object_]:
    """Return the verdict on the change of one item, the first of its cells.

    Parameters
    ----------
    estimates : mapping of str to Estimate
        As they are shown: ``points`` with its range, ``p_adjusted``, ``index``, and ``floor``: the
        least p-value, adjusted, that dealing out the role among so few regions could have given.
        Where that is above alpha an outcome could not be judged, and no statement is.
    worthwhile : float
        In percentage points.
    rule : ChangeRule
        By whose alpha the adjusted p-value is judged.

    Notes
    -----
    Where the index is told and agreement is not, as beside exact counts, nothing is judged.
    """
    whole = {"points", "p_adjusted", "floor"} <= estimates.keys()
    cells = len(next(iter(estimates.values())).value) if estimates else 0
    verdicts = np.full(cells, None, dtype=object)
    if not cells:
        return verdicts
    if not whole or not np.isfinite(estimates["points"].value[0]):
        index = estimates.get("index")
        if index is None or not np.isfinite(index.value[1]):
            verdicts[0] = CANNOT_TELL
        return verdicts

    def constant(value: float) -> Estimate:
        same = np.full(cells, value)
        return Estimate(same, same, same, rule.alpha, "")

    told = {
        "effect": estimates["points"],
        "p_value": estimates["p_adjusted"],
        "floor": estimates["floor"],
        "noise_ratio": constant(1.0),
        "worthwhile": constant(worthwhile),
    }
    return judge_changes(told, np.arange(cells) == 0, rule)
