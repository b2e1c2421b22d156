"""Published data as files of staff: spells and months, as a system would export them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from workbench.parameters.root import INSTALLED
from workbench.records.staff import month_number

REFERENCE = Path(__file__).parents[2] / "reference"
SURVEYED = month_number(date(2019, 12, 1))
"""Month 0 of a study that tells no dates: everybody is there at its end, as a period opens."""
YES_NO: dict[str, Any] = {"groups": ["no", "yes"]}
NOW = {"lag": 0, "allow_unlagged": True}
ROSSI: dict[str, Any] = {
    "analysis": "attrition",
    "title": "Method check: weeks to arrest after release",
    "data_source": "published",
    "citation": "Rossi, Berk and Lenihan (1980), Money, Work and Crime; the carData package of R",
    "policy": "analyst",
    "data_date": "2024-04-30",
    "lag_months": 0,
    "months": 52,
    "headcount": "ends",
    "leaving": {"reasons": {"other": ["Arrested"]}},
    "circumstances": {
        "fin": YES_NO,
        "race": {"groups": ["black", "other"]},
        "wexp": YES_NO,
        "mar": {"groups": ["married", "not married"]},
        "paro": YES_NO,
    },
    "drivers": {
        "age": {"edges": [23], "reference": "under 23", **NOW},
        "prio": {"edges": [2, 4], "reference": "under 2", **NOW},
    },
    "service_edges": [0, 14, 27, 40],
    "horizon": 40,
}
"""The fifty-two weeks after the one of release as months."""
EMPLOYED = {"edges": [0.5], "bands": ["Not employed", "Employed"], "reference": "Not employed"}
STUDIES = ("job retention", "rossi", "rossi weeks", "rossi weeks lagged")


def first_day(month: np.ndarray) -> pd.Series:
    """Return the first day of months since month 0, as a file writes it."""
    return pd.Series([f"{n // 12:04d}-{n % 12 + 1:02d}-01" for n in SURVEYED + month])


def last_day(month: np.ndarray) -> pd.Series:
    """Return the last day of months since month 0, as a file writes it."""
    following = pd.to_datetime(first_day(month + 1)) - timedelta(days=1)
    return following.dt.strftime("%Y-%m-%d")


def job_retention() -> pd.DataFrame:
    """Return the 3,770 rows as they are published."""
    return pd.read_csv(REFERENCE / "job_retention.csv.gz", comment="#")


def job_retention_spells() -> pd.DataFrame:
    """Return them as spells: in post until they left, or set aside after the last follow-up."""
    people = job_retention()
    month, left = people["month"].to_numpy(), people["left"].to_numpy(bool)
    lost = ~left & (month < 12)
    told = people[["gender", "field", "level", "sentiment"]].assign(
        employee=np.arange(1, len(people) + 1), surveyed=first_day(0 * month), followed="Yes"
    )
    ends = last_day(month)
    seen = told.assign(
        start=told["surveyed"],
        end=ends.where(left | lost, ""),
        reason=np.where(left, "Left", ""),
    )
    after = told[lost].assign(start=first_day(month + 1)[lost], end="", reason="", followed="No")
    order = ["employee", "surveyed", "start", "end", "reason", "followed"]
    spells = pd.concat([seen, after]).sort_values(["employee", "start"], kind="stable")
    return spells[[*order, "gender", "field", "level", "sentiment"]].reset_index(drop=True)


def rossi() -> pd.DataFrame:
    """Return the 432 people as they are published."""
    people = pd.read_csv(REFERENCE / "rossi_cardata.csv")
    return people.assign(person=np.arange(1, len(people) + 1))


def rossi_spells() -> pd.DataFrame:
    """Return a spell for each person, a month standing for a week after release."""
    people = rossi()
    week, arrested = people["week"].to_numpy(), people["arrest"].to_numpy(bool)
    columns = ["person", "fin", "age", "race", "wexp", "mar", "paro", "prio"]
    return people[columns].assign(
        released=first_day(0 * week),
        start=first_day(0 * week),
        end=last_day(week).where(arrested, ""),
        reason=np.where(arrested, "Arrested", ""),
    )


def rossi_weeks() -> pd.DataFrame:
    """Return a row for each person and week, the week of release, which has no work, before all."""
    people = rossi()
    weeks = people.drop(columns="week").merge(
        people[["person", "week"]].rename(columns={"week": "last"}), on="person"
    )
    long = weeks.loc[weeks.index.repeat(weeks["last"] + 1)].reset_index(drop=True)
    week = long.groupby("person").cumcount().to_numpy()
    work = long[[f"emp{number}" for number in range(1, 53)]].to_numpy()
    told = np.where(week > 0, work[np.arange(len(long)), np.maximum(week, 1) - 1], "")
    ended = (week == long["last"]) & (long["arrest"] == 1)
    columns = ["person", "fin", "age", "race", "wexp", "mar", "paro", "prio"]
    return long[columns].assign(
        month=first_day(week),
        since_release=week,
        employed=pd.Series(told).map({"no": "0", "yes": "1", "": ""}),
        reason=np.where(ended, "Arrested", ""),
    )


def written(study: str, folder: Path) -> Path:
    """Write the data and the parameters of a study, and return the file of parameters."""
    data, path = folder / f"{study}.csv", folder / f"{study.replace(' ', '-')}.yaml"
    if study == "job retention":
        text = (INSTALLED / "parameters" / "attrition" / "job-retention.yaml").read_text()
        job_retention_spells().to_csv(data, index=False)
        path.write_text(text.replace("data/published/job_retention.csv", f'"{data}"'))
        return path
    weekly = study != "rossi"
    (rossi_weeks() if weekly else rossi_spells()).to_csv(data, index=False)
    own = {"layout": "months", "service": "since_release"} if weekly else {"joined": "released"}
    told = ROSSI | {"data": str(data)} | own
    if weekly:
        # A week earlier than the first there is no work, so that the period begins with the second.
        lagged = study == "rossi weeks lagged"
        told["drivers"] = ROSSI["drivers"] | {
            "employed": EMPLOYED | ({"lag": 1} if lagged else NOW)
        }
        told["months"] = 51 if lagged else 52
    path.write_text(json.dumps(told))
    return path


def middles(study: str) -> dict[str, float]:
    """Return the mean of the people in each band of sentiment, or of earlier arrests."""
    column, edges, bands = {
        "job retention": ("sentiment", [5, 7, 8, 9, 10], ["1 to 4", "5 or 6", "7", "8", "9", "10"]),
        "rossi": ("prio", [2, 4], ["under 2", "2 to under 4", "4 and over"]),
    }[study]
    values = (job_retention() if study == "job retention" else rossi())[column]
    return dict(values.groupby(np.array(bands)[np.searchsorted(edges, values, "right")]).mean())
