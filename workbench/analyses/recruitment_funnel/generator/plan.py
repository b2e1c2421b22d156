"""The planted truth on one page: every number here is an assumption, and none is a real rate.

A person passes a stage with the base rate times the ratio of every effect that applies to them.
What is not listed has no effect of its own: sex, sexual orientation, religion, marriage, caring,
socio-economic background, Welsh, route, advertising channel, panel and who sits on it.
"""

from __future__ import annotations

from dataclasses import dataclass

# How many pass, where no effect applies (White, aged 25 to 34, no lived experience, not London).
BASE_PASS_RATE = {
    "sift": 0.65,
    "online_test": 0.74,
    "assessment_centre": 0.571,  # 0.56 over all ages
    "offer": 0.74,
    "start": 0.93,
}
LONDON_OFFER_RATE = 0.97  # London has more posts for those who passed the assessment centre


@dataclass(frozen=True, slots=True)
class Effect:
    """The pass rate of one group at one stage, divided by what it would be without the effect."""

    stage: str
    characteristic: str
    group: str
    ratio: float


BLACK_AT_TEST = Effect("online_test", "ethnicity", "Black", 0.77)
EFFECTS = (
    BLACK_AT_TEST,
    Effect("online_test", "ethnicity", "Asian", 0.88),
    Effect("assessment_centre", "ethnicity", "Black", 0.91),
    Effect("assessment_centre", "age", "45 and over", 0.80),
    Effect("offer", "ethnicity", "Black", 0.90),  # within a region; about 1.03 over all regions
    Effect("pre_employment_checks", "lived_experience", "Lived experience", 0.60),
)


@dataclass(frozen=True, slots=True)
class Intake:
    """What differs between intakes; all else in this plan holds for every one of them.

    `weeks_before` is how far all its dates lie before those of the intake of March 2023.
    """

    campaign: str
    prefix: str
    applications: int
    weeks_before: int
    sift_pass_rate: float
    black_test_ratio: float

    def base_pass_rate(self, stage: str) -> float:
        """Return how many pass where no effect applies."""
        return self.sift_pass_rate if stage == "sift" else BASE_PASS_RATE[stage]

    def ratio(self, effect: Effect) -> float:
        """Return the ratio of an effect in this intake."""
        return self.black_test_ratio if effect == BLACK_AT_TEST else effect.ratio


# Black applicants' test ratio rises from intake to intake. Entry criteria were broadened with the
# intake of September 2022, for all alike. The sizes are those that start 564, 700 and 818 people
# at the rate each intake's own plan implies.
INTAKE = Intake("2023-03", "SYN-", 5600, 0, BASE_PASS_RATE["sift"], BLACK_AT_TEST.ratio)
EARLIER_INTAKES = (
    Intake("2021-09", "SYN-2109-", 3800, 78, 0.60, 0.62),
    Intake("2022-03", "SYN-2203-", 4700, 52, 0.60, 0.67),
    Intake("2022-09", "SYN-2209-", 5050, 26, 0.65, 0.72),
)
TABLES = {"applications": (INTAKE,), "earlier_applications": EARLIER_INTAKES}
ENTRY_CRITERIA_BROADENED = "2022-02-14"  # the day on which applications to 2022-09 opened

# Pre-employment checks: passing is what is left after withdrawing and failing to be vetted. With
# the failures of people with lived experience the vetting failures are 4% in every ethnic group.
CHECKS_WITHDRAWAL, CHECKS_FAILURE, CHECKS_PENDING = 0.08, 0.033, 0.002
CHECKS_WITHDRAWAL_BY_ETHNICITY = {"Black": 0.16}
VETTING_MEDIAN_DAYS = 44
VETTING_MEDIAN_DAYS_BY_ETHNICITY = {"Black": 61}
VETTING_SPREAD, VETTING_LONGEST_DAYS = 0.30, 130  # standard deviation of the log; the cap

# Workplace adjustments at the online test, for disabled applicants.
ADJUSTMENT_ASKED, ADJUSTMENT_IN_TIME = 0.50, 0.78
LATE_ADJUSTMENT_RATIO = 0.57 / 0.74

# Regions. Outside London the shares are the same in every ethnic group.
LONDON_SHARE = {"Asian": 0.20, "Black": 0.60, "Mixed": 0.16, "Other": 0.20, "White": 0.12}
SHARE_OUTSIDE_LONDON = {
    "East Midlands": 0.09,
    "East of England": 0.10,
    "Greater Manchester": 0.09,
    "Kent, Surrey and Sussex": 0.10,
    "North East": 0.07,
    "North West": 0.11,
    "South Central": 0.08,
    "South West": 0.09,
    "Wales": 0.08,
    "West Midlands": 0.10,
    "Yorkshire and the Humber": 0.09,
}

# Routes, and the one stage that a route is exempt from. The accelerated route runs in four regions
# and has about 50 applicants of 5,600; its share is taken from the external route.
ROUTE_SHARES = (0.76, 0.03, 0.15, 0.0, 0.06)
ACCELERATED_REGIONS = ("Greater Manchester", "North West", "West Midlands", "East Midlands")
ACCELERATED_SHARE = 0.028
EXEMPT_STAGE = {"Accelerated": "sift", "PSO progression with degree": "online_test"}

# What became of those who did not pass: shares of failed, withdrew, no show, expired.
NOT_PASSED = {
    "sift": (0.95, 0.05, 0.0, 0.0),
    "online_test": (0.75, 0.10, 0.0, 0.15),
    "assessment_centre": (0.70, 0.12, 0.18, 0.0),
    "offer": (0.70, 0.20, 0.0, 0.10),
    "start": (0.0, 0.70, 0.20, 0.10),
}

PASS_MARK = {"sift": 50, "online_test": 55, "assessment_centre": 60}
SCORE_SPREAD = 8.0

# Days, as (shortest, longest), between the outcome of one stage and that of the next.
APPLICATIONS_OPEN, APPLICATION_DAYS = "2022-08-15", 47
INTAKE_STARTS, DATA_DATE = "2023-03-27", "2023-06-30"
WAIT_DAYS = {
    "sift": (7, 21),
    "online_test": (7, 21),
    "assessment_centre": (14, 35),
    "offer": (7, 21),
    "start": (7, 28),
}
LATE_ADJUSTMENT_DAYS = (1, 30)

MECHANISMS = frozenset(
    {(effect.stage, effect.characteristic, effect.group) for effect in EFFECTS}
    | {("online_test", "disability", "Disabled")}
    | {("pre_employment_checks", "ethnicity", group) for group in CHECKS_WITHDRAWAL_BY_ETHNICITY}
)
"""Stage, characteristic and group of everything that is planted."""
