"""What moves leaving, as numbers of one month: caseload, workload, sickness, span, engagement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.attrition.generator import workforce
from workbench.analyses.attrition.generator.hazards import GREATEST, Ratios, ratios_of
from workbench.analyses.attrition.generator.people import Codes, People
from workbench.analyses.attrition.generator.words import (
    BLANK,
    CASE_HOLDERS,
    GRADES,
    GROUPS,
    PDUS,
    PDUS_A_REGION,
    WORKING,
)
from workbench.synthetic import Streams, between
from workbench.vocabulary.terms import REGIONS

Number = NDArray[np.int16]
REGION_RATIO = ratios_of(REGIONS, workforce.WORKLOAD_RATIO_OF_REGION)
ETHNICITY_RATIO = ratios_of(GROUPS["ethnicity"], workforce.WORKLOAD_RATIO_OF_ETHNICITY)
LEVEL, CASES = (
    np.array([given.get(place, 100.0) for place in range(len(GRADES))])
    for given in (workforce.WORKLOAD_OF_GRADE, workforce.CASES_OF_GRADE)
)
ENGAGEMENT_SEED, SURVEY_MONTH = 2018, 6
"""Results of the survey of each autumn are known from January, the seventh month of a year here."""


@dataclass(slots=True)
class Quarter:
    """What a quarter draws for each person, in standard deviations, and their manager's span."""

    workload: Ratios
    cases: Ratios
    sickness: Ratios
    span: Number


def first_quarter(streams: Streams) -> Quarter:
    """Draw the first quarter."""
    names = ("workload 0", "cases 0", "sickness 0")
    workload, cases, sickness = (streams.normal(name) for name in names)
    span = between(5, 15, (streams.uniform("span 0") + streams.uniform("span too")) / 2)
    return Quarter(workload, cases, sickness, span.astype(np.int16))


def next_quarter(before: Quarter, number: int, streams: Streams) -> Quarter:
    """Draw a quarter that keeps part of the one before, and its spread."""
    kept, new = workforce.KEPT, np.sqrt(1 - workforce.KEPT**2)
    workload = kept * before.workload + new * streams.normal(f"workload {number}")
    cases = kept * before.cases + new * streams.normal(f"cases {number}")
    # Sickness of twelve months moves slowly: two people in three keep what they had.
    drawn = kept * before.sickness + new * streams.normal(f"sickness {number}")
    moved = streams.uniform(f"sickness moved {number}") < 1 / 3
    span = between(5, 15, (streams.uniform(f"span {number}") + streams.uniform("span too")) / 2)
    changed = streams.uniform(f"span changed {number}") < 0.08
    return Quarter(
        workload,
        cases,
        np.where(moved, drawn, before.sickness),
        np.where(changed, span, before.span).astype(np.int16),
    )


@dataclass(frozen=True, slots=True)
class Post:
    """Where people stand in one month: codes of grade, status, PDU, fte; protected caseloads."""

    month: int
    grade: Codes
    status: Codes
    pdu: Codes
    fte: Codes
    protected: NDArray[np.bool_]


def values(people: People, post: Post, quarter: Quarter, traits: Ratios) -> dict[str, Number]:
    """Return each driver's value in one month, `BLANK` for those whom it does not concern.

    Parameters
    ----------
    people, post, quarter
        Who they are, where they stand and what the quarter drew.
    traits : ndarray, shape (2, people)
        What is each person's own in workload and in sickness, in standard deviations.
    """
    own, drawn = workforce.TRAIT, np.sqrt(1 - workforce.TRAIT**2)
    level = np.where(post.protected, workforce.PROTECTED_WORKLOAD, LEVEL[post.grade])
    level = level * REGION_RATIO[post.pdu // PDUS_A_REGION]
    level = level * ETHNICITY_RATIO[people.actual["ethnicity"]]
    spread = workforce.WORKLOAD_SPREAD * (own * traits[0] + drawn * quarter.workload)
    workload = level * np.exp(spread)
    cases = workload / 100 * CASES[post.grade] * np.array(workforce.FTE)[post.fte]
    cases = cases * np.exp(workforce.CASES_SPREAD * quarter.cases)
    holds = np.isin(post.grade, CASE_HOLDERS) & (post.status == WORKING)
    return {
        "caseload": _whole(cases, holds),
        "workload": _whole(workload, holds),
        "sickness_days": _sickness(people, own * traits[1] + drawn * quarter.sickness),
        "manager_span": quarter.span,
        "engagement": ENGAGEMENT[(post.month + 12 - SURVEY_MONTH) // 12][post.pdu],
    }


def _whole(numbers: Ratios, concerned: NDArray[np.bool_]) -> Number:
    return np.where(concerned, np.clip(np.rint(numbers), 1, GREATEST), BLANK).astype(np.int16)


def _sickness(people: People, spread: Ratios) -> Number:
    disabled = people.are("disability", "Disabled")
    level = workforce.SICKNESS_LEVEL * np.where(disabled, workforce.SICKNESS_OF_DISABLED, 1.0)
    days = np.floor(level * np.exp(workforce.SICKNESS_SPREAD * spread)) - 1
    return np.clip(days, 0, 180).astype(np.int16)


def _engagement() -> Number:
    """Return the score of each PDU in each yearly survey, the same in every table."""
    generator = np.random.default_rng(ENGAGEMENT_SEED)
    own = generator.normal(0, workforce.ENGAGEMENT_OF_PDU, len(PDUS))
    yearly = generator.normal(0, workforce.ENGAGEMENT_OF_YEAR, (6, len(PDUS)))
    score = np.rint(workforce.ENGAGEMENT_LEVEL + own + yearly)
    return np.clip(score, 30, 90).astype(np.int16)


ENGAGEMENT = _engagement()
