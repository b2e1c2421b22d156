"""If these fail, a count is audited as one of other people than those it counts."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.attrition import TIES, Parameters, analyse
from workbench.disclosure.policy import policy_named
from workbench.disclosure.tied import Tied, count_names, text_keys, tie
from workbench.findings import Findings
from workbench.findings.tally import Tally
from workbench.parameters.root import INSTALLED
from workbench.vocabulary.terms import NOT_DECLARED, NOT_RECORDED

DATES = ("2022-06-30", "2022-09-30", "2022-12-31", "2023-03-31", "2023-06-30")
KEPT = {
    "contract": ["Permanent"],
    "status": ["Working", "Maternity leave"],
    "grade": ["PQiP learner", "PSO", "PO", "SPO"],
}
SILENT = {"Prefer not to say": NOT_DECLARED, "": NOT_DECLARED}
REASONS = {
    "Resignation": "Resignation",
    "Retirement": "Retirement",
    "End of contract": "End of contract",
    "Transfer to another department": "Transfer outside the service",
    "Transfer within HMPPS": "Transfer inside the service",
    "Dismissal: conduct or performance": "Dismissal",
    "Dismissal: attendance": "Ill health",
    "Ill health retirement": "Ill health",
    "Death in service": "Death in service",
}
PLAIN = ("sex", "ethnicity", "disability", "age", "religion", "sexual_orientation", "caring")
NO_PEOPLE = {"number", "at_risk", "comparator_at_risk", "posts", "vacancies", "starters"}
"""Rows, person-months, and what another file says of posts."""
TOLD = (*PLAIN, "socio_economic", "grade", "region", "pdu", "pay_point", "newly_qualified")


@cache
def stated() -> Findings:
    return analyse(Parameters.from_file(INSTALLED / "parameters" / "attrition" / "synthetic.yaml"))


@cache
def tied() -> Tied:
    return tie(stated(), TIES, policy_named("analyst"))


@cache
def rows() -> pd.DataFrame:
    """Return the spells of the population, each person's last row of all marked."""
    found = pd.read_parquet(INSTALLED / "data/synthetic/attrition/staff.parquet")
    found = found.sort_values(["person_id", "start"]).reset_index(drop=True)
    found["start"] = pd.to_datetime(found["start"])
    found["end"] = pd.to_datetime(found["end"])
    found["last"] = ~found["person_id"].duplicated(keep="last")
    here = np.logical_and.reduce([found[name].isin(labels) for name, labels in KEPT.items()])
    return found[here]


def reason_of(label: object) -> str:
    if not isinstance(label, str):
        return NOT_RECORDED
    return next(to for begins, to in REASONS.items() if label.startswith(begins))


def labels_at(day: str | None) -> pd.DataFrame:
    """Return people and their groups: on the last of a month, or when they left in the year."""
    spells = rows()
    gone = spells["last"] & spells["end"].notna()
    if day is None:
        within = spells["end"].between("2022-07-01", "2023-06-30")
        found = spells[gone & within].assign(
            reason=lambda one: one["leaving_reason"].map(reason_of)
        )
    else:
        date = pd.Timestamp(day)
        there = (spells["start"] <= date) & (spells["end"].isna() | (spells["end"] >= date))
        leaving = gone & (spells["end"] <= date)
        found = spells[there & ~leaving].assign(reason="")
    told = found.set_index("person_id")[[*TOLD, "reason"]]
    told = told.astype(object).where(told.notna(), "")
    told["pay_point"] = told["pay_point"].astype(str)
    for name in (*PLAIN, "socio_economic"):
        told[name] = told[name].replace(SILENT)
    return told


@cache
def people() -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Return everybody's groups at every time, when they were in post, and why they left."""
    times = {"": DATES[0], **{str(k): day for k, day in enumerate(DATES) if k}, "leaving": None}
    parts = {time: labels_at(day) for time, day in times.items()}
    everybody = pd.Index(sorted(set().union(*(part.index for part in parts.values()))))
    dimensions = {
        f"{name} at {time}" if time else name: part[name].reindex(everybody)
        for time, part in parts.items()
        for name in TOLD
    }
    pattern = pd.Series("", index=everybody)
    for time in ("", "1", "2", "3", "4"):
        pattern += everybody.isin(parts[time].index).astype(int).astype(str)
    reasons = parts["leaving"]["reason"].reindex(everybody).fillna("stayed")
    return pd.DataFrame(dimensions), pattern, reasons


def count(one: Tally) -> int:
    groups, pattern, reasons = people()
    event = pattern.str.cat(reasons, sep=" ")
    befell = event.isin(one.events)
    among = np.zeros(len(groups), bool)
    for who in one.who:
        among |= np.logical_and.reduce(
            [groups[name].isin(labels) for name, labels in who], initial=True
        )
    return int((befell & among).sum())


def is_of_columns(one: Tally) -> bool:
    """Tell whether a tally is of columns as they stand in the file, in the report's own period.

    Drivers and length of service are worked out from several rows; that counts tied to the same
    people agree is checked of them too, when they are tied.
    """
    columns = people()[0].columns
    return not one.world and all(name in columns for who in one.who for name, _ in who)


def test_every_count_is_of_the_people_it_is_tied_to():
    """Against the file itself, read by pandas."""
    own = [
        (one, exact)
        for one, exact in zip(tied().tallies, tied().exact.tolist(), strict=True)
        if is_of_columns(one)
    ]
    wrong = {
        (tuple(one.parts), len(one.events)): (exact, count(one))
        for one, exact in own
        if exact != count(one)
    }
    assert len(own) > 500
    assert wrong == {}


def test_all_counts_of_people_are_tied():
    """A count that is tied to nobody is in no audit."""
    untied = {
        (finding.name, name)
        for finding in stated().findings
        for name in count_names(finding)
        for keys in finding.cells.to_dict("records")
        if TIES.tally(finding.name, text_keys(keys), name, stated().context) is None
    }
    assert {name for _, name in untied} <= NO_PEOPLE


def test_the_next_report_knows_this_ones_period_by_its_name():
    """Two reports of one year would be audited as of other people, and never together."""
    told = {finding.name: finding for finding in stated().findings}["leaving:years"].cells
    assert stated().context.tied["campaign"] == "year ending 2023-06-30"
    assert "year ending 2022-06-30" in set(told["basis"])


@pytest.mark.parametrize("name", ["grade", "region", "sex"])
def test_groups_add_up_to_everybody(name):
    groups, pattern, _ = people()
    assert groups.loc[pattern.str.startswith("1"), name].notna().all()
