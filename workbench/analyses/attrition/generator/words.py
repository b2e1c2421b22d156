"""The words of a file of staff that only its generator needs, and its months."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workbench.vocabulary.characteristics import CODE_LISTS, PREFER_NOT_TO_SAY, CodeList
from workbench.vocabulary.terms import REGIONS

SOURCE = "Made up for this workbench"
BLANK = -1
"""Code of a blank field: it concerns no one in this spell, or was never recorded."""

FIRST_MONTH = np.datetime64("2019-07", "M")
SNAPSHOT = np.datetime64("2023-09-30", "D")
MONTHS = 51
"""From July 2019, month 0, to that of the snapshot; the data hold nothing before."""
CLOSED_MONTHS = 48
"""Months without the last three, whose leavers are not all entered yet."""
TRANSFER = np.datetime64("2021-06-26", "D")
"""The day staff of Community Rehabilitation Companies (CRC) came over."""

GRADES = ("Case administrator", "PQiP learner", "PSO", "PO", "SPO")
ADMINISTRATOR, LEARNER, PSO, PO, SPO = range(len(GRADES))
CASE_HOLDERS = (LEARNER, PSO, PO)
CONTRACTS = ("Permanent", "Fixed term", "Agency")
PERMANENT, FIXED_TERM, AGENCY = range(len(CONTRACTS))
STATUSES = ("Working", "Maternity leave", "Career break")
WORKING, MATERNITY, CAREER_BREAK = range(len(STATUSES))
YES_NO = ("Yes", "No")
ROUTES = ("15 months", "21 months")
ROUTE_MONTHS = np.array([15, 21])
INTAKES = (
    *("2018-03", "2018-09", "2019-03", "2019-09", "2020-03", "2020-09"),
    *("2021-03", "2021-09", "2022-03", "2022-09", "2023-03", "2023-09"),
)
INTAKE_DAY = 27
PDUS_A_REGION = 9
PDUS = tuple(f"{region} {number}" for region in REGIONS for number in range(1, PDUS_A_REGION + 1))

REASONS = ("Resignation", "Retirement", "Ill health", "Other", "Internal transfer")
RESIGNATION, RETIREMENT, ILL_HEALTH, OTHER, INTERNAL = range(len(REASONS))

LABELS_OF_REASON: dict[str, dict[str, float]] = {
    "Resignation": {
        "Resignation: new employment": 0.38,
        "Resignation: personal reasons": 0.16,
        "Resignation: workload or wellbeing": 0.15,
        "Resignation: other": 0.13,
        "Resignation: not known": 0.18,
    },
    "Retirement": {"Retirement: age": 0.75, "Retirement: early": 0.25},
    "Ill health": {"Ill health retirement": 0.45, "Dismissal: attendance": 0.55},
    "Other": {
        "Dismissal: conduct or performance": 0.35,
        "End of contract": 0.0,
        "Transfer to another department": 0.55,
        "Death in service": 0.10,
    },
    "Internal transfer": {"Transfer within HMPPS": 1.0},
}
"""What a personnel system calls each reason of permanent staff, and how often."""
LABELS_OF_TEMPORARY = {
    "Dismissal: conduct or performance": 0.10,
    "End of contract": 0.75,
    "Transfer to another department": 0.13,
    "Death in service": 0.02,
}
"""The same for the reason `Other` of fixed-term and agency staff."""
REASON_LABELS = tuple(label for labels in LABELS_OF_REASON.values() for label in labels)

DESTINATIONS = (
    "Other public sector",
    "Voluntary sector",
    "Private sector",
    "Prison service",
    "Education",
    "Not in work",
    "Not known",
)

AGE = CodeList(
    "age",
    "Age",
    "age",
    "Age on the first day of the spell, in bands",
    ("Under 30", "30 to 39", "40 to 49", "50 to 59", "60 and over"),
    "30 to 39",
    "2026",
    "Bands of published tables of the Civil Service",
    undeclared=(),
)
AGE_EDGES = np.array([30, 40, 50, 60])
KNOWN_OF_ALL = ("age", "sex")
COLLECTED = (
    *("sex", "ethnicity", "disability", "religion"),
    *("sexual_orientation", "caring", "socio_economic"),
)
STAFF_CODE_LISTS: tuple[CodeList, ...] = (
    AGE,
    *(
        replace(each, undeclared=() if name in KNOWN_OF_ALL else (PREFER_NOT_TO_SAY,))
        for name in COLLECTED
        for each in CODE_LISTS
        if each.name == name
    ),
)
"""The characteristics of staff; a blank is no record, and apart from *Prefer not to say*."""
GROUPS: dict[str, tuple[str, ...]] = {each.name: each.groups for each in STAFF_CODE_LISTS}
