"""The words of the files that only the generator needs, and their months."""

from __future__ import annotations

import numpy as np

from workbench.synthetic import MONTH
from workbench.vocabulary.terms import REGIONS

SOURCE = "Made up for this workbench"
FIRST_MONTH = np.datetime64("2021-01", "M")
MONTHS = 30
"""From January 2021, month 0, to June 2023."""
MONTH_LABELS = tuple(str(FIRST_MONTH + month * MONTH) for month in range(MONTHS))
PDUS_A_REGION = 9
UNITS = PDUS_A_REGION * len(REGIONS)

ROLES = ("SPO in Sentence Management and Courts", "Other SPO")
IN_ROLE, OTHER_SPO = range(len(ROLES))
WORKING_PATTERNS = ("Full time", "Part time")
FULL_TIME, PART_TIME = range(len(WORKING_PATTERNS))
YES_NO = ("Yes", "No")
SEXES = ("Men", "Women")
ETHNICITIES = ("Asian", "Black", "Mixed", "Other", "White")
DISABILITIES = ("Disabled", "Non-disabled")
AGES = ("Under 40", "40 to 49", "50 and over")
CHARACTERISTICS = {
    "sex": SEXES,
    "ethnicity": ETHNICITIES,
    "disability": DISABILITIES,
    "age": AGES,
}
PREFER_NOT_TO_SAY = "Prefer not to say"
WAVES = ("2022-09", "2023-06")
BEFORE, SINCE = range(len(WAVES))


def month_number(label: str) -> int:
    """Return the month of a label, `MONTHS` where it is blank and so never comes.

    Examples
    --------
    >>> month_number("2022-10"), month_number("")
    (21, 30)
    """
    return int((np.datetime64(label, "M") - FIRST_MONTH).astype(int)) if label else MONTHS
