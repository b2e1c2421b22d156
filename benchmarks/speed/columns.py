"""What is scanned; plain words, for peers that have none of the workbench's libraries."""

from __future__ import annotations

STAGES = ("sift", "online_test", "assessment_centre", "offer", "pre_employment_checks", "start")
CHARACTERISTICS = (
    "ethnicity",
    "sex",
    "disability",
    "age",
    "religion",
    "sexual_orientation",
    "marriage",
    "socio_economic",
    "caring",
)
COMPARATORS = {
    "ethnicity": "White",
    "sex": "Men",
    "disability": "Non-disabled",
    "age": "25 to 34",
    "religion": "Christian",
    "sexual_orientation": "Heterosexual or straight",
    "marriage": "Neither",
    "socio_economic": "Professional",
    "caring": "Not a carer",
}
UNDECLARED = ("Prefer not to say", "Not declared", "")
