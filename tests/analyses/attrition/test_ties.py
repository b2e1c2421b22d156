"""If these fail, a count is audited as one of other people than those it counts."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.attrition import TIES, Parameters, analysis
from workbench.analyses.attrition.questions import like_with_like
from workbench.analyses.attrition.ties.worlds import IN_POST, LEAVERS, SET_ASIDE, STILL
from workbench.disclosure.policy import policy_named
from workbench.disclosure.tied import Tied, count_names, text_keys, tie
from workbench.findings import Findings
from workbench.findings.tally import Tally
from workbench.parameters.root import INSTALLED
from workbench.vocabulary.terms import NOT_DECLARED, NOT_RECORDED

OPENING, END = "2022-06-30", "2023-06-30"
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
NO_PEOPLE = {
    "number",
    "at_risk",
    "comparator_at_risk",
    "at_risk_here",
    "posts",
    "vacancies",
    "starters",
}
"""Rows, person-months, and what another file says of posts."""
TOLD = (*PLAIN, "socio_economic", "grade", "region", "pdu", "pay_point", "newly_qualified")


@cache
def stated() -> Findings:
    """Return every finding but those of models of people alike, which count nobody."""
    parameters = Parameters.from_file(INSTALLED / "parameters" / "attrition" / "synthetic.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            analysis,
            "QUESTIONS",
            tuple(one for one in analysis.QUESTIONS if one is not like_with_like.QUESTION),
        )
        return analysis.analyse(parameters)


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


def told_of(spells: pd.DataFrame) -> pd.DataFrame:
    """Return the groups of some spells as the report calls them, by person."""
    told = spells.set_index("person_id")[[*TOLD, "event"]]
    told = told.astype(object).where(told.notna(), "")
    told["pay_point"] = told["pay_point"].astype(str)
    for name in (*PLAIN, "socio_economic"):
        told[name] = told[name].replace(SILENT)
    return told


@cache
def leavers() -> pd.DataFrame:
    """Return the groups of everybody who left, and the month and the reason."""
    spells = rows()
    gone = spells[spells["last"] & spells["end"].between("2019-07-01", END)]
    reasons = gone["leaving_reason"].map(reason_of)
    return told_of(gone.assign(event=gone["end"].dt.strftime("%Y-%m").str.cat(reasons, sep=" ")))


@cache
def in_post(day: str) -> pd.DataFrame:
    """Return the groups of everybody in post on a day, and what became of those of the opening."""
    spells, date = rows(), pd.Timestamp(day)
    there = (spells["start"] <= date) & (spells["end"].isna() | (spells["end"] >= date))
    found = spells[there & ~(spells["last"] & (spells["end"] <= date))].assign(event="")
    if day == OPENING:
        left = leavers()["event"].str.split(" ", n=1, expand=True)
        left = left.loc[left[0] > OPENING[:7], 1]
        still = set(in_post(END).index)
        found["event"] = [
            left.get(person, STILL if person in still else SET_ASIDE)
            for person in found["person_id"]
        ]
    return told_of(found)


def count(one: Tally) -> int:
    people = leavers() if one.world == LEAVERS else in_post(OPENING)
    among = np.zeros(len(people), bool)
    for who in one.who:
        among |= np.logical_and.reduce(
            [people[name].isin(labels) for name, labels in who], initial=True
        )
    return int((people["event"].isin(one.events) & among).sum())


def is_of_columns(one: Tally) -> bool:
    """Tell whether a tally is of columns as they stand in the file.

    Drivers and length of service are worked out from several rows; that counts tied to the same
    people agree is checked of them too, when they are tied. Learners have worlds of their own.
    """
    known = all(name in TOLD for who in one.who for name, _ in who)
    return known and one.world.startswith((LEAVERS, IN_POST))


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


def test_groups_add_up_to_everybody():
    """Else the counts above could be of nobody, and agree."""
    assert in_post(OPENING)[["grade", "region", "sex"]].ne("").all(axis=None)
    assert len(leavers()) > 3_000
