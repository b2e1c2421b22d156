"""The synthetic applications as another system could export them.

Column names, labels, delimiter and order of days differ from the workbench's own, so that reading a
strange file can be tried on data that describes no one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

COLUMNS = {
    "application_id": "Candidate ref",
    "region": "Region applied to",
    "ethnicity": "Ethnic group",
    "sex": "Gender",
    "disability": "Disability declared",
    "age": "Age band",
    "religion": "Religion or belief",
    "sexual_orientation": "Sexual orientation",
    "sift": "Sift result",
    "sift_date": "Sift date",
    "online_test": "Online test result",
    "online_test_date": "Online test date",
    "assessment_centre": "Assessment centre result",
    "assessment_centre_date": "Assessment centre date",
    "offer": "Offer result",
    "offer_date": "Offer date",
    "pre_employment_checks": "Vetting result",
    "pre_employment_checks_date": "Vetting date",
    "start": "Start result",
    "start_date": "Start date",
}
OUTCOMES = {"Pass": "Successful", "Fail": "Unsuccessful", "Withdrew": "Withdrawn", "No show": "DNA"}
LABELS = {
    "ethnicity": {
        "Asian": "Asian or Asian British",
        "Black": "Black or Black British",
        "Mixed": "Mixed or multiple ethnic groups",
        "Other": "Other ethnic group",
    },
    "sex": {"Men": "Male", "Women": "Female"},
    "disability": {"Disabled": "Yes", "Non-disabled": "No"},
    "religion": {"None": "No religion"},
    "sexual_orientation": {"Heterosexual or straight": "Heterosexual"},
    **dict.fromkeys(
        ("sift", "online_test", "assessment_centre", "offer", "pre_employment_checks", "start"),
        OUTCOMES,
    ),
}


def as_export(applications: pd.DataFrame) -> pd.DataFrame:
    """Return applications under another system's names, labels and order of days."""
    frame = applications[list(COLUMNS)].copy()
    for name, labels in LABELS.items():
        frame[name] = frame[name].astype(object).replace(labels)
    for name in [name for name in COLUMNS if name.endswith("_date")]:
        days = pd.to_datetime(frame[name], format="%Y-%m-%d")
        frame[name] = days.dt.strftime("%d/%m/%Y")
    return frame.rename(columns=COLUMNS)


def write_export(chunks: Iterable[pd.DataFrame], path: Path) -> None:
    """Write applications as text separated by semicolons, as Windows programs do."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        for number, chunk in enumerate(map(as_export, chunks)):
            chunk.to_csv(file, sep=";", index=False, header=number == 0, lineterminator="\r\n")
