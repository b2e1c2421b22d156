"""If these fail, counts of a survey are audited as of other people, and some are found out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.analyses.role_evaluation.surveyed import (
    FOLDER,
    answers_of,
    begun,
    findings,
    parameters,
    small,
    synthetic,
)
from workbench.analyses.role_evaluation.ties import GIVEN, TIES, dimensions, tied
from workbench.disclosure import release
from workbench.disclosure.attack import attack
from workbench.disclosure.policy import policy_named
from workbench.disclosure.tied import count_names, text_keys, tie
from workbench.findings.tally import Tally
from workbench.vocabulary.terms import NOT_DECLARED, PolicyName

SILENT = {"Prefer not to say": NOT_DECLARED, "": NOT_DECLARED}
ROLES = {"SPO in Sentence Management and Courts": "Supported", "Other SPO": "Others"}


@cache
def people() -> pd.DataFrame:
    """Return everybody who responded, by dimension."""
    rows = pd.read_parquet(FOLDER / "survey.parquet").astype(object)
    for name in ("sex", "ethnicity", "disability", "working_pattern"):
        rows[name] = rows[name].replace(SILENT)
    rows["role"] = rows["role"].map(ROLES)
    rows[GIVEN] = rows["unit"].map(begun()).map({True: "with", False: "without"})
    return rows


def counted(one: Tally) -> int:
    rows = people()[people()["wave"] == one.world]
    for who in one.who:
        for name, labels in who:
            rows = rows[rows[name].isin(labels)]
    (item,) = {event.partition(": ")[0] for event in one.events}
    answer = pd.to_numeric(rows[item])
    became = np.select(
        [answer.isna(), answer >= 4], ["gave no answer", "agreed"], "answered otherwise"
    )
    return int(np.isin([f"{item}: {event}" for event in became], list(one.events)).sum())


def test_every_count_is_of_the_people_it_is_tied_to():
    """Against the file itself, read by pandas; whom it asked is another file's."""
    found = tie(synthetic(), TIES, policy_named("analyst"))
    told = dict(zip(found.tallies, found.exact.tolist(), strict=True))
    own = {one: exact for one, exact in told.items() if "did not respond" not in one.events}
    wrong = {str(one): (exact, counted(one)) for one, exact in own.items() if exact != counted(one)}
    assert len(own) > 400
    assert wrong == {}


def test_who_was_asked_is_of_its_own_file():
    """Against the file of whom was asked, read by pandas."""
    found = tie(synthetic(), TIES, policy_named("analyst"))
    asked = pd.read_parquet(FOLDER / "survey_invited.parquet").astype({"role": str})
    asked["role"] = asked["role"].map(ROLES)
    told = {
        (one.world, *sorted(label for _, labels in one.parts[0] for label in labels)): exact
        for one, exact in zip(found.tallies, found.exact.tolist(), strict=True)
        if "did not respond" in one.events
    }
    assert (
        told["2022-09", "Others"]
        == asked.query("wave == '2022-09' and role == 'Others'")["invited"].sum()
    )
    part_time = asked.query("wave == '2023-06' and working_pattern == 'Part time'")
    here = part_time.loc[part_time["role"] == "Supported", "invited"].sum()
    assert told["2023-06", "Part time", "Supported"] == here


def test_every_count_of_the_survey_is_tied():
    """A count that is tied to nobody is in no audit."""
    untied = {
        (finding.name, name)
        for finding in synthetic().findings
        for name in count_names(finding)
        for keys in finding.cells.to_dict("records")
        if TIES.tally(finding.name, text_keys(keys), name, synthetic().context) is None
    }
    assert untied == set()


def test_counts_of_officers_are_tied_to_nobody():
    """They are rounded sums over months, of no one set of people."""
    keys = dict.fromkeys(("characteristic", "group", "basis", "stratum", "stage"), "")
    assert TIES.tally("effects", keys, "people", synthetic().context) is None


def test_without_a_survey_there_are_no_people():
    """Else a report without one cannot be released."""
    of = parameters().model_copy(update={"survey": None})
    assert dimensions(of) == tied(of) == {}
    context = replace(synthetic().context, dimensions={}, tied={})
    assert TIES.people(context).alike == ()


@pytest.mark.parametrize("policy", ["open", "restricted"])
@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_of_a_small_survey_can_be_worked_out(seed: int, policy: PolicyName, tmp_path: Path):
    """By the attacker, who uses that people are whole."""
    told = release(findings(small(answers_of(seed, 5), tmp_path)), policy)
    found = attack(told, TIES, whole=True)
    assert found.problems == ()
    assert found.figures["counts"] > 50


def test_the_attack_would_find_what_is_only_hidden_for_being_small(tmp_path: Path):
    """Else the test above could not fail: one hidden count is printed again."""
    told = release(findings(small(answers_of(1, 5), tmp_path)), "restricted")
    exact = release(findings(small(answers_of(1, 5), tmp_path)), "analyst")
    name = "survey_agreement by sex"
    cells = tuple(
        replace(cell, counts=other.counts)
        for cell, other in zip(told[name].cells, exact[name].cells, strict=True)
    )
    others = tuple(replace(one, cells=cells) if one.name == name else one for one in told.findings)
    assert attack(replace(told, findings=others), TIES).figures["found_out"] > 0
