"""The synthetic staff as another system could export them.

Column names, labels, delimiter and order of days differ from the workbench's own, so that reading a
strange file can be tried on data that describes no one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

COLUMNS = {
    "person_id": "Employee number",
    "start": "Effective from",
    "end": "Effective to",
    "region": "Region",
    "pdu": "Cost centre",
    "grade": "Job role",
    "contract": "Contract type",
    "fte": "FTE",
    "status": "Assignment status",
    "caseload": "Cases",
    "workload": "WMT %",
    "sickness_days": "Days sick (rolling year)",
    "joined": "Start date",
    "joined_originally": "Original start date",
    "leaving_reason": "Leaving reason",
    "age": "Age band",
    "sex": "Gender",
    "ethnicity": "Ethnic origin",
    "disability": "Disabled",
}
DAYS = ("start", "end", "joined", "joined_originally")
LABELS = {
    "grade": {
        "Case administrator": "Band 2 Case Administrator",
        "PQiP learner": "Band 3 Trainee Probation Officer",
        "PSO": "Band 3 Probation Services Officer",
        "PO": "Band 4 Probation Officer",
        "SPO": "Band 5 Senior Probation Officer",
    },
    "contract": {"Permanent": "Perm", "Fixed term": "FTC"},
    "status": {"Working": "Active", "Maternity leave": "Maternity", "Career break": "Inactive"},
    "sex": {"Men": "M", "Women": "F"},
    "disability": {"Disabled": "Y", "Non-disabled": "N"},
}


def as_export(staff: pd.DataFrame) -> pd.DataFrame:
    """Return spells under another system's names, labels and order of days."""
    frame = staff[list(COLUMNS)].copy()
    for name, labels in LABELS.items():
        frame[name] = frame[name].cat.rename_categories(labels)
    for name in DAYS:
        days = frame[name].cat.categories
        other = pd.to_datetime(days.to_series(), format="%Y-%m-%d").dt.strftime("%d/%m/%Y")
        frame[name] = frame[name].cat.rename_categories(other.tolist())
    return frame.rename(columns=COLUMNS)


def write_export(chunks: Iterable[pd.DataFrame], path: Path) -> None:
    """Write spells as text separated by semicolons, as Windows programs do."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        for number, chunk in enumerate(map(as_export, chunks)):
            chunk.to_csv(file, sep=";", index=False, header=number == 0, lineterminator="\r\n")
