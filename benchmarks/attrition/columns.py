"""What the models hold equal; no library, since peers have none of the workbench's."""

from __future__ import annotations

GROUPS = {
    "sex": 2,
    "disability": 2,
    "caring": 2,
    "marriage": 3,
    "ethnicity": 5,
    "age": 5,
    "religion": 6,
    "socio_economic": 3,
    "sexual_orientation": 4,
}
"""Nine characteristics of a spell, and how many groups each has."""
DRIVERS = {"workload": (80, 100, 110, 140), "caseload": (40, 50, 60)}
"""What changes from month to month, and where its bands begin."""
LAG = 3
"""Months before a month of exposure whose value counts for it."""
BANDS = (0, 3, 6, 12, 24, 36, 60, 120)
"""Months of service in which the bands of the hazard begin."""
FIXED = tuple(GROUPS)[:7]
"""Beside the two drivers in person-months, so that nine columns are held equal there too."""
TERMS = {"spells": tuple(GROUPS), "months": (*FIXED, *DRIVERS)}
"""What is held equal, by the kind of file."""
