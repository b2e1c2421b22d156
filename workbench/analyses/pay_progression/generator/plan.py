"""What is planted: every number here is an assumption, and none is a real figure."""

from __future__ import annotations

from workbench.vocabulary.terms import REGIONS

YEARS = ("2022-23", "2023-24")
BEFORE = 0.9
"""Share of the staff of the later year who have a row of the earlier one."""
BANDS = {"Band 3": 0.45, "Band 4": 0.43, "Band 5": 0.12}
HARD_REGION = "London"
REGION = {name: 0.16 if name == HARD_REGION else 0.84 / 11 for name in REGIONS}
SEX = {"Men": 0.3, "Women": 0.7}
PART_TIME = {"Men": 0.10, "Women": 0.30}
DISABILITY = {"Disabled": 0.18, "Non-disabled": 0.82}
AGE = {"Under 30": 0.2, "30 to 39": 0.28, "40 to 49": 0.25, "50 to 59": 0.2, "60 and over": 0.07}
ETHNICITY = {"Asian": 0.07, "Black": 0.05, "Mixed": 0.03, "Other": 0.02, "White": 0.83}
ETHNICITY_IN_HARD_REGION = {
    "Asian": 0.13,
    "Black": 0.32,
    "Mixed": 0.06,
    "Other": 0.03,
    "White": 0.46,
}
ORIENTATION = {
    "Heterosexual or straight": 0.93,
    "Gay or lesbian": 0.035,
    "Bisexual": 0.03,
    "Another orientation": 0.005,
}
DECLARED = {
    "sex": 1.0,
    "age": 1.0,
    "ethnicity": 0.94,
    "disability": 0.88,
    "sexual_orientation": 0.57,
}
"""The same in every group."""

NEW_IN_POST, TOP, MATERNITY, LONG_LEAVE = (
    "New in post",
    "At the top of the band",
    "On maternity or adoption leave",
    "On long-term leave",
)
LEFT_OUT = {
    NEW_IN_POST: 0.08,
    TOP: 0.12,
    MATERNITY: 0.07,
    LONG_LEAVE: 0.02,
}
"""In this order: those who are not left out for one reason may be for the next."""
TOP_FROM_50 = 0.3
"""Staff of 50 and over are at the top of their band more often."""
LONG_LEAVE_DISABLED = 0.06
MATERNITY_OF = ("Women", ("Under 30", "30 to 39"))
"""Maternity and adoption leave falls to nobody else here."""

ASSESSED = {"Full time": 0.95, "Part time": 0.83}
"""Of those who were eligible: part-time staff are assessed less often, and no one else is."""
PROGRESSED = 0.76
"""Of those who were assessed, outside the hard region."""
IN_HARD_REGION = 0.6
"""Times as many of the assessed progress there, whoever they are."""
PART_TIME_ASSESSED = 0.92
"""Times as many of the assessed progress who work part time."""
PROGRESSED_OUTCOME, NOT_PROGRESSED, NOT_ASSESSED = (
    "Progressed",
    "Assessed, not progressed",
    "Eligible, not assessed",
)
OUTCOMES = (PROGRESSED_OUTCOME, NOT_PROGRESSED, NOT_ASSESSED, *LEFT_OUT)
