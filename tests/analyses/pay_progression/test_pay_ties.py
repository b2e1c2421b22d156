"""If these fail, a count is audited as one of other people than those it counts."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.pay_progression import TIES
from workbench.disclosure.policy import policy_named
from workbench.disclosure.tied import Tied, count_names, text_keys, tie
from workbench.errors import DisclosureError
from workbench.findings import Findings
from workbench.findings.tally import Tally
from workbench.parameters.root import INSTALLED

STAFF = INSTALLED / "data" / "synthetic" / "pay_progression" / "staff.csv"
BECAME = {
    "Progressed": "reached",
    "Assessed, not progressed": "not reached",
    "Eligible, not assessed": "not assessed",
}


@cache
def rows() -> pd.DataFrame:
    """Return the staff of the year, blanks and refusals by the names that the report has."""
    told = pd.read_csv(STAFF, dtype=str, keep_default_na=False)
    told = told[told["year"] == "2023-24"]
    silent = dict.fromkeys(["", "Prefer not to say"], "Not declared")
    return told.replace(silent).assign(became=told["outcome"].replace(BECAME))


@pytest.fixture(scope="module")
def tied(stated: Findings) -> Tied:
    return tie(stated, TIES, policy_named("analyst"))


def counted(one: Tally) -> int:
    """Return how many people of the file a tally counts."""
    people = rows()
    member = np.zeros(len(people), dtype=bool)
    for who in one.who:
        here = np.ones(len(people), dtype=bool)
        for name, labels in who:
            here &= people[name].isin(labels).to_numpy()
        member |= here
    return int((member & people["became"].isin(one.events).to_numpy()).sum())


def test_every_count_is_the_number_of_people_its_tally_names(tied: Tied):
    """Against the rows of the file, without the workbench."""
    told = dict(zip(tied.tallies, tied.exact.tolist(), strict=True))
    wrong = {
        str(one): (number, counted(one))
        for one, number in told.items()
        if one.world != "rows" and counted(one) != number
    }
    assert wrong == {}
    assert sum(one.world != "rows" for one in told) > 350


def test_every_count_of_every_finding_is_tied(tied: Tied, stated: Findings):
    for finding, places in zip(stated.findings, tied.places, strict=True):
        for name in count_names(finding):
            assert (places[name] >= 0).all(), f"{finding.name}: {name}"


def test_rows_of_other_years_are_of_nobody_in_this_one(tied: Tied):
    told = {
        tuple(sorted(one.events)): int(number)
        for one, number in zip(tied.tallies, tied.exact, strict=True)
        if one.world == "rows"
    }
    every = len(pd.read_csv(STAFF))
    assert told[("counted",)] == len(rows())
    assert told[("set aside",)] == every - len(rows())
    assert told[("counted", "set aside")] == every


def test_every_label_and_event_of_a_tally_is_one_that_people_have(tied: Tied, stated: Findings):
    """A label that is misspelt counts nobody."""
    everybody = TIES.people(stated.context)
    for one in tied.tallies:
        if one.world != "rows":
            assert one.events <= set(everybody.events)
        for who in one.who:
            assert all(labels and labels <= set(everybody.dimensions[name]) for name, labels in who)


def test_a_finding_that_no_one_tied_is_refused_by_name(stated: Findings):
    finding = next(one for one in stated.findings if one.name == "sex")
    keys = text_keys(finding.cells.to_dict("records")[0])
    with pytest.raises(DisclosureError, match=r"'new question'.*Tie the finding"):
        TIES.tally("new question", keys, "entered", stated.context)
