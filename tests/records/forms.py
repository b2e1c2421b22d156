"""A few hundred made-up applications, and the forms in which they can be written."""

from __future__ import annotations

import random
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pandas as pd

STAGES = ("sift", "interview", "offer")
GROUPS = ("Café", "Bar", "Bakery")
OUTCOMES = {"passed": ["Pass"], "failed": ["Fail"], "withdrew": ["Withdrew"]}
TEMPLATE = {
    "outcomes": OUTCOMES,
    "stages": {name: {} for name in STAGES},
    "characteristics": {"sex": {}, "place": {"groups": list(GROUPS), "comparator": "Bar"}},
}
DATED = TEMPLATE | {
    "stages": {name: {"date": f"{name}_on"} for name in STAGES},
    "data_date": "2024-12-31",
}
ETHNIC = ("Indian", "Caribbean", "White and Asian", "Irish", "Roma", "Arab")
BROAD = dict(zip(ETHNIC, ("Asian", "Black", "Mixed", "White", "White", "Other"), strict=True))


def applications(size: int = 300, seed: int = 20240403) -> pd.DataFrame:
    """Return applications as text: identifier, person, groups, outcomes and ISO days."""
    draw = random.Random(seed)
    return pd.DataFrame([_application(draw, number) for number in range(size)])


def _application(draw: random.Random, number: int) -> dict[str, str]:
    row = {"application_id": str(1000 + number), "person": str(number * 2 // 3)}
    row["sex"] = draw.choice(["Men", "Women", "Women", "Prefer not to say", ""])
    row["place"] = draw.choice([*GROUPS, ""])
    row["ethnic"] = draw.choice([*ETHNIC, ""])
    outcome, day = "Pass", date(2024, 1, 3) + timedelta(draw.randrange(60))
    for stage in STAGES:
        reached = outcome == "Pass" and draw.random() < 0.95
        outcome = draw.choice(["Pass", "Pass", "Fail", "Withdrew"]) if reached else ""
        day += timedelta(draw.randrange(1, 40))
        row[stage], row[f"{stage}_on"] = outcome, day.isoformat() if outcome else ""
    return row


FRAME = applications()


def text_of(frame: pd.DataFrame, delimiter: str = ",", line_end: str = "\n") -> str:
    """Return a table as delimited text."""
    kept = StringIO()
    frame.to_csv(kept, sep=delimiter, index=False, lineterminator="\n")
    return kept.getvalue().replace("\n", line_end)


def days(order: str, frame: pd.DataFrame = FRAME) -> pd.DataFrame:
    """Return the applications with their days written by `strftime`, or as Excel's numbers."""
    changed = frame.copy()
    for stage in STAGES:
        on = pd.to_datetime(frame[f"{stage}_on"])
        serial = (on - pd.Timestamp("1899-12-30")).dt.days.astype("Int64").astype("string")
        changed[f"{stage}_on"] = (serial if order == "excel" else on.dt.strftime(order)).fillna("")
    return changed


def typed() -> pd.DataFrame:
    """Return the applications as a database would give them: numbers, categories and days."""
    frame = FRAME.replace("", None).astype({"application_id": "int64", "person": "int32"})
    frame = frame.astype(dict.fromkeys(["sex", "place", *STAGES], "category"))
    for stage in STAGES:
        frame[f"{stage}_on"] = pd.to_datetime(frame[f"{stage}_on"])
    return frame


def counts_of() -> pd.DataFrame:
    """Return how many applications there are of each kind."""
    kinds = ["sex", "place", *STAGES]
    return FRAME.groupby(kinds).size().reset_index(name="people")


def statuses() -> pd.DataFrame:
    """Return the applications with one final status each."""
    return FRAME.assign(status=[_status(row) for row in FRAME.to_dict("records")])


def _status(row: dict[str, str]) -> str:
    told = [f"{row[stage]} {stage}" for stage in STAGES if row[stage]]
    return told[-1] if told else "New"


STATUS = TEMPLATE | {
    "layout": "status",
    "outcomes": {},
    "stages": {
        name: {
            meaning: [f"{label} {name}" for label in labels] for meaning, labels in OUTCOMES.items()
        }
        | ({"pending": ["New"]} if name == "sift" else {})
        for name in STAGES
    },
}


def rows_a_stage() -> pd.DataFrame:
    """Return a row for each stage that was reached, and for one that is to be left out."""
    who = ["application_id", "person", "sex", "place"]
    rows = []
    for row in FRAME.to_dict("records"):
        same = {name: row[name] for name in who}
        rows += [
            same | {"stage": stage.title(), "outcome": row[stage], "on": row[f"{stage}_on"]}
            for stage in STAGES
            if row[stage] or stage == "sift"
        ]
        rows.append(same | {"stage": "Vetting", "outcome": "Seen", "on": "some day"})
    return pd.DataFrame(rows).sample(frac=1, random_state=7)


LONG = TEMPLATE | {
    "layout": "long",
    "stages": {name: {"called": [name.title()]} for name in STAGES},
    "ignored_stages": ["Vetting"],
}


def write_mixed(folder: Path) -> None:
    """Write a third of the applications as csv, a third as a workbook, a third as parquet."""
    (folder / "part-1.csv").write_bytes(text_of(FRAME[:100], ";", "\r\n").encode("cp1252"))
    FRAME[100:200].to_excel(folder / "part-2.xlsx", index=False)
    typed()[200:].to_parquet(folder / "part-3.parquet")
