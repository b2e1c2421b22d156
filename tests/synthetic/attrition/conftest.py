"""Draws that several tests read, and person-months cut from spells in plain pandas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.attrition.generator import synthesise

FOLDER = Path(__file__).parents[3] / "data" / "synthetic" / "attrition"
MANY, MANY_SEED = 40_000, 7
OTHERWISE = {  # written out anew: what each label means
    "Ill health retirement": "Ill health",
    "Dismissal: attendance": "Ill health",
    "Dismissal: conduct or performance": "Other",
    "End of contract": "Other",
    "Transfer to another department": "Other",
    "Death in service": "Other",
    "Transfer within HMPPS": "Internal transfer",
}


def reason_of(label: str) -> str:
    """Return what a label of the file means; blanks never come here."""
    return OTHERWISE.get(label, label.split(":")[0])


DAYS = ("start", "end", "joined", "joined_originally")


def dated(staff: pd.DataFrame) -> pd.DataFrame:
    """Return the table with days in place of their labels."""
    return staff.assign(**{name: _days(staff[name]) for name in DAYS})


def _days(column: pd.Series) -> pd.Series:
    labels = pd.to_datetime(column.cat.categories.to_series(), format="%Y-%m-%d").to_numpy()
    found = np.append(labels, np.datetime64("NaT", "D"))[column.cat.codes]
    return pd.Series(found, index=column.index)


def month_number(days: pd.Series) -> pd.Series:
    return days.dt.year * 12 + days.dt.month - 1


def cut_into_months(staff: pd.DataFrame, lag: int) -> pd.DataFrame:
    """Return a row for each person and month, as on its last day, with drivers of `lag` before."""
    spells = dated(staff)
    last = month_number(spells["end"].fillna(pd.Timestamp("2023-09-30")))
    first = month_number(spells["start"])
    length = (last - first + 1).to_numpy()
    rows = np.repeat(np.arange(len(spells)), length)
    offset = np.arange(length.sum()) - np.repeat(length.cumsum() - length, length)
    months = spells.iloc[rows].assign(month=first.to_numpy()[rows] + offset)
    months = months.drop_duplicates(["person_id", "month"], keep="last")
    # Ended with its spell, which is the person's last, and before the day of the data.
    final = ~months.duplicated("person_id", keep="last")
    months["left"] = final & months["end"].notna()
    return _with_lagged(months, lag)


def _with_lagged(months: pd.DataFrame, lag: int) -> pd.DataFrame:
    drivers = ["caseload", "workload", "sickness_days", "manager_span", "engagement"]
    earlier = months[["person_id", "month", *drivers]].assign(month=months["month"] + lag)
    named = earlier.rename(columns={name: f"{name}_before" for name in drivers})
    return months.merge(named, on=["person_id", "month"], how="left")


@pytest.fixture(scope="session")
def staff() -> pd.DataFrame:
    """The spells of the committed file, drawn anew."""
    return pd.concat(synthesise().tables["staff"], ignore_index=True)


@pytest.fixture(scope="session")
def many() -> pd.DataFrame:
    """Enough spells for sampling error to be small."""
    return pd.concat(synthesise(size=MANY, seed=MANY_SEED).tables["staff"], ignore_index=True)


@pytest.fixture(scope="session")
def few_months() -> pd.DataFrame:
    """Person-months of the first people of `many`, the last months among them."""
    drawn = synthesise(size=1500, seed=MANY_SEED).tables["staff"]
    return cut_into_months(pd.concat(drawn, ignore_index=True), lag=3)


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """The committed truth."""
    found: dict[str, Any] = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def months(many: pd.DataFrame) -> pd.DataFrame:
    """Person-months of closed months, with what left and why."""
    found = cut_into_months(many, lag=3)
    found = found[found["month"] < 2023 * 12 + 6]
    reason = found["leaving_reason"].astype(object).map(reason_of, na_action="ignore")
    # A spell of several months has its reason in each of them; only the last is the leaving.
    return found.assign(reason=reason.where(found["left"]))
