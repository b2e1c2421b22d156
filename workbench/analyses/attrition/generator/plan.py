"""The planted truth on one page: every number here is an assumption, and none is a real rate.

In each month a person in post has, for each reason, an intensity: that of the reason times the
ratio of everything that moves it. They leave with probability 1 − exp(−sum of intensities), so
that a complementary log–log model of one reason is the true one. A driver acts by the value that
was held `LAG` months earlier, and not at all where there is none. What is not listed has no effect
of its own: sex, ethnicity, religion, sexual orientation, caring, socio-economic background, pay
point, working hours, absence, route, protected caseload, having come from a CRC.
"""

from __future__ import annotations

from dataclasses import dataclass

LAG = 3
"""Months before a month in post whose driver counts for it."""

# Resignations a year of 100 people, where every ratio is 1.
RESIGNATION_OF_GRADE = {
    "Case administrator": 8.5,
    "PQiP learner": 6.1,
    "PSO": 8.0,
    "PO": 3.3,
    "SPO": 0.8,
}
SERVICE_EDGES = (6, 12, 24, 36, 60, 120)
SERVICE_RATIOS = (0.65, 0.95, 1.50, 1.20, 1.0, 0.85, 0.70)
"""By completed months of service; leaving peaks in the second year."""
REGION_RATIOS = {"London": 1.20, "Kent, Surrey and Sussex": 1.10}

# What moves no other reason than its own.
RETIREMENTS_OF_AGE = {"50 to 59": 2.4, "60 and over": 18.0}
"""A year, of 100 people."""
ILL_HEALTH_A_YEAR, OTHER_A_YEAR, INTERNAL_A_YEAR = 0.25, 1.2, 1.2
OTHER_RATIO_OF_CONTRACT = {"Fixed term": 4.0, "Agency": 15.0}


@dataclass(frozen=True, slots=True)
class Driver:
    """A driver, the bands of its value from each edge on, and what they do to one reason."""

    name: str
    reason: str
    edges: tuple[int, ...]
    bands: tuple[str, ...]
    ratios: tuple[float, ...]
    reference: str


DRIVERS = (
    Driver(
        "workload",
        "Resignation",
        (80, 100, 110, 140),
        ("Under 80", "80 to 99", "100 to 109", "110 to 139", "140 and over"),
        (1.08, 1.0, 1.0, 1.45, 1.90),
        "100 to 109",
    ),
    Driver(
        "caseload",
        "Resignation",
        (40, 50, 60),
        ("Under 40", "40 to 49", "50 to 59", "60 and over"),
        (1.0, 1.0, 1.18, 1.40),
        "40 to 49",
    ),
    Driver(
        "sickness_days",
        "Ill health",
        (10, 20),
        ("Under 10", "10 to 19", "20 and over"),
        (1.0, 2.0, 8.0),
        "Under 10",
    ),
    Driver(
        "manager_span",
        "Resignation",
        (9, 13),
        ("Under 9", "9 to 12", "13 and over"),
        (1.0, 1.0, 1.20),
        "9 to 12",
    ),
    Driver(
        "engagement",
        "Resignation",
        (55, 65),
        ("Under 55", "55 to 64", "65 and over"),
        (1.15, 1.0, 0.90),
        "55 to 64",
    ),
)
NO_EFFECT = ("pay_point", "fte", "former_crc", "newly_qualified", "route")

# What multiplies every reason alike.
YEAR_RATIOS = (0.80, 0.87, 1.0, 1.0, 1.12)
"""Of the years that end in June 2020, 2021, 2022 and 2023, and of the months after."""
DISABILITY_RATIO = 1.33
PDU_SPREAD, PDU_SEED = 0.10, 108
"""Standard deviation of the log of the ratios of PDUs, drawn once for every table."""
UNUSUAL_PDUS = {"North West 4": 2.2, "South Central 6": 2.2}

# PQiP learners, a month.
QUALIFY_WHEN_DUE, QUALIFY_AFTER = 0.82, 0.35
RETURN_TO_PSO = 0.0035
CURRICULUM_INTAKE, CURRICULUM_RATIO = "2023-03", 2.5
"""From this intake on a new curriculum; learners go back to PSO that much more often."""

# What changes without anyone leaving, a year.
ADMINISTRATOR_TO_PSO, PO_TO_SPO = 0.04, 0.025
PSO_TO_LEARNER_AT_INTAKE = 0.025
OTHER_REGION, OTHER_PDU = 0.012, 0.02
MATERNITY, CAREER_BREAK = 0.05, 0.004
FIXED_TERM_TO_PERMANENT, AGENCY_TO_PERMANENT = 0.36, 0.24
BACK_FROM_CAREER_BREAK = 0.75
"""Of career breaks, how many end in a return; the others end in a resignation."""

# What a file does not say.
NOT_ENTERED = (0.10, 0.30, 0.65)
"""Of leavers in the last three months, how many are not entered yet."""
REASON_BLANK = 0.04
ORIGINAL_KNOWN = 0.15
"""Of staff from a CRC, those whose day of joining before it is recorded."""
RUN_DOWN = 0.70
"""Caseload and workload in the quarter of leaving, against what they were."""
