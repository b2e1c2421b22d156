"""Who works where: entries, shares of each group, and the drivers' levels; all made up.

The order of the shares is that of the groups in the code lists. Region depends on ethnicity,
religion on region, caring on age at entry, and nothing else on anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.analyses.attrition.generator.words import (
    ADMINISTRATOR,
    BLANK,
    INTAKES,
    LEARNER,
    MONTHS,
    PO,
    PSO,
    SPO,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """People who come into the data alike: how many, in which grade and months, how long served.

    `served` is the mean of the years of service before, and `least` the fewest months.
    """

    people: int
    grade: int
    first: int
    last: int
    transfer: bool = False
    intake: int = BLANK
    served: float = 0.0
    least: int = 0


IN_POST = (
    Entry(760, ADMINISTRATOR, 0, 0, served=7),
    Entry(1_750, PSO, 0, 0, served=6),
    Entry(3_600, PO, 0, 0, served=9, least=22),
    Entry(860, SPO, 0, 0, served=11, least=60),
)
FROM_CRC = (
    Entry(420, ADMINISTRATOR, 23, 23, transfer=True, served=7, least=6),
    Entry(2_060, PSO, 23, 23, transfer=True, served=8, least=6),
    Entry(600, PO, 23, 23, transfer=True, served=10, least=24),
    Entry(480, SPO, 23, 23, transfer=True, served=12, least=60),
)
JOINED_A_YEAR = (
    (ADMINISTRATOR, (120, 160, 240, 260, 70)),
    (PSO, (450, 560, 760, 780, 200)),
    (PO, (60, 60, 60, 60, 15)),
    (SPO, (15, 15, 20, 20, 5)),
)
"""From outside, in the years that end in June 2020 to 2023 and the three months after."""
LEARNERS_FROM_OUTSIDE = (60, 190, 210, 230, 270, 360, 440, 560, 650, 690, 730, 440)
"""At each of `INTAKES`, the first three of them still in post in July 2019."""


def _joined() -> tuple[Entry, ...]:
    return tuple(
        Entry(people, grade, 12 * year, min(12 * year + 11, MONTHS - 1))
        for grade, listed in JOINED_A_YEAR
        for year, people in enumerate(listed)
    )


def intake_month(intake: int) -> int:
    """Return the month of an intake, below 0 before the data begin.

    Examples
    --------
    >>> intake_month(INTAKES.index("2023-03"))
    44
    """
    year, month = (int(part) for part in INTAKES[intake].split("-"))
    return (year - 2019) * 12 + month - 7


def _learners() -> tuple[Entry, ...]:
    months = [max(0, intake_month(intake)) for intake in range(len(INTAKES))]
    return tuple(
        Entry(people, LEARNER, month, month, intake=intake)
        for intake, (people, month) in enumerate(zip(LEARNERS_FROM_OUTSIDE, months, strict=True))
    )


ENTRIES: tuple[Entry, ...] = (*IN_POST, *FROM_CRC, *_joined(), *_learners())
ROUTE_SHARES = (0.45, 0.55)

ETHNICITY_SHARES = (0.07, 0.09, 0.04, 0.01, 0.79)
LONDON_SHARES = (0.22, 0.55, 0.18, 0.22, 0.10)
SHARE_OUTSIDE_LONDON = (0.09, 0.10, 0.09, 0.10, 0.07, 0.11, 0.08, 0.09, 0.08, 0.10, 0.09)
PDU_SHARES = (0.16, 0.14, 0.13, 0.12, 0.11, 0.10, 0.09, 0.08, 0.07)
SEX_SHARES = (0.25, 0.75)
DISABILITY_SHARES = (0.15, 0.85)
SEXUAL_ORIENTATION_SHARES = (0.93, 0.03, 0.03, 0.01)
SOCIO_ECONOMIC_SHARES = (0.36, 0.25, 0.39)
RELIGION_IN_LONDON = (0.330, 0.430, 0.120, 0.040, 0.020, 0.015, 0.010, 0.035)
RELIGION_ELSEWHERE = (0.480, 0.450, 0.040, 0.008, 0.008, 0.002, 0.003, 0.009)
CARING_SHARES = ((0.12, 0.88), (0.35, 0.65), (0.45, 0.55), (0.40, 0.60), (0.30, 0.70))

DECLARED_SHARES = {
    "sex": 1.0,
    "ethnicity": 0.90,
    "disability": 0.86,
    "religion": 0.80,
    "sexual_orientation": 0.71,
    "caring": 0.75,
    "socio_economic": 0.58,
}
PREFER_NOT_TO_SAY_SHARE = 0.35
"""Of those who did not declare; of the others there is no record."""

CONTRACT_SHARES = (0.93, 0.045, 0.025)
FTE = (1.0, 0.8, 0.6, 0.5)
FTE_SHARES = ((0.90, 0.05, 0.03, 0.02), (0.76, 0.12, 0.08, 0.04))
FTE_AFTER_MATERNITY = (0.45, 0.30, 0.20, 0.05)

# Workload in per cent of what the measurement tool calls full, and cases that make 100%.
WORKLOAD_OF_GRADE = {LEARNER: 76.0, PSO: 96.0, PO: 104.5}
CASES_OF_GRADE = {LEARNER: 22.0, PSO: 46.0, PO: 40.0}
PROTECTED_WORKLOAD, PROTECTED_MONTHS, PROTECTED_SHARE = 85.0, 12, 0.85
"""Of the newly qualified, for so many months; the last is how many are given it."""
WORKLOAD_RATIO_OF_REGION = {"London": 1.18, "Kent, Surrey and Sussex": 1.06}
WORKLOAD_RATIO_OF_ETHNICITY = {"Black": 1.16}
WORKLOAD_SPREAD, CASES_SPREAD = 0.16, 0.08
TRAIT, KEPT = 0.7, 0.6
"""How much of the spread is the person's own, and of the rest how much a quarter keeps."""
SICKNESS_LEVEL, SICKNESS_OF_DISABLED, SICKNESS_SPREAD = 4.0, 1.6, 0.95
ENGAGEMENT_LEVEL, ENGAGEMENT_OF_PDU, ENGAGEMENT_OF_YEAR = 60.0, 4.5, 4.0
