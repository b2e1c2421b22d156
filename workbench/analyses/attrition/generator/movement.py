"""What changes from month to month without anyone leaving: grade, place, contract and absence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.attrition.generator import plan, workforce
from workbench.analyses.attrition.generator.people import INTAKE_MONTHS, Codes, People, Whole
from workbench.analyses.attrition.generator.words import (
    ADMINISTRATOR,
    AGENCY,
    BLANK,
    CAREER_BREAK,
    FIXED_TERM,
    INTAKES,
    LEARNER,
    MATERNITY,
    PDUS_A_REGION,
    PERMANENT,
    PO,
    PSO,
    ROUTE_MONTHS,
    SPO,
    WORKING,
)
from workbench.synthetic import Streams, between, choose
from workbench.vocabulary.terms import REGIONS

Flags = NDArray[np.bool_]
CURRICULUM = INTAKES.index(plan.CURRICULUM_INTAKE)
TRAINING = int(ROUTE_MONTHS[-1])
PAY_POINTS, NEW_YEAR_OF_PAY = 5, 9
"""Pay points rise by one in April, the tenth month of a year here."""


@dataclass(slots=True)
class Standing:
    """Where people stand; changed in place from month to month."""

    grade: Codes
    since: Whole
    contract: Codes
    status: Codes
    until: Whole
    pdu: Codes
    fte: Codes
    pay_point: Codes
    intake: Codes
    route: Codes
    protected: Flags
    newly: Flags


def at_entry(people: People, streams: Streams) -> Standing:
    """Return where people stand when they enter the data."""
    size = len(people.grade)
    served = people.served()
    women = people.are("sex", "Women").astype(np.int64)
    cell = people.region.astype(np.int64) % PDUS_A_REGION
    shares = [np.roll(workforce.PDU_SHARES, place) for place in range(PDUS_A_REGION)]
    place = choose(shares, streams.uniform("pdu"), cell=cell)
    # Officers who come from elsewhere have been qualified for longer than the protected months.
    qualified = np.where(served > TRAINING, served - TRAINING, workforce.PROTECTED_MONTHS)
    entered = people.month - np.where(people.grade == PO, qualified, 0)
    contract = choose(workforce.CONTRACT_SHARES, streams.uniform("contract"))
    learner = people.grade == LEARNER
    since = np.where(learner, INTAKE_MONTHS[people.intake], entered)
    return Standing(
        grade=people.grade.copy(),
        since=since,
        contract=np.where(learner, PERMANENT, contract).astype(np.int8),
        status=np.zeros(size, dtype=np.int8),
        until=np.full(size, -1),
        pdu=(people.region * PDUS_A_REGION + place).astype(np.int8),
        fte=choose(workforce.FTE_SHARES, streams.uniform("fte"), cell=women),
        pay_point=np.clip(1 + served // 12, 1, PAY_POINTS).astype(np.int8),
        intake=people.intake.copy(),
        route=np.where(learner, people.route, BLANK).astype(np.int8),
        protected=np.zeros(size, dtype=bool),
        newly=np.zeros(size, dtype=bool),
    )


def move(standing: Standing, people: People, month: int, present: Flags, streams: Streams) -> None:
    """Change where those stand who were present the month before."""
    working = present & (standing.status != CAREER_BREAK)
    _return(standing, month, present, streams)
    _grade(standing, people, month, working, streams)
    _place(standing, month, working, streams)
    _contract(standing, month, working, streams)
    _absence(standing, people, month, working & (standing.status == WORKING), streams)
    if month % 12 == NEW_YEAR_OF_PAY:
        risen = np.minimum(standing.pay_point + 1, PAY_POINTS).astype(np.int8)
        standing.pay_point = np.where(present, risen, standing.pay_point)


def protect(standing: Standing, month: int, streams: Streams) -> None:
    """Say who is newly qualified, and whose caseload is protected for it."""
    new = (standing.grade == PO) & (month - standing.since < workforce.PROTECTED_MONTHS)
    standing.newly = new
    standing.protected = new & (streams.uniform("protected") < workforce.PROTECTED_SHARE)


def _grade(
    standing: Standing, people: People, month: int, working: Flags, streams: Streams
) -> None:
    uniform = streams.uniform(f"grade {month}")
    was = standing.grade.copy()
    _become(standing, PSO, month, working & (was == ADMINISTRATOR) & _yearly(uniform, "to_pso"))
    _become(standing, SPO, month, working & (was == PO) & _yearly(uniform, "to_spo"))
    trained = month - standing.since
    due = working & (was == LEARNER) & (trained >= ROUTE_MONTHS[standing.route])
    first = trained == ROUTE_MONTHS[standing.route]
    chance = np.where(first, plan.QUALIFY_WHEN_DUE, plan.QUALIFY_AFTER)
    _become(standing, PO, month, due & (uniform < chance))
    back = plan.RETURN_TO_PSO * np.where(standing.intake >= CURRICULUM, plan.CURRICULUM_RATIO, 1.0)
    stopped = working & (was == LEARNER) & ~due & (uniform < back)
    _become(standing, PSO, month, stopped)
    if month in INTAKE_MONTHS:
        begin = uniform < plan.PSO_TO_LEARNER_AT_INTAKE
        begin &= working & (was == PSO) & (standing.contract == PERMANENT) & (standing.intake < 0)
        _become(standing, LEARNER, month, begin)
        here = int(np.flatnonzero(month == INTAKE_MONTHS)[0])
        standing.intake = np.where(begin, here, standing.intake).astype(np.int8)
        standing.route = np.where(begin, people.route, standing.route).astype(np.int8)


def _yearly(uniform: NDArray[np.float64], name: str) -> Flags:
    yearly = {"to_pso": plan.ADMINISTRATOR_TO_PSO, "to_spo": plan.PO_TO_SPO}[name]
    chosen: Flags = uniform < yearly / 12
    return chosen


def _become(standing: Standing, grade: int, month: int, who: Flags) -> None:
    standing.grade = np.where(who, grade, standing.grade).astype(np.int8)
    standing.since = np.where(who, month, standing.since)
    standing.pay_point = np.where(who, 1, standing.pay_point).astype(np.int8)


def _place(standing: Standing, month: int, working: Flags, streams: Streams) -> None:
    uniform, drawn = streams.uniform(f"place {month}"), streams.uniform(f"to {month}")
    far = working & (uniform < plan.OTHER_REGION / 12)
    near = working & ~far & (uniform < (plan.OTHER_REGION + plan.OTHER_PDU) / 12)
    everywhere = len(REGIONS) * PDUS_A_REGION
    # A step of a whole region or more, never all the way round, ends in another region.
    step = between(PDUS_A_REGION, everywhere - PDUS_A_REGION, drawn)
    first = standing.pdu // PDUS_A_REGION * PDUS_A_REGION
    inside = (standing.pdu - first + between(1, PDUS_A_REGION - 1, drawn)) % PDUS_A_REGION
    there = np.where(far, (standing.pdu + step) % everywhere, standing.pdu)
    standing.pdu = np.where(near, first + inside, there).astype(np.int8)


def _contract(standing: Standing, month: int, working: Flags, streams: Streams) -> None:
    uniform = streams.uniform(f"contract {month}")
    chance = np.zeros(3)
    chance[FIXED_TERM] = plan.FIXED_TERM_TO_PERMANENT / 12
    chance[AGENCY] = plan.AGENCY_TO_PERMANENT / 12
    made = working & (uniform < chance[standing.contract])
    standing.contract = np.where(made, PERMANENT, standing.contract).astype(np.int8)


def _absence(
    standing: Standing, people: People, month: int, working: Flags, streams: Streams
) -> None:
    uniform, length = streams.uniform(f"absence {month}"), streams.uniform(f"length {month}")
    working = working & (standing.contract == PERMANENT)
    may = people.are("sex", "Women") & (people.age_band(month) <= 1)
    maternity = working & may & (uniform < plan.MATERNITY / 12)
    rest = working & ~maternity & (uniform > 1 - plan.CAREER_BREAK / 12)
    ends = month + np.where(maternity, between(9, 12, length), between(6, 12, length))
    standing.status = np.select([maternity, rest], [MATERNITY, CAREER_BREAK], standing.status)
    standing.status = standing.status.astype(np.int8)
    standing.until = np.where(maternity | rest, ends, standing.until)


def _return(standing: Standing, month: int, present: Flags, streams: Streams) -> None:
    """Bring back those whose absence ends; a career break may end in a resignation instead."""
    ends = present & (standing.status != WORKING) & (standing.until == month)
    rest = ends & (standing.status == CAREER_BREAK)
    gone = rest & (streams.uniform(f"back {month}") >= plan.BACK_FROM_CAREER_BREAK)
    mother = ends & ~rest
    drawn = choose(workforce.FTE_AFTER_MATERNITY, streams.uniform(f"fte {month}"))
    fewer = mother & (drawn > standing.fte)
    standing.fte = np.where(fewer, drawn, standing.fte).astype(np.int8)
    standing.status = np.where(ends & ~gone, WORKING, standing.status).astype(np.int8)
