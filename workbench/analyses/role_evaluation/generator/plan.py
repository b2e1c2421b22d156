"""The planted truth on one page: every number here is an assumption, and none is a real figure.

Each outcome of a unit in a month is its level, what is lasting of its region and of itself, the
season, a shock of its region, noise of its own, the drift of the one early region, and the effect:
that in full, times the posts filled in that month as a share of those filled in the end everywhere.
Shocks and noise are autoregressive of order 1. What is not listed has no effect: countersigning,
leavers, span of control, vacancies, and everything of other SPOs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Where each region was to begin, where it began, and the share of its funded posts filled in the
# end; the two without months never begin.
ROLLOUT: dict[str, tuple[str, str, float]] = {
    "Greater Manchester": ("2022-12", "2022-10", 0.90),
    "North West": ("2022-10", "2022-10", 0.86),
    "South Central": ("2022-10", "2022-10", 0.84),
    "East Midlands": ("2022-11", "2023-01", 0.82),
    "London": ("2023-01", "2023-01", 0.70),
    "West Midlands": ("2023-01", "2023-01", 0.84),
    "Yorkshire and the Humber": ("2023-01", "2023-01", 0.86),
    "Kent, Surrey and Sussex": ("2023-03", "2023-04", 0.76),
    "North East": ("2023-04", "2023-04", 0.88),
    "Wales": ("2023-04", "2023-04", 0.877),
    "East of England": ("", "", 0.0),
    "South West": ("", "", 0.0),
}
FILLED_BY_MONTH = (0.4, 0.7, 1.0)
"""Share of the posts filled in the end, in the first months; effects grow with them."""
FUNDED_PER_SPO = 0.25
FILLED_OVERALL = 158 / 190

EARLY_REGION, DRIFT, DRIFT_FROM = "Greater Manchester", -0.2, "2021-10"
"""Hours of administration a month by which one region was improving, before it began and after."""

SPO_OF_PDU = (10, 10, 9, 9, 9, 8, 8, 7, 6)
MORE_IN_EACH_PDU = {"London": 1, "North East": -1}
PART_TIME_SHARE, FTE_OF_PART_TIME = 3 / 17, 0.6
OTHER_SPO_OF_PDU = (5, 4, 4, 4, 3, 5, 4, 4, 3)

KEPT, SHOCK_KEPT = 0.6, 0.6
"""How much of the noise of a unit, and of the shock of a region, a month keeps of the last."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One outcome; spreads are standard deviations, all in its unit."""

    name: str
    unit: str
    better: Literal["lower", "higher"]
    level: float
    in_full: float
    of_region: float
    of_unit: float
    noise: float
    shock: float
    season: float = 0.0
    highest: float = 1000.0


HOURS = "administration_hours"
WEEKLY = "hours a week of each SPO"
MEASURES = (
    Measure(f"{HOURS}_full_time", WEEKLY, "lower", 13.8, -2.9, 0.4, 0.9, 1.0, 0.55),
    Measure(f"{HOURS}_part_time", WEEKLY, "lower", 11.5, -1.2, 0.4, 0.9, 1.6, 0.55),
    Measure(f"{HOURS}_other_spo", WEEKLY, "lower", 11.0, 0.0, 0.4, 0.9, 1.3, 0.55),
    Measure("supervision_on_time", "per cent", "higher", 71, 4.0, 2.0, 4.0, 4.0, 1.6, 1.0, 100),
    Measure("countersigning_days", "days", "lower", 9.2, 0.0, 0.6, 1.0, 1.2, 0.8),
    Measure("overtime_hours", "hours a month of each SPO", "lower", 6, -0.6, 0.4, 0.7, 0.9, 0.6),
    Measure("sickness_days", "days a month of each SPO", "lower", 1, -0.04, 0.06, 0.1, 0.2, 0.1),
    Measure("span_of_control", "people managed by each SPO", "lower", 8.6, 0.0, 0.4, 0.7, 0.3, 0.2),
)  # fmt: skip
"""Both working patterns of a region share its shock, so that of all its SPO is as large."""
LEAVERS_A_YEAR = 4.5
"""Of 100 SPO, everywhere and always."""
VACANT_SHARE, VACANT_SPREAD = 0.07, 0.7
COST_OF_POST = 32_900
"""Pounds a year of one full-time post of the role, with pension and national insurance."""

GAP_SHARE, BLANK_SHARE = 0.01, 0.015
LONG_GAP_UNIT, LONG_GAP = 40, ("2021-11", "2022-02")

# The survey: shares of those who agree, before, and since with and without the role.
ITEMS: dict[str, tuple[float, float, float]] = {
    "acceptable_workload": (0.31, 0.38, 0.32),
    "wellbeing": (0.45, 0.47, 0.45),
    "support": (0.52, 0.56, 0.52),
    "needs_heard": (0.40, 0.40, 0.40),
}
WORKLOAD_WITH_ROLE = (0.39, 1 / 3)
"""Of full-time and part-time SPO, which together make the share above."""
NEEDS_HEARD_OF_DISABLED = 0.30
"""In both waves; of others the share that makes 0.40 of all."""
STEPS = (2.2, 0.9, 0.0, -1.8)
"""What is added to the log odds of a 4 or 5 for those of at least 2, 3, 4 and 5."""
SHARED = (0.03, 0.40)
"""Of the variance of what lies behind an answer: of the PDU, and of the person's other answers."""

RESPONSE = {"Full time": 0.66, "Part time": 0.42}
RESPONSE_OF_AGE = {"Under 40": -0.10, "40 to 49": 0.0, "50 and over": 0.06}
RESPONSE_OF_OTHER_SPO = -0.05
WOMEN = {"Full time": 0.66, "Part time": 0.93}
ETHNICITY_SHARES = (0.06, 0.08, 0.03, 0.02, 0.81)
DISABLED, AGE_SHARES = 0.15, (0.28, 0.36, 0.36)
NOT_DECLARED, ITEM_BLANK = {"ethnicity": 0.07, "disability": 0.10}, 0.01

WEEKS_WORKED, POUNDS_AN_HOUR = 44, 42.5
"""Of an SPO in a year, and the loaded cost of one of their hours."""
